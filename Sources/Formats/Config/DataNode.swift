/// A value of a JSON, YAML or TOML document with the place it stands at.
///
/// One type for all of them, so that an analyzer or a check reads a document the same way
/// whichever syntax it was written in.
package struct DataNode: Hashable, Sendable {
  /// A line and a column, both counted from 1; the column in bytes.
  ///
  /// Kept in half the space: there is one for each value of a document of millions.
  package struct Position: Hashable, Sendable {
    private var storedLine: UInt32
    private var storedColumn: UInt32

    package init(line: Int, column: Int) {
      storedLine = UInt32(clamping: line)
      storedColumn = UInt32(clamping: column)
    }

    package var line: Int { Int(storedLine) }
    package var column: Int { Int(storedColumn) }
  }

  /// What a value is.
  package enum Content: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// A number that is no plain decimal integer, with the digits as they were written: a version
    /// such as 1.10 must not become 1.1.
    indirect case number(Double, written: String)
    case string(String)
    case list([DataNode])
    case map(DataMap)
  }

  package var content: Content
  package var position: Position

  package init(_ content: Content, at position: Position = Position(line: 1, column: 1)) {
    self.content = content
    self.position = position
  }
}

extension DataNode {
  /// The entry of a map; `nil` for a missing key and for anything that is no map.
  package subscript(key: String) -> DataNode? { map?[key] }

  /// The element of a list; `nil` out of range and for anything that is no list.
  package subscript(index: Int) -> DataNode? {
    guard case .list(let elements) = content, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  package var map: DataMap? {
    if case .map(let map) = content { map } else { nil }
  }

  package var list: [DataNode]? {
    if case .list(let elements) = content { elements } else { nil }
  }

  package var string: String? {
    if case .string(let text) = content { text } else { nil }
  }

  /// An integer, or another number that has no fraction.
  package var integer: Int64? {
    switch content {
    case .integer(let value): value
    case .number(let value, _): Int64(exactly: value)
    default: nil
    }
  }

  package var boolean: Bool? {
    if case .boolean(let value) = content { value } else { nil }
  }

  package var isNull: Bool { content == .null }

  /// A scalar as text, for documents that write versions with and without quotes.
  package var scalarText: String? {
    switch content {
    case .string(let text): text
    case .integer(let value): String(value)
    case .number(_, let written): written
    case .boolean(let value): String(value)
    case .null, .list, .map: nil
    }
  }
}

/// Why a document could not be read.
package enum DataError: Error, Hashable {
  /// The syntax is broken at this place.
  case malformed(String, line: Int, column: Int)
  /// The document ends in the middle of a value.
  case truncated(line: Int)
  /// The text is not UTF-8; the offset is in bytes.
  case notUTF8(offset: Int)
  /// A limit was reached; the text names it.
  case limit(String)
}
