import Formats
import Model

/// Reads OpenVEX 0.2.0, and the 0.0.x before it, in which flaws and products are plain texts.
///
/// Source: the OpenVEX specification, and the changes OPEV-0014 and OPEV-0015 that made the one out
/// of the other. Nothing is asked for that a statement can do without: a document of which one
/// statement is broken has the others.
struct OpenVEXReader {
  static let justifications: Set<String> = [
    "component_not_present", "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary", "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present",
  ]

  private var document: VEXDocument
  private let artifact: VEXComponent?
  private var time: Instant?

  init(name: String, artifact: VEXComponent?) {
    document = VEXDocument(name: name, format: .openVEX)
    self.artifact = artifact
  }

  consuming func read(_ root: DataNode) -> VEXDocument {
    document.id = root["@id"]?.string ?? ""
    document.author = root["author"]?.string ?? ""
    time = instant(root, "timestamp") ?? instant(root, "last_updated")
    guard let statements = root["statements"]?.list else {
      note("it has no statements", at: root)
      return document
    }
    for node in statements {
      if let statement = statement(node) { document.statements.append(statement) }
    }
    return document
  }

  private mutating func note(_ text: String, at node: DataNode) {
    document.warnings.append("\(document.name):\(node.position.line): \(text)")
  }

  private mutating func instant(_ node: DataNode, _ key: String) -> Instant? {
    guard let value = node[key], !value.isNull else { return nil }
    let instant = value.string.flatMap { Instant($0) }
    if instant == nil { note("\(key) is no time as RFC 3339 has it", at: value) }
    return instant
  }

  private mutating func statement(_ node: DataNode) -> VEXStatement? {
    guard node.map != nil else {
      note("a statement must be an object", at: node)
      return nil
    }
    let names = Self.names(node["vulnerability"])
    guard !names.isEmpty else {
      note("a statement without a vulnerability says nothing", at: node)
      return nil
    }
    guard let word = node["status"]?.string, let status = VEXStatement.Status(rawValue: word) else {
      note("'\(node["status"]?.scalarText ?? "")' is no status of a statement", at: node)
      return nil
    }
    var statement = VEXStatement(
      line: node.position.line,
      names: names,
      products: products(of: node),
      status: status
    )
    statement.justification = node["justification"]?.string ?? ""
    statement.note =
      [node["impact_statement"], node["action_statement"], node["status_notes"]]
      .lazy.compactMap { $0?.string }.first { !$0.isEmpty } ?? ""
    statement.time = instant(node, "timestamp") ?? time
    check(statement, node)
    return statement
  }

  private mutating func check(_ statement: VEXStatement, _ node: DataNode) {
    let name = statement.names[0]
    if statement.products.isEmpty {
      note("the statement on \(name) names no product", at: node)
    }
    if !statement.justification.isEmpty,
      !Self.justifications.contains(statement.justification)
    {
      note("'\(statement.justification)' is no justification of OpenVEX", at: node)
    }
    if statement.status == .notAffected, statement.justification.isEmpty,
      (node["impact_statement"]?.string ?? "").isEmpty
    {
      note("\(name) is said not to affect, without a justification or an impact", at: node)
    }
  }

  /// The name and all aliases: of the text of 0.0.x, or of the object of later ones.
  private static func names(_ node: DataNode?) -> [String] {
    var names = [node?.string ?? "", node?["name"]?.string ?? ""]
    names += (node?["aliases"]?.list ?? []).compactMap(\.string)
    // Addresses such as `https://nvd.nist.gov/vuln/detail/CVE-2019-17571` end in the name.
    if let id = node?["@id"]?.string {
      names.append(String(id.split { "/=#".contains($0) }.last ?? ""))
    }
    var seen: Set<String> = []
    return names.filter { !$0.isEmpty && seen.insert($0.uppercased()).inserted }
  }

  // MARK: - Products

  private mutating func products(of node: DataNode) -> [VEXProduct] {
    // In 0.0.x the subcomponents stand beside the products, and are of all of them.
    let common = (node["subcomponents"]?.elements ?? []).map { Self.component($0) }
    var products: [VEXProduct] = []
    for product in node["products"]?.elements ?? [] {
      let component = Self.component(product)
      if component.isEmpty {
        note("a product without a name of any kind", at: product)
        continue
      }
      let own = (product["subcomponents"]?.elements ?? []).map { Self.component($0) }
      let subcomponents = (own + common).filter { !$0.isEmpty }
      if subcomponents.isEmpty, !(own + common).isEmpty {
        note("the subcomponents of '\(component.label)' have no name of any kind", at: product)
        continue
      }
      products.append(VEXProduct(component, subcomponents: subcomponents))
    }
    if node["products"]?.elements.isEmpty ?? true, let artifact {
      products = [VEXProduct(artifact, subcomponents: common.filter { !$0.isEmpty })]
    }
    return products
  }

  private static func component(_ node: DataNode) -> VEXComponent {
    let identifiers = node["identifiers"]?.map?.entries ?? []
    let label =
      node.string ?? node["@id"]?.string ?? identifiers.lazy.compactMap(\.value.string).first
    var component = VEXComponent(label: label ?? "")
    component.add(node.string ?? node["@id"]?.string ?? "")
    for entry in identifiers { component.add(entry.value.string ?? "") }
    for entry in node["hashes"]?.map?.entries ?? [] {
      component.add(hash: entry.value.string ?? "", algorithm: entry.key)
    }
    if component.label.isEmpty { component.label = component.digests.first?.description ?? "" }
    return component
  }
}
