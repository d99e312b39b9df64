import Formats
import Model

/// Makes a package of one component.
struct CycloneDXPackage {
  private typealias Name = InventoryDocument.Property

  private let component: DataNode
  private let name: String
  private let properties: CycloneDXProperties

  init(_ component: DataNode) {
    self.component = component
    name = component["name"]?.string ?? ""
    properties = CycloneDXProperties(component["properties"])
  }

  /// `nil` where the component is none, which is a gap unless it is of a kind that never is.
  func package(in contents: inout SBOMContents) -> Package? {
    let evidence = evidence(in: contents)
    guard let first = evidence.first,
      var package = named(in: &contents, evidence: first)
    else { return nil }
    package.evidence = evidence
    if package.version.isEmpty {
      package.version = component["version"]?.scalarText ?? properties[Name.version]
    }
    addSource(to: &package)
    if !properties[Name.modularity].isEmpty { package.modularity = properties[Name.modularity] }
    package.vendor =
      component["supplier"]?["name"]?.string ?? component["publisher"]?.string
      ?? component["author"]?.string ?? ""
    package.licenses = licenses()
    package.digests = Self.digests(component)
    switch component["scope"]?.string {
    case "optional": package.scope = .optional
    case "excluded": package.scope = .development
    default: package.scope = .runtime
    }
    let owner = properties[Name.owner].split(separator: " ", maxSplits: 1).map(String.init)
    if owner.count == 2 {
      package.owner = PackageOwner(ecosystem: Ecosystem(rawValue: owner[0]), name: owner[1])
    }
    return package
  }

  // MARK: - The name

  private func named(in contents: inout SBOMContents, evidence: Evidence) -> Package? {
    if let purl = component["purl"]?.string, !purl.isEmpty {
      let found = contents.package(purl, component: name, evidence: evidence)
      if var package = found {
        package.adoptSpelling(name, namespace: component["group"]?.string)
        return package
      }
      // A broken URL left its gap; the tool's own words may still tell what it is.
      return statedEcosystem.map { plain($0, evidence) }
    }
    // A lock file or database, whose packages are components of their own.
    guard !properties.has("aquasecurity:trivy:Class") else { return nil }
    let type = component["type"]?.string ?? "unknown"
    if let ecosystem = statedEcosystem { return plain(ecosystem, evidence) }
    guard ["application", "framework", "library", "firmware", "platform"].contains(type) else {
      contents.note(.unsupported, "component '\(name)' of the type \(type) is no package")
      return nil
    }
    return plain(.generic, evidence)
  }

  private var statedEcosystem: Ecosystem? {
    if properties.has(Name.ecosystem) { return Ecosystem(rawValue: properties[Name.ecosystem]) }
    if let known = SyftTypes.ecosystems[properties["syft:package:type"]] { return known }
    return TrivyTypes.ecosystems[properties["aquasecurity:trivy:PkgType"]]
  }

  private func plain(_ ecosystem: Ecosystem, _ evidence: Evidence) -> Package {
    let version = component["version"]?.scalarText ?? ""
    let group = component["group"]?.string ?? ""
    guard group.isEmpty else {
      return Package(
        ecosystem,
        namespace: group,
        name: name,
        version: version,
        evidence: evidence
      )
    }
    if properties.has(Name.ecosystem) {
      return Package(ecosystem, name: name, version: version, evidence: evidence)
    }
    return Package(ecosystem, fullName: name, version: version, evidence: evidence)
  }

  // MARK: - What is known of it

  private func addSource(to package: inout Package) {
    if properties.has(Name.sourceName) {
      package.source = SourcePackage(
        name: properties[Name.sourceName],
        version: properties[Name.sourceVersion]
      )
    } else if package.source == nil, properties.has("aquasecurity:trivy:SrcName") {
      var version = properties["aquasecurity:trivy:SrcVersion"]
      let release = properties["aquasecurity:trivy:SrcRelease"]
      let epoch = properties["aquasecurity:trivy:SrcEpoch"]
      if !release.isEmpty { version += "-\(release)" }
      if !epoch.isEmpty, epoch != "0" { version = "\(epoch):\(version)" }
      package.source = SourcePackage(
        name: properties["aquasecurity:trivy:SrcName"],
        version: version
      )
    }
  }

  private func licenses() -> [String] {
    (component["licenses"]?.list ?? []).compactMap { choice in
      let license = choice["license"]
      return choice["expression"]?.string ?? license?["id"]?.string ?? license?["name"]?.string
    }.filter { !$0.isEmpty }
  }

  static func digests(_ component: DataNode) -> [Digest] {
    (component["hashes"]?.list ?? []).compactMap {
      statedDigest(algorithm: $0["alg"]?.string, value: $0["content"]?.string)
    }
  }

  // MARK: - Evidence

  /// Where the package was seen, as far as the document tells; never empty.
  private func evidence(in contents: SBOMContents) -> [Evidence] {
    let own = ownEvidence()
    if !own.isEmpty { return own }
    let analyzer = properties["syft:package:foundBy"]
    let layer =
      contents.layer(properties["aquasecurity:trivy:LayerDiffID"])
      ?? contents.layer(properties["aquasecurity:trivy:LayerDigest"])
    var locations: [(path: String, layer: Int?)] = properties.numbered("syft:location").map {
      ($0["path"] ?? "", contents.layer($0["layerID"]))
    }
    if properties.has("aquasecurity:trivy:FilePath") {
      locations.append((properties["aquasecurity:trivy:FilePath"], layer))
    }
    if locations.isEmpty {
      for occurrence in component["evidence"]?["occurrences"]?.list ?? [] {
        if let location = occurrence["location"]?.string { locations.append((location, nil)) }
      }
    }
    if locations.isEmpty { locations = [("", layer)] }
    return locations.map {
      contents.evidence(
        at: $0.path,
        by: analyzer.isEmpty ? nil : analyzer,
        layer: $0.layer
      )
    }
  }

  private func ownEvidence() -> [Evidence] {
    properties.numbered(Name.evidence).compactMap { fields in
      guard let analyzer = fields["analyzer"],
        let method = fields["method"].flatMap(Evidence.Method.init)
      else { return nil }
      var evidence = Evidence(
        analyzer: analyzer,
        method: method,
        path: fields["path"] ?? "",
        innerPath: fields["inner-path"] ?? ""
      )
      evidence.layer = fields["layer"].flatMap { Int($0) }
      return evidence
    }
  }
}

/// The properties of a component: names with one or several values.
struct CycloneDXProperties {
  private(set) var all: [(name: String, value: String)] = []
  private var first: [String: String] = [:]

  init(_ node: DataNode?) {
    for property in node?.list ?? [] {
      guard let name = property["name"]?.string else { continue }
      let value = property["value"]?.string ?? ""
      all.append((name, value))
      if first[name] == nil { first[name] = value }
    }
  }

  /// The first value; empty where there is none.
  subscript(name: String) -> String { first[name] ?? "" }

  func has(_ name: String) -> Bool { first[name] != nil }

  func values(of name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

  /// Properties such as `prefix:0:path`, those with one number together, by rising number.
  func numbered(_ prefix: String) -> [[String: String]] {
    var groups: [Int: [String: String]] = [:]
    for (name, value) in all {
      guard let rest = name.dropping(prefix + ":") else { continue }
      let parts = rest.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let number = Int(parts[0]) else { continue }
      groups[number, default: [:]][String(parts[1])] = value
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
