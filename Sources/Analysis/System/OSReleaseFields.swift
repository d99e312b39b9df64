import Formats

/// The assignments of an `os-release` or `lsb-release` file.
///
/// Source: os-release(5): `KEY=value`, the value unquoted or in quotes as a shell would read it, but
/// nothing is expanded. Comments and what is no assignment are passed over, as the manual asks.
/// Of two assignments to a key the last one counts.
struct OSReleaseFields {
  private var values: [String: String] = [:]

  var isEmpty: Bool { values.isEmpty }

  init(_ bytes: Span<UInt8>) {
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      let line = bytes.trimmed(line)
      guard !line.isEmpty, bytes[line.lowerBound] != UInt8(ascii: "#"),
        let equals = bytes.position(of: UInt8(ascii: "="), in: line), equals > line.lowerBound,
        let key = bytes.text(in: line.lowerBound..<equals)
      else { continue }
      let value = Self.unquoted((equals + 1)..<line.upperBound, of: bytes)
      values[key] = String(decoding: value, as: UTF8.self)
    }
  }

  /// The value of a key; empty where it is missing.
  subscript(key: String) -> String { values[key] ?? "" }

  /// The quoting of a shell: nothing is special between single quotes; between double quotes a
  /// backslash makes the four characters plain that would be special there; elsewhere it makes
  /// any character plain, and blank space ends the value.
  private static func unquoted(_ range: Range<Int>, of bytes: Span<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    var quote: UInt8 = 0
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      at += 1
      switch (quote, byte) {
      case (UInt8(ascii: "'"), UInt8(ascii: "'")), (UInt8(ascii: "\""), UInt8(ascii: "\"")):
        quote = 0
      case (0, UInt8(ascii: "'")), (0, UInt8(ascii: "\"")):
        quote = byte
      case (0, UInt8(ascii: "\\")) where at < range.upperBound:
        value.append(bytes[at])
        at += 1
      case (UInt8(ascii: "\""), UInt8(ascii: "\\"))
      where at < range.upperBound && "\"\\$`".utf8.contains(bytes[at]):
        value.append(bytes[at])
        at += 1
      case (0, UInt8(ascii: " ")), (0, UInt8(ascii: "\t")):
        return value
      default:
        value.append(byte)
      }
    }
    return value
  }
}
