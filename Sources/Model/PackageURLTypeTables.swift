/// The registered package-URL types and their rules.
///
/// Source: the definitions of package-url/purl-spec, `types/`. Lower case is what a definition
/// marks as not case-sensitive. `golang` is marked case-sensitive although its note speaks of
/// lower case; the mark is followed, since module paths have case (`github.com/BurntSushi/toml`).
package let packageURLTypes: [String: PackageURLType] = [
  "alpm": .init(
    namespace: .required,
    namespaceRules: [.lowercase],
    nameRules: [.lowercase]
  ),
  "apk": .init(namespace: .required, namespaceRules: [.lowercase], nameRules: [.lowercase]),
  "bazel": .init(namespace: .prohibited),
  "bitbucket": .init(
    namespace: .required,
    namespaceRules: [.lowercase],
    nameRules: [.lowercase]
  ),
  "bitnami": .init(namespace: .prohibited, nameRules: [.lowercase]),
  "brew": .init(namespace: .optional, namespaceRules: [.lowercase], nameRules: [.lowercase]),
  "cargo": .init(namespace: .prohibited),
  "chrome-extension": .init(
    namespace: .prohibited,
    nameRules: [.lowercase],
    restrictions: [.nameOfChromeExtension, .versionOfNumbers]
  ),
  "cocoapods": .init(namespace: .prohibited, restrictions: [.nameOfPod]),
  "composer": .init(
    namespace: .required,
    namespaceRules: [.lowercase],
    nameRules: [.lowercase]
  ),
  "conan": .init(namespace: .optional),
  "conda": .init(namespace: .prohibited),
  "cpan": .init(
    namespace: .optional,
    restrictions: [.namespaceInUpperCase, .nameWithoutDoubleColon]
  ),
  "cran": .init(namespace: .prohibited),
  "deb": .init(namespace: .required, namespaceRules: [.lowercase], nameRules: [.lowercase]),
  "docker": .init(namespace: .optional),
  "gem": .init(namespace: .prohibited),
  "generic": .init(namespace: .optional),
  "git": .init(
    namespace: .required,
    restrictions: [.namespaceOfOneSegment],
    nameSpansSegments: true
  ),
  "github": .init(namespace: .required, namespaceRules: [.lowercase], nameRules: [.lowercase]),
  "golang": .init(namespace: .required),
  "hackage": .init(namespace: .prohibited, nameRules: [.dashes]),
  "hex": .init(namespace: .optional, namespaceRules: [.lowercase], nameRules: [.lowercase]),
  "huggingface": .init(namespace: .required, versionRules: [.lowercase]),
  "julia": .init(namespace: .prohibited, requiredQualifiers: ["uuid"]),
  "luarocks": .init(namespace: .optional, namespaceRules: [.lowercase], nameRules: [.lowercase]),
  "maven": .init(namespace: .required),
  "mlflow": .init(namespace: .prohibited, nameRules: [.lowercaseAtDatabricks]),
  "npm": .init(namespace: .optional),
  "nuget": .init(namespace: .prohibited),
  "oci": .init(namespace: .prohibited, nameRules: [.lowercase], versionRules: [.lowercase]),
  "opam": .init(namespace: .prohibited),
  "otp": .init(namespace: .prohibited, nameRules: [.lowercase], subpathRules: [.lowercase]),
  "pub": .init(namespace: .prohibited, nameRules: [.lowercase, .underscores]),
  "pypi": .init(
    namespace: .prohibited,
    nameRules: [.lowercase, .dashes],
    versionRules: [.lowercase]
  ),
  "qpkg": .init(namespace: .required, namespaceRules: [.lowercase]),
  "rpm": .init(namespace: .required, namespaceRules: [.lowercase]),
  "swid": .init(
    namespace: .optional,
    qualifierRules: [.lowercaseTagGUID],
    requiredQualifiers: ["tag_id"],
    restrictions: [.namespaceOfTwoSegments]
  ),
  "swift": .init(namespace: .required),
  "vcpkg": .init(namespace: .prohibited),
  "vscode-extension": .init(
    namespace: .required,
    namespaceRules: [.lowercase],
    nameRules: [.lowercase],
    versionRules: [.lowercase]
  ),
  "yocto": .init(namespace: .optional, namespaceRules: [.lowercase]),
]
