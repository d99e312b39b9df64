import Model

/// One question to the data: this name, in this space, at this version.
struct MatchQuery: Hashable {
  var space: AdvisorySpace
  var name: String
  var version: String
  /// What the name is the name of; candidates that speak of the other kind do not count.
  var nameKind: AffectedPackage.NameKind
}

extension MatchQuery {
  /// The questions that a package of an inventory gives.
  ///
  /// Packages of the distribution are asked for by their own name and by that of their source
  /// package, since publishers differ in which they name; all others by their own.
  static func queries(for package: Package, system: OperatingSystem?) -> [MatchQuery] {
    if package.ecosystem.isDistribution {
      guard let system, let space = AdvisorySpace(system: system) else { return [] }
      return [source(of: package, in: space), binary(package, in: space)]
    }
    if package.ecosystem == .generic || package.ecosystem == .bitnami { return program(package) }
    let space = AdvisorySpace(package.ecosystem.rawValue)
    return [
      MatchQuery(
        space: space,
        name: PackageNaming.normalized(package.fullName, in: space),
        version: package.version,
        nameKind: .binary
      )
    ]
  }

  private static func binary(_ package: Package, in space: AdvisorySpace) -> MatchQuery {
    MatchQuery(space: space, name: package.name, version: package.version, nameKind: .binary)
  }

  private static func source(of package: Package, in space: AdvisorySpace) -> MatchQuery {
    var name = package.name
    var version = package.version
    if let source = package.source, !source.name.isEmpty {
      name = source.name
      if !source.version.isEmpty { version = source.version }
    }
    // The name of a source RPM has no epoch; its binaries mostly share theirs.
    if package.ecosystem == .rpm, !version.utf8.contains(UInt8(ascii: ":")),
      let colon = package.version.firstIndex(of: ":")
    {
      version = package.version[...colon] + version
    }
    return MatchQuery(space: space, name: name, version: version, nameKind: .source)
  }

  /// Programs that no package manager knows are asked for in the advisories of programs, and in
  /// Bitnami's, which number the versions as the programs' makers do.
  private static func program(_ package: Package) -> [MatchQuery] {
    let name = package.name.lowercased()
    return [AdvisorySpace("generic"), AdvisorySpace("bitnami")].map { space in
      MatchQuery(
        space: space,
        name: programNames[name]?[space.family] ?? name,
        version: package.version,
        nameKind: .binary
      )
    }
  }

  /// Programs that go by other names elsewhere.
  private static let programNames: [String: [String: String]] = [
    "httpd": ["bitnami": "apache"],
    "nodejs": ["bitnami": "node", "generic": "node"],
    "postgres": ["bitnami": "postgresql"],
    "go": ["bitnami": "golang"],
    "mongod": ["bitnami": "mongodb"],
  ]
}
