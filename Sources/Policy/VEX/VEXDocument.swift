package import Formats
package import Model

/// What somebody says about flaws in products, whichever of three formats it was written in.
///
/// "Minimum Requirements for Vulnerability Exploitability eXchange (VEX)", CISA, April 2023, has the
/// words.
package struct VEXDocument: Hashable, Sendable {
  /// The formats that are read.
  package enum Format: String, Sendable, CaseIterable {
    case openVEX = "OpenVEX"
    case csaf = "CSAF"
    case cycloneDX = "CycloneDX"
  }

  /// The file, as findings are said to be dismissed by it.
  package var name: String
  package var format: Format
  /// What the document calls itself; may be empty.
  package var id: String
  package var author: String
  /// In the order of the document, which is that of a history.
  package var statements: [VEXStatement]
  /// What could not be read, or breaks the rules of the format, each with its line.
  package var warnings: [String]

  package init(name: String, format: Format) {
    self.name = name
    self.format = format
    id = ""
    author = ""
    statements = []
    warnings = []
  }
}

/// One statement: whether a flaw matters in some products.
package struct VEXStatement: Hashable, Sendable {
  /// How a product stands to a flaw.
  package enum Status: String, Sendable, CaseIterable {
    case notAffected = "not_affected"
    case affected
    case fixed
    case underInvestigation = "under_investigation"

    /// Whether a finding does not count any more.
    package var dismisses: Bool { self == .notAffected || self == .fixed }
  }

  /// The line in the document, counted from 1.
  package var line: Int
  /// All names of the flaw, the main one first; never empty.
  package var names: [String]
  package var products: [VEXProduct]
  package var status: Status
  /// Why a product is not affected, as a label; empty where there is none.
  package var justification: String
  /// What else is said, in words; may be empty.
  package var note: String
  /// When it was said; `nil` where nothing tells.
  package var time: Instant?

  package init(line: Int, names: [String], products: [VEXProduct], status: Status) {
    self.line = line
    self.names = names
    self.products = products
    self.status = status
    justification = ""
    note = ""
    time = nil
  }

  /// The justification and the words, as the reason of a dismissal.
  package var reason: String {
    if justification.isEmpty { return note.isEmpty ? status.rawValue : note }
    return note.isEmpty || note == justification ? justification : "\(justification): \(note)"
  }
}

/// What a statement is about: a product, or some components of it.
package struct VEXProduct: Hashable, Sendable {
  package var component: VEXComponent
  /// Components of the product; empty for the product itself and all that is in it.
  package var subcomponents: [VEXComponent]

  package init(_ component: VEXComponent, subcomponents: [VEXComponent] = []) {
    self.component = component
    self.subcomponents = subcomponents
  }
}

/// A piece of software by all the names that a document gives it; any of them will do.
package struct VEXComponent: Hashable, Sendable {
  /// How to call it in a sentence.
  package var label: String
  package var purls: [PackageURL] = []
  package var digests: [Digest] = []
  package var cpes: [String] = []
  /// Names that are none of these: an image's, mostly.
  package var references: [String] = []
  /// Where there are any, only these versions are meant.
  package var versions: [String] = []
  /// Whether it is the artifact that the document is attached to.
  package var isArtifact = false

  package init(label: String) { self.label = label }

  /// Adds a name whatever it is one of: a package URL, a digest, a CPE, anything else.
  mutating func add(_ text: String) {
    if text.isEmpty { return }
    // What is neither a package URL nor a digest may still be the name of an image.
    if text.hasPrefix("cpe:") {
      cpes.append(text)
    } else if let purl = try? PackageURL(parsing: text, conformance: .grammar) {
      if !purls.contains(purl) { purls.append(purl) }
    } else if let digest = try? Digest(text) {
      digests.append(digest)
    } else {
      references.append(text)
    }
  }

  /// Adds a hash by the name its algorithm has in some format: `sha-256`, `SHA256`.
  mutating func add(hash value: String, algorithm name: String) {
    let plain = name.lowercased().filter { $0 != "-" }
    // Algorithms that no package database or image uses say nothing here.
    guard let algorithm = Digest.Algorithm(rawValue: plain),
      let digest = try? Digest(algorithm: algorithm, hex: value.lowercased())
    else { return }
    digests.append(digest)
  }

  /// Whether there is anything that an artifact or a package could be known by.
  var isEmpty: Bool {
    purls.isEmpty && digests.isEmpty && cpes.isEmpty && references.isEmpty && !isArtifact
  }
}

/// Why a document says nothing that can be used.
package enum VEXError: Error, Hashable {
  case unreadable(DataError)
  /// JSON, but neither OpenVEX, CSAF nor CycloneDX.
  case unknownFormat
  /// An envelope whose payload cannot be read.
  case badEnvelope
}

extension VEXError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let error): error.sentence
    case .unknownFormat: "it is neither OpenVEX, CSAF nor CycloneDX in JSON"
    case .badEnvelope: "it is an envelope whose payload is no base 64 of a JSON document"
    }
  }
}
