import Formats
import Model

/// Reads the JSON of Syft.
///
/// Source: the JSON schemas of Syft, versions 3 to 16: `artifacts`, `artifactRelationships`,
/// `source`, `distro`.
struct SyftReader {
  private var contents: SBOMContents

  init(_ contents: SBOMContents) { self.contents = contents }

  consuming func read(_ root: DataNode) throws(SBOMError.Reason) -> Inventory {
    if let source = root["source"] { readSource(source) }
    if let distro = root["distro"] { readSystem(distro) }
    for artifact in root["artifacts"]?.list ?? [] { try readArtifact(artifact) }
    for relation in root["artifactRelationships"]?.list ?? [] {
      guard let parent = relation["parent"]?.string, let child = relation["child"]?.string else {
        continue
      }
      switch relation["type"]?.string {
      case "dependency-of": contents.addDependency(of: child, on: parent)
      case "ownership-by-file-overlap": contents.addOwner(of: child, parent)
      default: break
      }
    }
    return contents.finished(merging: true)
  }

  private mutating func readSource(_ source: DataNode) {
    // Up to version 6 the image was in `target`, which for directories is a text.
    let image = source["metadata"] ?? source["target"]
    var subject = Subject(
      kind: source["type"]?.string == "image" ? .image : .sbom,
      name: source["name"]?.string ?? image?["userInput"]?.string ?? image?.string ?? ""
    )
    subject.manifestDigest = InventoryPart.digest(image?["manifestDigest"])
    subject.configDigest = InventoryPart.digest(image?["imageID"])
    subject.tags = (image?["tags"]?.strings ?? []).sorted()
    subject.labels = InventoryPart.texts(image?["labels"])
    let platform = [image?["os"], image?["architecture"]].compactMap(\.?.string)
    if platform.count == 2, !platform.contains("") {
      subject.platform = platform.joined(separator: "/")
    }
    contents.inventory.subject = subject
    for node in image?["layers"]?.list ?? [] {
      var layer = Layer(index: contents.inventory.layers.count)
      layer.diffID = InventoryPart.digest(node["digest"])
      layer.size = node["size"]?.integer ?? 0
      layer.mediaType = node["mediaType"]?.string ?? ""
      contents.addLayer(layer)
    }
  }

  private mutating func readSystem(_ distro: DataNode) {
    guard let id = distro["id"]?.string ?? distro["name"]?.string, !id.isEmpty else { return }
    var system = OperatingSystem.stated(
      id: id,
      version: distro["versionID"]?.string ?? distro["version"]?.string ?? "",
      path: contents.path,
      prettyName: distro["prettyName"]?.string ?? "",
      codename: distro["versionCodename"]?.string ?? ""
    )
    system.idLike = distro["idLike"]?.strings ?? []
    system.variant = distro["variantID"]?.string ?? ""
    system.cpe = distro["cpeName"]?.string ?? ""
    contents.inventory.system = system
  }

  // MARK: - Packages

  private mutating func readArtifact(_ artifact: DataNode) throws(SBOMError.Reason) {
    let evidence = evidence(of: artifact)
    guard let first = evidence.first, var package = named(artifact, evidence: first) else { return }
    package.evidence = evidence
    if package.version.isEmpty { package.version = artifact["version"]?.scalarText ?? "" }
    let metadata = artifact["metadata"]
    package.vendor = metadata?["maintainer"]?.string ?? metadata?["vendor"]?.string ?? ""
    package.licenses = (artifact["licenses"]?.list ?? []).compactMap(license)
    package.digests = (metadata?["digest"]?.list ?? []).compactMap {
      statedDigest(algorithm: $0["algorithm"]?.string, value: $0["value"]?.string)
    }
    try contents.add(package, reference: artifact["id"]?.string)
  }

  private mutating func named(_ artifact: DataNode, evidence: Evidence) -> Package? {
    let name = artifact["name"]?.string ?? ""
    let type = artifact["type"]?.string ?? ""
    if let purl = artifact["purl"]?.string, !purl.isEmpty {
      if var package = contents.package(purl, component: name, evidence: evidence) {
        package.adoptSpelling(name, namespace: nil)
        return package
      }
    } else if SyftTypes.ecosystems[type] == nil {
      let named = type.isEmpty ? "without a type" : "of the type \(type)"
      contents.note(.unsupported, "component '\(name)' \(named) has no package URL")
    }
    guard let ecosystem = SyftTypes.ecosystems[type] else { return nil }
    return Package(
      ecosystem,
      fullName: name,
      version: artifact["version"]?.scalarText ?? "",
      evidence: evidence
    )
  }

  /// A text in old versions, later a record of it.
  private func license(_ node: DataNode) -> String? {
    let text = node.string ?? node["spdxExpression"]?.string ?? ""
    let name = text.isEmpty ? node["value"]?.string ?? "" : text
    return name.isEmpty ? nil : name
  }

  private func evidence(of artifact: DataNode) -> [Evidence] {
    let locations = artifact["locations"]?.list ?? []
    let analyzer = artifact["foundBy"]?.string
    guard !locations.isEmpty else { return [contents.evidence(at: nil, by: analyzer)] }
    return locations.map { location in
      contents.evidence(
        at: location["path"]?.string,
        by: analyzer?.isEmpty == true ? nil : analyzer,
        layer: contents.layer(location["layerID"]?.string)
      )
    }
  }
}
