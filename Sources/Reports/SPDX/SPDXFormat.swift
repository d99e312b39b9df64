import Formats
package import Model

/// An SPDX 2.3 document in JSON.
///
/// Source: SPDX specification 2.3 and its JSON schema. Executables that no package owns are
/// packages of the purpose FILE rather than files, since files need a SHA-1 that nobody should
/// have to compute today. What the format has no field for is in annotations.
package enum SPDXFormat: ReportFormat {
  package static let name = "spdx"
  package static let summary = "SPDX 2.3 document, JSON"
  package static let fileExtension = "spdx.json"
  package static let mediaType = "application/spdx+json"

  static let documentID = "SPDXRef-DOCUMENT"
  static let subjectID = "SPDXRef-Subject"
  static let systemID = "SPDXRef-OperatingSystem"

  package static func render(_ inventory: Inventory, in context: ReportContext) -> [UInt8] {
    let uuid = InventoryJSONFormat.contentUUID(inventory, tool: context.tool, format: name)
    return document(inventory, uuid: uuid, adding: SPDXAdditions(), in: context)
  }

  static func document(
    _ inventory: Inventory,
    uuid: String,
    adding additions: SPDXAdditions,
    in context: ReportContext
  ) -> [UInt8] {
    let document = SPDXDocument(inventory, in: context, adding: additions)
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("spdxVersion", "SPDX-2.3")
      $0.field("dataLicense", "CC0-1.0")
      $0.field("SPDXID", documentID)
      $0.field("name", inventory.subject.name.isEmpty ? "inventory" : inventory.subject.name)
      $0.field("documentNamespace", "urn:uuid:\(uuid)")
      creation(of: inventory, in: context, into: &$0)
      $0.list("annotations") {
        document.annotation(into: &$0) { json in
          InventoryJSON.frame(of: inventory, into: &json)
          json.field("gaps", inventory.gaps) { InventoryJSON.gap($1, into: &$0) }
        }
        for comment in additions.document { document.comment(comment, into: &$0) }
      }
      $0.list("packages") { document.packages(into: &$0) }
      $0.list("relationships") { document.relationships(into: &$0) }
      $0.field("hasExtractedLicensingInfos", nonEmpty: document.licenses.extracted) {
        json,
        extracted in
        json.object {
          $0.field("licenseId", extracted.identifier)
          $0.field("name", extracted.name)
          $0.field("extractedText", extracted.text)
        }
      }
    }
    return json.bytes
  }

  private static func creation(
    of inventory: Inventory,
    in context: ReportContext,
    into json: inout JSONWriter
  ) {
    json.object("creationInfo") {
      $0.field("created", (context.created ?? .epoch).description)
      $0.field("creators", ["Tool: \(context.tool.name)-\(context.tool.version)"])
      $0.field("licenseListVersion", "3.28")
      if !inventory.gaps.isEmpty {
        let count = inventory.gaps.count
        $0.field(
          "comment",
          "Incomplete: \(count) \(count == 1 ? "part" : "parts") of the artifact could not be "
            + "looked at; the annotation of the document names them."
        )
      }
    }
  }
}

/// The licences of a document: each text that is no SPDX expression becomes a reference.
struct SPDXLicenseRegister {
  struct Extracted {
    var identifier: String
    var name: String
    var text: String
  }

  private(set) var extracted: [Extracted] = []
  private var known: [String: String] = [:]

  /// The declared licence of a package as one expression.
  mutating func declared(_ licenses: [String]) -> String {
    let expressions = licenses.filter { !$0.isEmpty }.compactMap { expression($0) }
    return expressions.isEmpty ? "NOASSERTION" : LicenseConjunction.text(expressions)
  }

  private mutating func expression(_ text: String) -> SPDXExpression? {
    if let expression = SPDXExpression(text),
      !expression.references.contains(where: { $0.hasPrefix("DocumentRef-") })
    {
      for reference in expression.references { note(reference, text: reference) }
      return expression
    }
    let hash = String(SHA256.firstWord(of: Array(text.utf8).span), radix: 16)
    let words = text.prefix(40).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let identifier = "LicenseRef-" + (words + [hash[...]]).joined(separator: "-")
    note(identifier, text: text)
    return SPDXExpression(identifier)
  }

  private mutating func note(_ identifier: String, text: String) {
    guard known.updateValue(text, forKey: identifier) == nil else { return }
    let name = text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(80)) }
    extracted.append(Extracted(identifier: identifier, name: name ?? identifier, text: text))
  }
}
