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
    order = order.withoutHearsay()
    for index in order.indices {
      // What was seen comes before what a bill of materials says of it.
      order[index].evidence.sort { left, right in
        let isHearsay = (left.method == .sbom, right.method == .sbom)
        return isHearsay.0 == isHearsay.1 ? left < right : isHearsay.1
      }
    }
    return order.sorted()
  }

  /// Leaves out what only a bill of materials says where the package was found itself: the bill
  /// becomes evidence of the package, which may say more than the bill knows.
  private func withoutHearsay() -> [Package] {
    guard contains(where: \.isHearsay), contains(where: { !$0.isHearsay }) else { return self }
    var found: [PackageURL: [Int]] = [:]
    for (index, package) in enumerated() where !package.isHearsay {
      if let name = package.plainURL { found[name, default: []].append(index) }
    }
    var packages = self
    var repeated: Set<Int> = []
    for (index, package) in enumerated() where package.isHearsay {
      guard let same = package.plainURL.flatMap({ found[$0] }) else { continue }
      let holder = same.first { at in
        let (one, other) = (packages[at].architecture, package.architecture)
        return one.isEmpty || other.isEmpty || one == other
      }
      guard let holder else { continue }
      packages[holder].absorb(package)
      repeated.insert(index)
    }
    return packages.indices.filter { !repeated.contains($0) }.map { packages[$0] }
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
  /// Whether nothing but another tool's word speaks for it.
  fileprivate var isHearsay: Bool { evidence.allSatisfy { $0.method == .sbom } }

  /// Ecosystem, namespace, name and version as package URLs spell them.
  fileprivate var plainURL: PackageURL? {
    // Without a name there is no URL, and nothing to be the same as.
    try? PackageURL(
      type: ecosystem.rawValue,
      namespace: namespace,
      name: name,
      version: version,
      conformance: .grammar
    )
  }

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
