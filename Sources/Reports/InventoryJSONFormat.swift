import Formats
package import Model

/// Plimsoll's own document: everything an inventory says, by the schema in
/// `docs/schema/inventory-1.json`.
package enum InventoryJSONFormat: ReportFormat {
  package static let name = "json"
  package static let summary = "everything, by the schema in docs/schema/inventory-1.json"
  package static let fileExtension = "json"
  package static let mediaType = "application/json"

  package static func render(_ inventory: Inventory, in context: ReportContext) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("format", InventoryDocument.format)
      $0.field("formatVersion", InventoryDocument.version)
      $0.object("tool") {
        $0.field("name", context.tool.name)
        $0.field("version", context.tool.version)
      }
      $0.field("created", context.created?.description)
      InventoryJSON.body(of: inventory, into: &$0)
    }
    return json.bytes
  }
}

extension InventoryJSONFormat {
  /// A UUID that stands for this inventory as this tool sees it: made of the SHA-256 of both, so
  /// that the same content has the same one (RFC 9562, version 8).
  static func contentUUID(
    _ inventory: Inventory,
    tool: ToolIdentity,
    format: String,
    more: (inout JSONWriter) -> Void = { _ in }
  ) -> String {
    var json = JSONWriter(.compact)
    json.object {
      $0.field("format", format)
      $0.field("tool", [tool.name, tool.version])
      InventoryJSON.body(of: inventory, into: &$0)
      more(&$0)
    }
    return uuid(of: json.bytes)
  }

  /// A UUID made of the SHA-256 of some bytes (RFC 9562, version 8).
  static func uuid(of bytes: [UInt8]) -> String {
    var digits = Array(SHA256.digest(of: bytes.span).hex.utf8.prefix(32))
    digits[12] = UInt8(ascii: "8")
    digits[16] = UInt8(ascii: "8")
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
  }
}
