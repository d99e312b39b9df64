/// One package that an artifact holds, and how we know.
package struct Package: Hashable, Sendable, Comparable {
  package var ecosystem: Ecosystem
  /// The package-URL namespace: a Maven group, an npm scope with its `@`, a Go path prefix, a
  /// distribution.
  ///
  /// Empty where there is none; for distribution packages the join fills it in.
  package var namespace: String
  package var name: String
  /// As the package's own tools print it, epoch included; empty when unknown.
  package var version: String
  /// Package-URL qualifiers beyond those that other fields give.
  package var qualifiers: [String: String]
  /// The path inside the package, as in `golang.org/x/tools#cmd/goimports`; mostly empty.
  package var subpath: String
  /// As the distribution spells it (`amd64`, `x86_64`, `noarch`); empty where it has no meaning.
  package var architecture: String
  /// The source package that distribution advisories name.
  package var source: SourcePackage?
  /// Maintainer or vendor, as the package says.
  package var vendor: String
  /// SPDX identifiers or expressions where the package gives them, else its own words.
  package var licenses: [String]
  /// The RPM module stream, such as `nodejs:18:8080020230718074311:63b34585`.
  package var modularity: String
  /// The names, in the same ecosystem, of what this one says it needs at run time.
  package var dependencies: [String]
  /// Hashes of the package's own archive, where its metadata records them.
  package var digests: [Digest]
  package var scope: Scope
  /// The distribution package that installed this one, such as `deb python3-six`.
  package var owner: PackageOwner?
  package var evidence: [Evidence]

  /// What a package is needed for, where a lock file says.
  package enum Scope: String, Sendable, CaseIterable {
    case runtime
    case development
    case optional
  }

  package init(
    _ ecosystem: Ecosystem,
    namespace: String = "",
    name: String,
    version: String,
    evidence: Evidence
  ) {
    self.ecosystem = ecosystem
    self.namespace = namespace
    self.name = name
    self.version = version
    qualifiers = [:]
    subpath = ""
    architecture = ""
    source = nil
    vendor = ""
    licenses = []
    modularity = ""
    dependencies = []
    digests = []
    scope = .runtime
    owner = nil
    self.evidence = [evidence]
  }
}

/// The source package a binary package was built from.
package struct SourcePackage: Hashable, Sendable {
  package var name: String
  package var version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}

/// The distribution package that a file or another package belongs to.
package struct PackageOwner: Hashable, Sendable, Comparable {
  package var ecosystem: Ecosystem
  package var name: String

  package init(ecosystem: Ecosystem, name: String) {
    self.ecosystem = ecosystem
    self.name = name
  }

  package static func < (left: PackageOwner, right: PackageOwner) -> Bool {
    (left.ecosystem, left.name) < (right.ecosystem, right.name)
  }
}

/// Where a package was seen and how it was recognised.
package struct Evidence: Hashable, Sendable, Comparable {
  /// How a statement about a package came to be, strongest first.
  package enum Method: String, Sendable, CaseIterable {
    /// The database of a package manager that installed it.
    case installedDatabase = "installed-database"
    /// Metadata files that an installation leaves beside the package.
    case installedMetadata = "installed-metadata"
    /// A lock file: what would be installed.
    case lockFile = "lock-file"
    /// A manifest with loose requirements, of which only the exact ones are taken.
    case manifest
    /// Facts the compiler or packager put into a binary or archive.
    case embedded
    /// A version text found in an executable.
    case versionString = "version-string"
    /// The name of a file.
    case fileName = "file-name"
    /// Another tool's bill of materials.
    case sbom
  }

  /// The name of the analyzer that read it.
  package var analyzer: String
  package var method: Method
  /// The file, from the root of the artifact, without a leading slash.
  package var path: String
  /// The way into that file, such as `BOOT-INF/lib/a.jar`; empty for the file itself.
  package var innerPath: String
  /// The layer that brought the package, counted from 0 at the base; `nil` outside images.
  package var layer: Int?

  package init(analyzer: String, method: Method, path: String, innerPath: String = "") {
    self.analyzer = analyzer
    self.method = method
    self.path = path
    self.innerPath = innerPath
    layer = nil
  }

  package static func < (left: Evidence, right: Evidence) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.innerPath != right.innerPath { return left.innerPath < right.innerPath }
    if left.analyzer != right.analyzer { return left.analyzer < right.analyzer }
    if left.method != right.method { return left.method.rawValue < right.method.rawValue }
    return (left.layer ?? -1) < (right.layer ?? -1)
  }
}

extension Package {
  /// By ecosystem, name, version, then everything that tells two packages apart.
  package static func < (left: Package, right: Package) -> Bool {
    if left.ecosystem != right.ecosystem { return left.ecosystem < right.ecosystem }
    if left.name != right.name { return left.name < right.name }
    if left.namespace != right.namespace { return left.namespace < right.namespace }
    if left.version != right.version { return left.version < right.version }
    if left.architecture != right.architecture { return left.architecture < right.architecture }
    if left.subpath != right.subpath { return left.subpath < right.subpath }
    for (first, second) in zip(left.evidence, right.evidence) where first != second {
      return first < second
    }
    if left.evidence.count != right.evidence.count {
      return left.evidence.count < right.evidence.count
    }
    return left.owner?.name ?? "" < right.owner?.name ?? ""
  }
}
