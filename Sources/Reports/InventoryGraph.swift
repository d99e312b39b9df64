import Formats
import Model

/// The packages of an inventory as nodes: what they are called in documents, what they need and
/// who owns them.
struct InventoryGraph {
  struct Node {
    var purl: PackageURL?
    /// Unique within the document, and the same wherever the package is the same: 16 hexadecimal
    /// digits, with a number behind them for a second package that cannot be told apart.
    var identifier: String
    /// Indices of the packages it needs, rising.
    var dependencies: [Int]
    /// Index of the distribution package that installed it.
    var owner: Int?
  }

  let nodes: [Node]

  init(_ inventory: Inventory) {
    var nodes: [Node] = []
    nodes.reserveCapacity(inventory.packages.count)
    var seen: [String: Int] = [:]
    for package in inventory.packages {
      let purl = package.purl(system: inventory.system)
      var identifier = Self.identifier(of: package, purl: purl)
      let count = seen[identifier, default: 0]
      seen[identifier] = count + 1
      if count > 0 { identifier += "-\(count + 1)" }
      nodes.append(Node(purl: purl, identifier: identifier, dependencies: [], owner: nil))
    }
    let names = NameIndex(inventory.packages)
    for (index, package) in inventory.packages.enumerated() {
      nodes[index].owner = package.owner.flatMap { names.owner($0) }
      nodes[index].dependencies = Set(
        package.dependencies.compactMap { names.best($0, for: index) }
      ).sorted()
    }
    self.nodes = nodes
  }

  private static func identifier(of package: Package, purl: PackageURL?) -> String {
    var text = purl?.description ?? "\(package.ecosystem.rawValue):\(package.version)"
    for evidence in package.evidence {
      text += "\u{0}\(evidence.path)\u{0}\(evidence.innerPath)\u{0}\(evidence.analyzer)"
    }
    let hash = String(SHA256.firstWord(of: Array(text.utf8).span), radix: 16)
    return String(repeating: "0", count: 16 - hash.utf8.count) + hash
  }
}

/// Finds packages by the names that others know them by.
private struct NameIndex {
  private let packages: [Package]
  private var byName: [PackageOwner: [Int]] = [:]

  /// Packages of one name that are weighed against each other; more would be a hostile document.
  private static let maximumCandidates = 64

  init(_ packages: [Package]) {
    self.packages = packages
    for (index, package) in packages.enumerated() {
      for name in Self.names(of: package) {
        let key = PackageOwner(ecosystem: package.ecosystem, name: name)
        if byName[key, default: []].count < Self.maximumCandidates {
          byName[key, default: []].append(index)
        }
      }
    }
  }

  func owner(_ owner: PackageOwner) -> Int? { byName[owner]?.first }

  /// The package that a dependency most likely means: of the same architecture, and as near in the
  /// tree of files as can be, since that is how `node_modules` and virtual environments resolve.
  func best(_ name: String, for index: Int) -> Int? {
    let package = packages[index]
    let key = PackageOwner(
      ecosystem: package.ecosystem,
      name: Self.spelling(name, in: package.ecosystem)
    )
    let candidates = (byName[key] ?? []).filter { $0 != index }
    guard candidates.count > 1 else { return candidates.first }
    return candidates.max { left, right in
      (nearness(of: left, to: package), right) < (nearness(of: right, to: package), left)
    }
  }

  private func nearness(of index: Int, to package: Package) -> Int {
    let other = packages[index]
    let sharesArchitecture = other.architecture == package.architecture
    guard let mine = package.evidence.first, let theirs = other.evidence.first else {
      return sharesArchitecture ? 1 : 0
    }
    let shared = zip(mine.path.split(separator: "/"), theirs.path.split(separator: "/"))
      .prefix { $0 == $1 }.count
    return (sharesArchitecture ? 1_000_000 : 0) + shared
  }

  private static func names(of package: Package) -> Set<String> {
    var names: Set<String> = [spelling(package.name, in: package.ecosystem)]
    guard !package.namespace.isEmpty, !package.ecosystem.isDistribution else { return names }
    let separator = package.ecosystem == .maven ? ":" : "/"
    let full = package.namespace + separator + package.name
    // A bare name says nothing where names live in namespaces.
    names = [spelling(full, in: package.ecosystem)]
    return names
  }

  /// Names by which one and the same package can be asked for are one name here.
  private static func spelling(_ name: String, in ecosystem: Ecosystem) -> String {
    switch ecosystem {
    case .pypi:
      name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    case .composer, .nuget, .github: name.lowercased()
    default: name
    }
  }
}
