import Formats
package import Model

/// A report format of the user's own: text with tags, filled from the JSON document of a scan.
///
/// The language is described in `docs/reports.md`. It has values, loops, conditions and filters,
/// and nothing that reads files or runs anything.
package struct ReportTemplate: Hashable, Sendable {
  private let parts: [TemplatePart]

  package init(_ bytes: Span<UInt8>) throws(TemplateError) {
    guard bytes.count <= TemplateLimits.templateLength else {
      throw .limit("a template of more than \(TemplateLimits.templateLength) bytes")
    }
    var copy: [UInt8] = []
    for index in bytes.indices { copy.append(bytes[index]) }
    guard let text = String(validating: copy, as: UTF8.self) else { throw .notUTF8 }
    parts = try TemplateParser.parse(text)
  }

  package func render(
    _ assessment: Assessment,
    in context: ReportContext
  ) throws(TemplateError) -> [UInt8] {
    var renderer = TemplateRenderer(try Self.document(of: assessment, in: context))
    try renderer.render(parts)
    return renderer.bytes
  }

  /// The JSON document, in which findings have their package and remedies their findings at hand.
  private static func document(
    of assessment: Assessment,
    in context: ReportContext
  ) throws(TemplateError) -> DataNode {
    let bytes = AssessmentJSONFormat.render(assessment, in: context)
    let root: DataNode
    do throws(DataError) {
      root = try JSONReader.parse(bytes.span, limits: .standard)
    } catch {
      throw .limit("a scan too large for templates")
    }
    let packages = root["packages"]?.list ?? []
    let findings = (root["findings"]?.list ?? []).map { finding($0, packages) }
    let dismissed = (root["dismissed"]?.list ?? []).map { item in
      item["finding"].map { setting("finding", of: item, to: finding($0, packages)) } ?? item
    }
    let remedies = (root["remedies"]?.list ?? []).map { remedy in
      let places = (remedy["findings"]?.list ?? []).compactMap { $0.integer.map { Int($0) } }
      let found = places.compactMap { findings.indices.contains($0) ? findings[$0] : nil }
      return setting("findings", of: remedy, to: DataNode(.list(found)))
    }
    var document = setting("findings", of: root, to: DataNode(.list(findings)))
    document = setting("dismissed", of: document, to: DataNode(.list(dismissed)))
    return setting("remedies", of: document, to: DataNode(.list(remedies)))
  }

  private static func finding(_ node: DataNode, _ packages: [DataNode]) -> DataNode {
    guard let place = node["vulnerability"]?["package"]?.integer.map({ Int($0) }),
      packages.indices.contains(place)
    else { return node }
    return setting("package", of: node, to: packages[place])
  }

  private static func setting(_ key: String, of node: DataNode, to value: DataNode) -> DataNode {
    guard var map = node.map else { return node }
    map.set(key, at: node.position, to: value)
    return DataNode(.map(map), at: node.position)
  }
}
