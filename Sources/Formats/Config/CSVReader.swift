// Comma-separated values as RFC 4180 has them: a field may stand in double quotes, in which a
// doubled quote is one, and commas and line breaks are part of the field.

/// Walks the rows of a table of comma-separated values.
package struct CSVReader {
  private var next: Int
  /// The line that the last row began in, counted from 1.
  package private(set) var line = 0
  private var lineBreaks = 0

  /// A row of more fields is refused.
  private static let fieldLimit = 4096

  package init(from start: Int = 0) { next = start }

  /// The fields of the next row; `nil` at the end.
  ///
  /// A blank line is a row of one empty field.
  package mutating func row(in bytes: Span<UInt8>) throws(DataError) -> [String]? {
    guard next < bytes.count else { return nil }
    line = lineBreaks + 1
    var fields: [String] = []
    repeat {
      guard fields.count < Self.fieldLimit else { throw .limit("fields in a row") }
      fields.append(try field(in: bytes))
    } while take(",", in: bytes)
    if next < bytes.count, bytes[next] == UInt8(ascii: "\r") { next += 1 }
    guard next == bytes.count || take("\n", in: bytes) else {
      throw .malformed("text after a quoted field", line: line, column: 1)
    }
    lineBreaks += 1
    return fields
  }

  private mutating func take(_ scalar: Unicode.Scalar, in bytes: Span<UInt8>) -> Bool {
    guard next < bytes.count, bytes[next] == UInt8(ascii: scalar) else { return false }
    next += 1
    return true
  }

  private mutating func field(in bytes: Span<UInt8>) throws(DataError) -> String {
    guard take("\"", in: bytes) else {
      let start = next
      while next < bytes.count, !Self.endsField(bytes[next]) { next += 1 }
      return try bytes.text(start..<next)
    }
    var text = ""
    while true {
      let start = next
      while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
        if bytes[next] == UInt8(ascii: "\n") { lineBreaks += 1 }
        next += 1
      }
      text += try bytes.text(start..<next)
      guard take("\"", in: bytes) else { throw .truncated(line: line) }
      guard take("\"", in: bytes) else { return text }
      text += "\""
    }
  }

  private static func endsField(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
