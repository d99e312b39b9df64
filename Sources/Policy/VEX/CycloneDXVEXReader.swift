import Formats
import Model

/// Reads the analyses of vulnerabilities in a CycloneDX document, with the components they affect or
/// without.
///
/// Source: ECMA-424, "Vulnerabilities", and "BOM-Link": a reference is the `bom-ref` of a component
/// of the same document, or `urn:cdx:SERIAL/VERSION#REF` to one of another, where producers have
/// made the package URL the `bom-ref`.
struct CycloneDXVEXReader {
  private let root: DataNode
  private var document: VEXDocument
  private var components: [String: VEXComponent] = [:]
  /// The image that the document is about; statements are then about what is in it.
  private var image: VEXComponent?

  init(_ root: DataNode, name: String) {
    self.root = root
    document = VEXDocument(name: name, format: .cycloneDX)
  }

  consuming func read() -> VEXDocument {
    document.id = root["serialNumber"]?.string ?? ""
    let metadata = root["metadata"]
    document.author =
      metadata?["manufacturer"]?["name"]?.string ?? metadata?["supplier"]?["name"]?.string
      ?? metadata?["authors"]?[0]?["name"]?.string ?? ""
    if let subject = metadata?["component"] {
      addComponents([subject])
      if subject["type"]?.string == "container" {
        let component = Self.component(subject)
        let isKnown =
          !component.digests.isEmpty || component.purls.contains { $0.isImage }
        if isKnown { image = component }
      }
    }
    addComponents(root["components"]?.list ?? [])
    addComponents(root["services"]?.list ?? [])
    let time = metadata?["timestamp"]?.string.flatMap { Instant($0) }
    for node in root["vulnerabilities"]?.list ?? [] {
      // Those without an analysis are findings, not statements.
      guard let analysis = node["analysis"] else { continue }
      if let statement = statement(node, analysis, time: time) {
        document.statements.append(statement)
      }
    }
    return document
  }

  private mutating func note(_ text: String, at node: DataNode) {
    document.warnings.append("\(document.name):\(node.position.line): \(text)")
  }

  // MARK: - Components

  /// As deep as the reader of JSON lets a document be.
  private mutating func addComponents(_ nodes: [DataNode]) {
    for node in nodes {
      if let reference = node["bom-ref"]?.string { components[reference] = Self.component(node) }
      addComponents(node["components"]?.list ?? [])
    }
  }

  private static func component(_ node: DataNode) -> VEXComponent {
    let name = node["name"]?.string ?? ""
    var component = VEXComponent(label: node["purl"]?.string ?? name)
    component.add(node["purl"]?.string ?? "")
    component.add(node["cpe"]?.string ?? "")
    for hash in node["hashes"]?.list ?? [] {
      component.add(hash: hash["content"]?.string ?? "", algorithm: hash["alg"]?.string ?? "")
    }
    if node["type"]?.string == "container" {
      component.add(name)
      component.add(node["version"]?.string ?? "")
    }
    return component
  }

  private func component(for reference: String) -> VEXComponent {
    if let known = components[reference], !known.isEmpty { return known }
    var text = reference
    if reference.hasPrefix("urn:cdx:"), let hash = reference.firstIndex(of: "#") {
      text = String(reference[reference.index(after: hash)...])
      let serial = reference.dropFirst("urn:cdx:".count).prefix { $0 != "/" && $0 != "#" }
      let isOwn = document.id == "urn:uuid:\(serial)"
      if isOwn, let known = components[text], !known.isEmpty { return known }
    }
    var component = VEXComponent(label: components[reference]?.label ?? text)
    component.add(text)
    if component.purls.isEmpty, let decoded = PercentDecoding.decode(text) {
      component.add(decoded)
    }
    // A reference that is nothing else names nothing that an artifact could be known by.
    component.references = []
    return component
  }

  // MARK: - Statements

  private static func status(_ state: String) -> VEXStatement.Status? {
    switch state {
    case "resolved", "resolved_with_pedigree": .fixed
    case "exploitable": .affected
    case "in_triage": .underInvestigation
    case "false_positive", "not_affected": .notAffected
    default: nil
    }
  }

  private mutating func statement(
    _ node: DataNode,
    _ analysis: DataNode,
    time: Instant?
  ) -> VEXStatement? {
    var names = [node["id"]?.string ?? ""]
    names += (node["references"]?.list ?? []).compactMap { $0["id"]?.string }
    names = names.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      note("a vulnerability without an id", at: node)
      return nil
    }
    let state = analysis["state"]?.string ?? ""
    guard let status = Self.status(state) else {
      note("'\(state)' is no state of an analysis of \(names[0])", at: analysis)
      return nil
    }
    var products: [VEXProduct] = []
    for affected in node["affects"]?.list ?? [] {
      guard let component = affectedComponent(affected) else { continue }
      if let image, image != component {
        products.append(VEXProduct(image, subcomponents: [component]))
      } else {
        products.append(VEXProduct(component))
      }
    }
    if products.isEmpty { note("the analysis of \(names[0]) names no component", at: node) }
    var statement = VEXStatement(
      line: node.position.line,
      names: names,
      products: products,
      status: status
    )
    statement.justification = analysis["justification"]?.string ?? ""
    statement.note = analysis["detail"]?.string ?? ""
    if status == .notAffected, state == "false_positive", statement.justification.isEmpty {
      statement.justification = state
    }
    let dates = [analysis["lastUpdated"], analysis["firstIssued"], node["updated"]]
    statement.time = dates.lazy.compactMap { $0?.string.flatMap { Instant($0) } }.first ?? time
    return statement
  }

  private mutating func affectedComponent(_ node: DataNode) -> VEXComponent? {
    guard let reference = node["ref"]?.string else {
      note("an affected component without a reference", at: node)
      return nil
    }
    var component = component(for: reference)
    let versions = node["versions"]?.list ?? []
    component.versions = versions.compactMap { $0["version"]?.scalarText }
    if versions.contains(where: { $0["range"] != nil }) {
      note("a range of versions of '\(component.label)' is not read", at: node)
      // The rest of what it says would hold for more versions than it means.
      if component.versions.isEmpty { return nil }
    }
    return component
  }
}

extension PackageURL {
  /// Whether it names an image of containers.
  var isImage: Bool { type == "oci" || type == "docker" }
}

/// Texts with percent signs in them.
enum PercentDecoding {
  /// `nil` where a percent sign is not followed by two hexadecimal digits, or the bytes are no text.
  static func decode(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
