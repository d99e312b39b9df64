import Formats
package import Model

/// An OpenVEX 0.2.0 document before it is written.
package struct OpenVEXDraft: Hashable, Sendable {
  /// Whoever speaks: an address, a name.
  package var author: String
  /// What the author is to the product; may be empty.
  package var role = ""
  /// RFC 3339.
  package var timestamp: String
  /// The program that writes it; may be empty.
  package var tooling = ""
  /// Counted from 1, and raised with each change.
  package var version = 1
  /// An address of the author's own; empty for one made of what the document says.
  package var id = ""
  package var statements: [Statement]

  /// One statement to be written.
  package struct Statement: Hashable, Sendable {
    /// The main name, then aliases.
    package var names: [String]
    package var products: [Product]
    package var status: VEXStatement.Status
    /// One of OpenVEX's five, for what is not affected.
    package var justification = ""
    /// Why a product is not affected, in words.
    package var impact = ""
    /// What to do about what is affected, in words.
    package var action = ""

    package init(names: [String], products: [Product], status: VEXStatement.Status) {
      self.names = names
      self.products = products
      self.status = status
    }
  }

  /// A product to be written.
  package struct Product: Hashable, Sendable, Comparable {
    /// A package URL, mostly.
    package var id: String
    /// SHA-256 of the product, where it has one.
    package var digest: Digest?
    /// Package URLs.
    package var subcomponents: [String]

    package init(id: String, digest: Digest? = nil, subcomponents: [String] = []) {
      self.id = id
      self.digest = digest
      self.subcomponents = subcomponents
    }

    package static func < (left: Product, right: Product) -> Bool {
      if left.id != right.id { return left.id < right.id }
      return left.subcomponents.lexicographicallyPrecedes(right.subcomponents)
    }
  }

  package init(author: String, timestamp: String, statements: [Statement]) {
    self.author = author
    self.timestamp = timestamp
    self.statements = statements
  }

  /// The document as JSON: the same draft gives the same bytes, and what it says the same `@id`.
  package func write() throws(OpenVEXDraftError) -> [UInt8] {
    try check()
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("@context", "https://openvex.dev/ns/v0.2.0")
      $0.field("@id", id.isEmpty ? madeID : id)
      writeBody(into: &$0, timestamp: timestamp)
    }
    return json.bytes
  }

  /// Made of all but the time, so that saying the same thing again is saying it in the same document.
  ///
  /// The specification keeps the name `public` for addresses that nobody has a site for.
  private var madeID: String {
    var json = JSONWriter(.compact)
    json.object { writeBody(into: &$0, timestamp: "") }
    return "https://openvex.dev/docs/public/vex-\(SHA256.digest(of: json.bytes.span).hex)"
  }

  private func writeBody(into json: inout JSONWriter, timestamp: String) {
    json.field("author", author)
    json.field("role", nonEmpty: role)
    json.field("timestamp", nonEmpty: timestamp)
    json.field("version", version)
    json.field("tooling", nonEmpty: tooling)
    json.field("statements", sorted) { json, statement in
      json.object { statement.write(into: &$0) }
    }
  }

  /// By name, status, and what is said; each once, as the schema wants it.
  private var sorted: [Statement] {
    var seen: Set<Statement> = []
    return statements.map(\.canonical).filter { seen.insert($0).inserted }.sorted {
      let left = ($0.names[0], $0.status.rawValue, $0.justification, $0.impact, $0.action)
      let right = ($1.names[0], $1.status.rawValue, $1.justification, $1.impact, $1.action)
      return left == right
        ? $0.products.lexicographicallyPrecedes($1.products) : left < right
    }
  }

  private func check() throws(OpenVEXDraftError) {
    guard !author.isEmpty else { throw .noAuthor }
    guard timestamp.utf8.count > 10, Instant(timestamp) != nil else { throw .noTime(timestamp) }
    guard !statements.isEmpty else { throw .noStatements }
    for statement in statements {
      guard let name = statement.names.first, !name.isEmpty else { throw .noVulnerability }
      guard !statement.products.isEmpty else { throw .noProduct(name) }
      switch statement.status {
      case .notAffected where statement.justification.isEmpty && statement.impact.isEmpty:
        throw .noJustification(name)
      case .affected where statement.action.isEmpty: throw .noAction(name)
      default: break
      }
      let known = OpenVEXReader.justifications
      if !statement.justification.isEmpty, !known.contains(statement.justification) {
        throw .unknownJustification(statement.justification)
      }
    }
  }
}

