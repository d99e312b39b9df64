package import Model

/// Writes an inventory as bytes of one format: the same inventory, the same bytes.
package protocol ReportFormat: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// One line for `plimsoll list formats`.
  static var summary: String { get }
  /// The usual end of a file name, without a dot.
  static var fileExtension: String { get }
  static var mediaType: String { get }

  static func render(_ inventory: Inventory, in context: ReportContext) -> [UInt8]
}

/// What a report says besides the inventory, and how wide it may be.
package struct ReportContext: Hashable, Sendable {
  package var tool: ToolIdentity
  /// When the report is made; formats that can do without leave it out when it is `nil`.
  package var created: Timestamp?
  /// Columns of the terminal; `nil` cuts nothing off.
  package var width: Int?
  package var isColored: Bool

  package init(
    tool: ToolIdentity,
    created: Timestamp? = nil,
    width: Int? = nil,
    isColored: Bool = false
  ) {
    self.tool = tool
    self.created = created
    self.width = width
    self.isColored = isColored
  }
}

/// The program that makes a report.
package struct ToolIdentity: Hashable, Sendable {
  package var name: String
  package var version: String

  package init(name: String = "plimsoll", version: String) {
    self.name = name
    self.version = version
  }
}
