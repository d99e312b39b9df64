import Model

extension [Package] {
  /// One package for each identity, with what all files say of it.
  func merged() -> [Package] {
    var order: [Package] = []
    var known: [PackageIdentity: Int] = [:]
    for package in self {
      let identity = PackageIdentity(package)
      if let at = known[identity] {
        order[at].absorb(package)
      } else {
        known[identity] = order.count
        order.append(package)
      }
    }
    for index in order.indices { order[index].evidence.sort() }
    return order.sorted()
  }
}

/// What names a package in its ecosystem.
struct PackageKey: Hashable {
  let ecosystem: Ecosystem
  let namespace: String
  let name: String
  let version: String

  init(_ package: Package) {
    ecosystem = package.ecosystem
    namespace = package.namespace
    name = package.name
    version = package.version
  }
}

/// What makes two declarations speak of the same package: its package URL, and who brought it.
private struct PackageIdentity: Hashable {
  let key: PackageKey
  let qualifiers: [String: String]
  let subpath: String
  let architecture: String
  let modularity: String
  let source: SourcePackage?
  let owner: PackageOwner?

  init(_ package: Package) {
    key = PackageKey(package)
    qualifiers = package.qualifiers
    subpath = package.subpath
    architecture = package.architecture
    modularity = package.modularity
    source = package.source
    owner = package.owner
  }
}

extension Package {
  /// Takes over what another declaration of this package says beyond this one.
  fileprivate mutating func absorb(_ other: Package) {
    evidence += other.evidence.filter { !evidence.contains($0) }
    licenses += other.licenses.filter { !licenses.contains($0) }
    dependencies += other.dependencies.filter { !dependencies.contains($0) }
    digests += other.digests.filter { !digests.contains($0) }
    if vendor.isEmpty { vendor = other.vendor }
    // Needed for anything that runs means needed, whatever another file says.
    let order = Scope.allCases
    if let mine = order.firstIndex(of: scope), let theirs = order.firstIndex(of: other.scope),
      theirs < mine
    {
      scope = other.scope
    }
  }
}
