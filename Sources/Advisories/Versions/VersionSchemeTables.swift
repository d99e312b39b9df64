extension VersionScheme {
  /// The scheme of a name that people and feeds use: its own name, a package-URL type, an OSV
  /// ecosystem with or without its release, the tool that has the order.
  package init?(named name: String) {
    let family = String(name.prefix { $0 != ":" }).lowercased()
    guard let scheme = Self.named[family] else { return nil }
    self = scheme
  }

  /// Every name that `init(named:)` knows, with its scheme.
  package static let named: [String: VersionScheme] = {
    var names: [String: VersionScheme] = [:]
    for (scheme, others) in synonyms {
      names[scheme.rawValue] = scheme
      for name in others { names[name] = scheme }
    }
    return names
  }()

  private static let synonyms: [(VersionScheme, [String])] = [
    (.alpm, ["arch", "arch linux", "archlinux", "pacman", "vercmp"]),
    (
      .apk,
      [
        "alpaquita", "alpine", "bellsoft hardened containers", "chainguard", "minimos", "wolfi",
      ]
    ),
    (.bitnami, []),
    (.composer, ["packagist", "php"]),
    (.conan, ["conancenter"]),
    (.cran, ["bioconductor", "r"]),
    (.deb, ["debian", "dpkg", "echo", "ubuntu"]),
    (.gem, ["ruby", "rubygems"]),
    (.generic, ["android", "linux", "oss-fuzz"]),
    (.golang, ["go", "gomod"]),
    (.hackage, ["cabal", "ghc", "haskell"]),
    (.hex, ["elixir", "erlang"]),
    (.maven, ["gradle", "java", "mvn"]),
    (.npm, ["javascript", "node", "node-semver"]),
    (.nuget, ["dotnet"]),
    (.openssl, []),
    (.pub, ["dart", "flutter"]),
    (.pypi, ["pep440", "pip", "python"]),
    (
      .rpm,
      [
        "alma", "almalinux", "amazon", "amazon linux", "azure linux", "azurelinux", "centos",
        "fedora", "mageia", "mariner", "openeuler", "opensuse", "oracle", "oracle linux",
        "photon", "photon os", "red hat", "redhat", "rhel", "rocky", "rocky linux", "rpmvercmp",
        "sles", "suse",
      ]
    ),
    (
      .semver,
      [
        "cargo", "crates.io", "github", "github actions", "julia", "rust", "semver2", "swift",
        "swifturl", "vscode",
      ]
    ),
  ]
}
