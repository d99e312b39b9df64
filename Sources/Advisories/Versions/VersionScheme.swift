/// An order of versions, as the tools of one world of packages have it.
///
/// A closed set: a new order must be handled everywhere.
package enum VersionScheme: String, Sendable, CaseIterable {
  case alpm
  case apk
  case bitnami
  case composer
  case conan
  case cran
  case deb
  case gem
  case generic
  case golang
  case hackage
  case hex
  case maven
  case npm
  case nuget
  case openssl
  case pub
  case pypi
  case rpm
  case semver
}

/// Which of two versions comes first.
package enum VersionOrder: Int, Sendable {
  case before = -1
  case same = 0
  case after = 1
}

/// Why versions could not be compared.
package enum VersionError: Error, Hashable {
  /// The scheme does not know such a version.
  case invalidVersion(String)
  /// The scheme does not know such a range.
  case invalidRange(String)
}

extension VersionScheme {
  /// The order of two versions.
  package func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    try ordering.compare(left, right)
  }

  /// Whether the scheme's own tools take this for a version.
  package func isValid(_ version: String) -> Bool { ordering.isValid(version) }

  /// Whether a version lies in a range written in the scheme's own language, such as npm's
  /// `^1.2 || >=3`, Maven's `[1.0,2.0)`, Ruby's `~> 2.2, < 3`.
  package func contains(
    _ version: String,
    in range: String
  ) throws(VersionError) -> Bool {
    // Each term of a range looks at the whole version: the work is one length times the other.
    guard version.utf8.count <= Self.longestVersion else { throw .invalidVersion(version) }
    guard range.utf8.count <= Self.longestRange else { throw .invalidRange(range) }
    return try ordering.contains(version, in: range)
  }

  private static let longestVersion = 1_024
  private static let longestRange = 65_536

  /// The rules of this scheme.
  private var ordering: any VersionOrdering.Type {
    switch self {
    case .alpm: AlpmVersions.self
    case .apk: ApkVersions.self
    case .bitnami: BitnamiVersions.self
    case .composer: ComposerVersions.self
    case .conan: ConanVersions.self
    case .cran: CranVersions.self
    case .deb: DebVersions.self
    case .gem: GemVersions.self
    case .generic: GenericVersions.self
    case .golang: GolangVersions.self
    case .hackage: HackageVersions.self
    case .hex: HexVersions.self
    case .maven: MavenVersions.self
    case .npm: NpmVersions.self
    case .nuget: NugetVersions.self
    case .openssl: OpensslVersions.self
    case .pub: PubVersions.self
    case .pypi: PypiVersions.self
    case .rpm: RpmVersions.self
    case .semver: SemverVersions.self
    }
  }
}
