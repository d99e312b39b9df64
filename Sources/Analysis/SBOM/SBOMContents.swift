import Formats
import Model

/// What the reader of a format gathers: packages with the names that the document calls them by.
struct SBOMContents {
  var inventory: Inventory
  let path: String
  private let limits: Limits
  private var packages: [String: Int] = [:]
  private var layers: [Digest: Int] = [:]
  private var distributions: Set<String> = []
  /// The release that package URLs name, where the document has none of its own.
  private var releases: Set<String> = []

  init(path: String, limits: Limits) {
    self.path = path
    self.limits = limits
    inventory = Inventory(subject: Subject(kind: .sbom, name: ""))
  }

  /// Evidence for a package that the document has at this place of the artifact.
  func evidence(at location: String?, by analyzer: String? = nil, layer: Int? = nil) -> Evidence {
    let location = location.map { $0.drop { $0 == "/" } } ?? ""
    var evidence = Evidence(
      analyzer: analyzer ?? SBOMDocumentAnalyzer.name,
      method: .sbom,
      path: location.isEmpty ? path : String(location)
    )
    evidence.layer = layer
    return evidence
  }

  mutating func note(_ reason: CoverageGap.Reason, _ detail: String) {
    let gap = CoverageGap(reason, path: path, source: SBOMDocumentAnalyzer.name, detail: detail)
    if inventory.gaps.last != gap { inventory.gaps.append(gap) }
  }

  mutating func add(_ package: Package, reference: String?) throws(SBOMError.Reason) {
    guard inventory.packages.count < limits.packagesPerFile else {
      throw .limit("more than \(limits.packagesPerFile) packages")
    }
    guard !package.name.isEmpty else {
      note(.malformed, "a package without a name")
      return
    }
    if let reference { packages[reference] = inventory.packages.count }
    inventory.packages.append(package)
  }

  /// The package of a package URL; a gap that names `component` where the text is none.
  mutating func package(
    _ text: String,
    component: String,
    evidence: Evidence
  ) -> Package? {
    do {
      let purl = try PackageURL(parsing: text, conformance: .grammar)
      let package = Package(purl, evidence: evidence)
      if package.ecosystem.isDistribution, let distro = purl.qualifiers["distro"] {
        releases.insert(distro)
        distributions.insert(purl.namespace)
      }
      return package
    } catch {
      note(.malformed, "component '\(component)': '\(text)' is no package URL: \(error)")
      return nil
    }
  }

  // MARK: - Layers

  mutating func addLayer(_ layer: Layer) {
    for digest in [layer.diffID, layer.digest] {
      if let digest { layers[digest] = inventory.layers.count }
    }
    inventory.layers.append(layer)
  }

  /// The layer of this digest, compressed or not, among those that were added.
  func layer(_ digest: String?) -> Int? {
    guard let digest, let known = try? Digest(digest) else { return nil }
    return layers[known]
  }

  // MARK: - Relations

  /// Notes that one package needs another; of other ecosystems it would not be a dependency.
  mutating func addDependency(of reference: String, on other: String) {
    guard let from = packages[reference], let to = packages[other], from != to else { return }
    let needed = inventory.packages[to]
    guard needed.ecosystem == inventory.packages[from].ecosystem else { return }
    let name = needed.ecosystem.isDistribution ? needed.name : needed.fullName
    if !inventory.packages[from].dependencies.contains(name) {
      inventory.packages[from].dependencies.append(name)
    }
  }

  /// Notes that a distribution's package installed another package.
  mutating func addOwner(of reference: String, _ owner: String) {
    guard let owned = packages[reference], let owning = packages[owner] else { return }
    let package = inventory.packages[owning]
    guard package.ecosystem.isDistribution, !inventory.packages[owned].ecosystem.isDistribution
    else { return }
    inventory.packages[owned].owner = PackageOwner(
      ecosystem: package.ecosystem,
      name: package.name
    )
  }

  func holds(_ reference: String) -> Bool { packages[reference] != nil }

  // MARK: - The end

  /// The inventory, sorted; `merging` makes one package of those that say the same.
  mutating func finished(merging: Bool) -> Inventory {
    if inventory.system == nil { inventory.system = impliedSystem() }
    if inventory.subject.name.isEmpty { inventory.subject.name = path }
    inventory.packages = merging ? inventory.packages.merged() : inventory.packages.sorted()
    inventory.unowned.sort { ($0.path, $0.layer ?? -1) < ($1.path, $1.layer ?? -1) }
    inventory.gaps = Set(inventory.gaps).sorted()
    return inventory
  }

  /// The release that all package URLs agree on: `debian-12` is Debian 12.
  private func impliedSystem() -> OperatingSystem? {
    guard releases.count == 1, let release = releases.first, distributions.count == 1 else {
      return nil
    }
    guard let dash = release.lastIndex(of: "-"), dash > release.startIndex else { return nil }
    let version = String(release[release.index(after: dash)...])
    guard version.utf8.first?.isASCIIDigit == true else { return nil }
    return .stated(id: String(release[..<dash]), version: version, path: path)
  }
}

extension OperatingSystem {
  /// The system that a document names, with what the table of facts knows of it.
  static func stated(
    id: String,
    version: String,
    path: String,
    prettyName: String = "",
    codename: String = ""
  ) -> OperatingSystem {
    var system = OperatingSystem(id: id.lowercased(), version: version, path: path)
    system.codename = codename
    system.prettyName = prettyName.isEmpty ? version.isEmpty ? id : "\(id) \(version)" : prettyName
    system.endOfLife = EndOfLife.date(of: system)
    return system
  }
}

extension Package {
  /// Takes the spelling that a document has beside the package URL, where it means the same: URLs
  /// have `six` for a package that calls itself `Six`.
  mutating func adoptSpelling(_ name: String, namespace: String?) {
    guard name != self.name || namespace != nil && namespace != self.namespace else { return }
    var spelled = self
    spelled.name = name
    if let namespace { spelled.namespace = namespace }
    guard let mine = purl(system: nil), spelled.purl(system: nil) == mine else { return }
    self = spelled
  }

  /// A package whose name may hold its namespace, as people write it.
  init(_ ecosystem: Ecosystem, fullName: String, version: String, evidence: Evidence) {
    var (namespace, name) = ("", fullName)
    let separator: Character = ecosystem == .maven ? ":" : "/"
    let hasNamespace: [Ecosystem] = [.composer, .ebuild, .github, .golang, .maven, .npm, .swift]
    if hasNamespace.contains(ecosystem), let cut = fullName.lastIndex(of: separator) {
      namespace = String(fullName[..<cut])
      name = String(fullName[fullName.index(after: cut)...])
    }
    self.init(ecosystem, namespace: namespace, name: name, version: version, evidence: evidence)
  }
}

/// Hashes as the formats name them: `SHA-256`, `SHA256`, `sha256`.
func statedDigest(algorithm: String?, value: String?) -> Digest? {
  guard let algorithm, let value else { return nil }
  let name = algorithm.lowercased().filter { $0 != "-" }
  guard let known = Digest.Algorithm(rawValue: name) else { return nil }
  // A hash of the wrong length says nothing; the package is there all the same.
  return try? Digest(algorithm: known, hex: value.lowercased())
}
