import Formats
package import Model

/// A CycloneDX 1.6 bill of materials in JSON.
///
/// Source: ECMA-424, CycloneDX 1.6. What the format has no field for is in properties whose names
/// begin with `plimsoll:`.
package enum CycloneDXFormat: ReportFormat {
  package static let name = "cyclonedx"
  package static let summary = "CycloneDX 1.6 bill of materials, JSON"
  package static let fileExtension = "cdx.json"
  package static let mediaType = "application/vnd.cyclonedx+json; version=1.6"

  package static func render(_ inventory: Inventory, in context: ReportContext) -> [UInt8] {
    let uuid = InventoryJSONFormat.contentUUID(inventory, tool: context.tool, format: name)
    return document(inventory, uuid: uuid, in: context) { _, _ in }
  }

  /// A document whose last fields `more` writes.
  static func document(
    _ inventory: Inventory,
    uuid: String,
    properties: [CycloneDXProperty] = [],
    in context: ReportContext,
    more: (CycloneDXGraph, inout JSONWriter) -> Void
  ) -> [UInt8] {
    let graph = CycloneDXGraph(inventory)
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
      $0.field("bomFormat", "CycloneDX")
      $0.field("specVersion", "1.6")
      $0.field("serialNumber", "urn:uuid:\(uuid)")
      $0.field("version", 1)
      metadata(of: inventory, more: properties, in: context, into: &$0)
      $0.list("components") { components(of: inventory, graph, into: &$0) }
      $0.list("dependencies") { dependencies(of: inventory, graph, into: &$0) }
      compositions(of: inventory, into: &$0)
      more(graph, &$0)
    }
    return json.bytes
  }

  private static func metadata(
    of inventory: Inventory,
    more: [CycloneDXProperty],
    in context: ReportContext,
    into json: inout JSONWriter
  ) {
    json.object("metadata") {
      $0.field("timestamp", context.created?.description)
      $0.object("tools") {
        $0.list("components") {
          $0.object {
            $0.field("type", "application")
            $0.field("name", context.tool.name)
            $0.field("version", context.tool.version)
          }
        }
      }
      CycloneDXComponent.subject(inventory.subject, into: &$0)
      let properties = documentProperties(of: inventory) + more
      $0.field("properties", properties) { CycloneDXComponent.property($1, into: &$0) }
    }
  }

  private static func documentProperties(of inventory: Inventory) -> [CycloneDXProperty] {
    typealias Name = InventoryDocument.Property
    var properties = [
      CycloneDXProperty(Name.fileCount, String(inventory.fileCount)),
      CycloneDXProperty(Name.ownedFileCount, String(inventory.ownedFileCount)),
    ]
    for layer in inventory.layers {
      let text = InventoryJSON.text { InventoryJSON.layer(layer, into: &$0) }
      properties.append(CycloneDXProperty(Name.layer, text))
    }
    for gap in inventory.gaps {
      let text = InventoryJSON.text { InventoryJSON.gap(gap, into: &$0) }
      properties.append(CycloneDXProperty(Name.gap, text))
    }
    return properties
  }

  private static func components(
    of inventory: Inventory,
    _ graph: CycloneDXGraph,
    into json: inout JSONWriter
  ) {
    if let system = inventory.system { CycloneDXComponent.system(system, into: &json) }
    for (index, package) in inventory.packages.enumerated() {
      CycloneDXComponent.package(
        package,
        purl: graph.nodes[index].purl,
        reference: graph.references[index],
        into: &json
      )
    }
    for (index, file) in inventory.unowned.enumerated() {
      CycloneDXComponent.file(file, reference: graph.fileReferences[index], into: &json)
    }
  }

  private static func dependencies(
    of inventory: Inventory,
    _ graph: CycloneDXGraph,
    into json: inout JSONWriter
  ) {
    var needed = graph.nodes.map { Set($0.dependencies) }
    for (index, node) in graph.nodes.enumerated() {
      if let owner = node.owner, owner != index { needed[owner].insert(index) }
    }
    for (index, dependencies) in needed.enumerated() where !dependencies.isEmpty {
      json.object {
        $0.field("ref", graph.references[index])
        $0.field("dependsOn", dependencies.sorted().map { graph.references[$0] })
      }
    }
  }

  /// Says that something is missing where something could not be looked at.
  private static func compositions(of inventory: Inventory, into json: inout JSONWriter) {
    guard !inventory.gaps.isEmpty else { return }
    json.list("compositions") {
      $0.object {
        $0.field("aggregate", "incomplete")
        $0.field("assemblies", [CycloneDXComponent.subjectReference])
      }
    }
  }
}

/// The packages of an inventory with the references they go by in a bill of materials.
struct CycloneDXGraph {
  let nodes: [InventoryGraph.Node]
  /// The package URL, with the identifier behind it where that alone is not unique.
  let references: [String]
  let fileReferences: [String]

  init(_ inventory: Inventory) {
    nodes = InventoryGraph(inventory).nodes
    var counts: [String: Int] = [:]
    for node in nodes { counts[node.purl?.description ?? "", default: 0] += 1 }
    references = nodes.map { node in
      guard let purl = node.purl?.description else { return "package:\(node.identifier)" }
      return counts[purl] == 1 ? purl : "\(purl)|\(node.identifier)"
    }
    var seen: [String: Int] = [:]
    fileReferences = inventory.unowned.map { file in
      seen[file.path, default: 0] += 1
      let count = seen[file.path] ?? 1
      return count == 1 ? "file:\(file.path)" : "file:\(file.path)|\(count)"
    }
  }
}

/// A name and a value beside the fields of the format.
struct CycloneDXProperty {
  var name: String
  var value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
