import Formats
import Model

/// Reads the VEX profile of CSAF 2.0, and what other profiles of it say of products.
///
/// Source: OASIS Common Security Advisory Framework 2.0, sections 3.1.3, 3.2.2 and 3.2.3. The tree of
/// products gives each a name and ways to know it by; a relationship makes a product out of a
/// component and what it is a part of.
struct CSAFReader {
  private let root: DataNode
  private var document: VEXDocument
  private var products: [String: VEXProduct] = [:]
  private var groups: [String: [String]] = [:]

  init(_ root: DataNode, name: String) {
    self.root = root
    document = VEXDocument(name: name, format: .csaf)
  }

  /// The keys of `product_status` and what they mean here; `recommended` says nothing of a flaw.
  private static let statuses: [(key: String, status: VEXStatement.Status)] = [
    ("known_affected", .affected),
    ("first_affected", .affected),
    ("last_affected", .affected),
    ("under_investigation", .underInvestigation),
    ("known_not_affected", .notAffected),
    ("first_fixed", .fixed),
    ("fixed", .fixed),
  ]

  consuming func read() -> VEXDocument {
    let head = root["document"]
    document.id = head?["tracking"]?["id"]?.string ?? ""
    document.author = head?["publisher"]?["name"]?.string ?? ""
    let date = head?["tracking"]?["current_release_date"]?.string
    let time = date.flatMap { Instant($0) }
    if time == nil { note("current_release_date is no time as RFC 3339 has it", at: root) }
    if let tree = root["product_tree"] { readTree(tree) }
    for node in root["vulnerabilities"]?.list ?? [] { readVulnerability(node, time: time) }
    return document
  }

  private mutating func note(_ text: String, at node: DataNode) {
    document.warnings.append("\(document.name):\(node.position.line): \(text)")
  }

  // MARK: - Products

  private mutating func readTree(_ tree: DataNode) {
    readBranches(tree["branches"])
    for node in tree["full_product_names"]?.list ?? [] { add(node) }
    for node in tree["relationships"]?.list ?? [] { addRelationship(node) }
    for node in tree["product_groups"]?.list ?? [] {
      guard let id = node["group_id"]?.string else { continue }
      groups[id] = Self.texts(node["product_ids"])
    }
  }

  /// As deep as the reader of JSON lets a document be.
  private mutating func readBranches(_ branches: DataNode?) {
    for branch in branches?.list ?? [] {
      if let product = branch["product"] { add(product) }
      readBranches(branch["branches"])
    }
  }

  private mutating func add(_ node: DataNode) {
    guard let id = node["product_id"]?.string else { return }
    products[id] = VEXProduct(Self.component(node, id: id))
  }

  private static func component(_ node: DataNode, id: String) -> VEXComponent {
    let help = node["product_identification_helper"]
    let purls = (help?["purls"]?.elements ?? []) + (help?["purl"]?.elements ?? [])
    let label = purls.first?.string ?? node["name"]?.string ?? id
    var component = VEXComponent(label: label)
    for text in purls.compactMap(\.string) { component.add(text) }
    component.add(help?["cpe"]?.string ?? "")
    for hash in help?["hashes"]?.list ?? [] {
      for file in hash["file_hashes"]?.list ?? [] {
        component.add(
          hash: file["value"]?.string ?? "",
          algorithm: file["algorithm"]?.string ?? ""
        )
      }
    }
    return component
  }

  private mutating func addRelationship(_ node: DataNode) {
    guard let id = node["full_product_name"]?["product_id"]?.string,
      let part = node["product_reference"]?.string.flatMap({ products[$0] }),
      let whole = node["relates_to_product_reference"]?.string.flatMap({ products[$0] })
    else {
      note("a relationship of products that are not in the tree", at: node)
      return
    }
    var product = VEXProduct(whole.component, subcomponents: [part.component])
    // A relationship may have ways of its own to be known by, beside those of its parts.
    if let name = node["full_product_name"], name["product_identification_helper"] != nil {
      let own = Self.component(name, id: id)
      if !own.isEmpty { product.subcomponents.append(own) }
    }
    products[id] = product
  }

  // MARK: - Statements

  private static func texts(_ node: DataNode?) -> [String] {
    (node?.list ?? []).compactMap(\.string)
  }

  private mutating func readVulnerability(_ node: DataNode, time: Instant?) {
    var names = [node["cve"]?.string ?? ""]
    names += (node["ids"]?.list ?? []).compactMap { $0["text"]?.string }
    names = names.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      note("a vulnerability without a CVE or another name", at: node)
      return
    }
    let flags = labels(node["flags"]) { $0["label"]?.string }
    let impacts = labels(node["threats"]) {
      $0["category"]?.string == "impact" ? $0["details"]?.string : nil
    }
    let actions = labels(node["remediations"]) { $0["details"]?.string }
    for (key, status) in Self.statuses {
      guard let list = node["product_status"]?[key] else { continue }
      let words = status == .affected ? actions : status == .underInvestigation ? [:] : impacts
      let groups = groups(of: list, named: names[0]) { id in
        StatementKey(
          justification: status == .notAffected ? flags[id] ?? "" : "",
          note: words[id] ?? words[""] ?? ""
        )
      }
      for (reason, products) in groups.sorted(by: { $0.key < $1.key }) {
        var statement = VEXStatement(
          line: list.position.line,
          names: names,
          products: products,
          status: status
        )
        statement.justification = reason.justification
        statement.note = reason.note
        statement.time = time
        document.statements.append(statement)
      }
    }
  }

  /// The products of a list by what is said of them: those with the same reason make one statement.
  private mutating func groups(
    of list: DataNode,
    named name: String,
    by key: (String) -> StatementKey
  ) -> [StatementKey: [VEXProduct]] {
    var groups: [StatementKey: [VEXProduct]] = [:]
    for id in Self.texts(list) {
      if let product = products[id] {
        groups[key(id), default: []].append(product)
      } else {
        note("\(name) names the product '\(id)', which is not in the tree", at: list)
      }
    }
    return groups
  }

  /// What is said of products, by their id; under the empty id what is said of none by name.
  private func labels(
    _ list: DataNode?,
    _ text: (DataNode) -> String?
  ) -> [String: String] {
    var labels: [String: String] = [:]
    for node in list?.list ?? [] {
      guard let text = text(node), !text.isEmpty else { continue }
      var ids = Self.texts(node["product_ids"])
      let groups = Self.texts(node["group_ids"])
      for group in groups { ids += self.groups[group] ?? [] }
      if ids.isEmpty, groups.isEmpty { ids = [""] }
      for id in ids where labels[id] == nil { labels[id] = text }
    }
    return labels
  }
}

/// What products have to share to be in one statement.
private struct StatementKey: Hashable, Comparable {
  var justification: String
  var note: String

  static func < (left: StatementKey, right: StatementKey) -> Bool {
    (left.justification, left.note) < (right.justification, right.note)
  }
}