extension OpenVEXDraft.Statement {
  /// With all lists sorted and nothing twice.
  fileprivate var canonical: Self {
    var statement = self
    let aliases = Set(names.dropFirst()).subtracting(names.prefix(1)).sorted()
    statement.names = names.prefix(1) + aliases
    var products: [OpenVEXDraft.Product] = []
    for product in self.products {
      var product = product
      product.subcomponents = Set(product.subcomponents).sorted()
      if !products.contains(product) { products.append(product) }
    }
    statement.products = products.sorted()
    return statement
  }

  fileprivate func write(into json: inout JSONWriter) {
    json.object("vulnerability") {
      $0.field("name", names[0])
      $0.field("aliases", nonEmpty: Array(names.dropFirst()))
    }
    json.field("products", products) { json, product in
      json.object { product.write(into: &$0) }
    }
    json.field("status", status.rawValue)
    json.field("justification", nonEmpty: justification)
    json.field("impact_statement", nonEmpty: impact)
    json.field("action_statement", nonEmpty: action)
  }
}

extension OpenVEXDraft.Product {
  fileprivate func write(into json: inout JSONWriter) {
    json.field("@id", id)
    if id.hasPrefix("pkg:") { json.object("identifiers") { $0.field("purl", id) } }
    if let digest, digest.algorithm == .sha256 {
      json.object("hashes") { $0.field("sha-256", digest.hex) }
    }
    json.field("subcomponents", nonEmpty: subcomponents) { json, id in
      json.object { $0.field("@id", id) }
    }
  }
}

/// Why a draft is no document.
package enum OpenVEXDraftError: Error, Hashable {
  case noAuthor
  case noTime(String)
  case noStatements
  case noVulnerability
  case noProduct(String)
  case noJustification(String)
  case noAction(String)
  case unknownJustification(String)
}

extension OpenVEXDraftError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noAuthor: "a VEX document needs an author"
    case .noTime(let text): "'\(text)' is no time as RFC 3339 has it: 2026-03-01T12:00:00Z"
    case .noStatements: "there is nothing to say: no finding and no identifier was chosen"
    case .noVulnerability: "a statement needs the name of a vulnerability"
    case .noProduct(let name): "the statement on \(name) needs a product"
    case .noJustification(let name):
      "that \(name) does not affect needs a justification or an impact statement; justifications "
        + "are \(OpenVEXReader.justifications.sorted().joined(separator: ", "))"
    case .noAction(let name): "that \(name) affects needs an action statement: what to do about it"
    case .unknownJustification(let text):
      "'\(text)' is no justification; write one of "
        + OpenVEXReader.justifications.sorted().joined(separator: ", ")
    }
  }
}

// MARK: - From an assessment

extension OpenVEXDraft {
  /// What a new document says of flaws, apart from where they are.
  package struct Claim: Hashable, Sendable {
    package var status: VEXStatement.Status
    package var justification = ""
    package var impact = ""
    package var action = ""

    package init(status: VEXStatement.Status) { self.status = status }
  }

  /// One statement for each flaw among these findings: of the image, with the packages it was found
  /// in as its components, or of the packages themselves where the artifact is no image.
  package static func statements(
    on findings: [Finding],
    in inventory: Inventory,
    claiming claim: Claim
  ) -> [Statement] {
    var packages: [String: Set<String>] = [:]
    var names: [String: [String]] = [:]
    for finding in findings {
      guard let package = finding.vulnerability?.package,
        let purl = package.purl(system: inventory.system)
      else { continue }
      packages[finding.rule, default: []].insert(purl.description)
      names[finding.rule, default: [finding.rule]] += finding.identifiers
    }
    let image = PackageURL(image: inventory.subject)
    return packages.sorted { $0.key < $1.key }.map { rule, purls in
      let purls = purls.sorted()
      var products = purls.map { Product(id: $0) }
      if let image {
        let digest = inventory.subject.manifestDigest
        products = [Product(id: image.description, digest: digest, subcomponents: purls)]
      }
      return Statement(names: names[rule] ?? [rule], products: products, claim)
    }
  }
}

extension OpenVEXDraft.Statement {
  /// A statement that says what a claim says.
  package init(
    names: [String],
    products: [OpenVEXDraft.Product],
    _ claim: OpenVEXDraft.Claim
  ) {
    self.init(names: names, products: products, status: claim.status)
    justification = claim.justification
    impact = claim.impact
    action = claim.action
  }
}
