/// Reads Java's `.properties` files, as `java.util.Properties.load` documents them.
///
/// Text that is not UTF-8 is taken as ISO-8859-1, which it was before Java 9. A `\u` without four
/// digits stands for U+FFFD.
package enum PropertiesReader {
  /// The entries in the order they were written, keys repeated if they are.
  package static func parse(_ bytes: Span<UInt8>) -> [(key: String, value: String)] {
    var entries: [(key: String, value: String)] = []
    var at = 0
    while let line = logicalLine(in: bytes, from: &at) {
      entries.append(entry(of: line))
    }
    return entries
  }

  /// The next line that is neither blank nor a comment, with those it continues on.
  private static func logicalLine(in bytes: Span<UInt8>, from at: inout Int) -> [UInt8]? {
    var line: [UInt8] = []
    var continues = false
    while at < bytes.count {
      skipBlanks(in: bytes, from: &at)
      let isComment =
        at < bytes.count && (bytes[at] == UInt8(ascii: "#") || bytes[at] == UInt8(ascii: "!"))
      let start = line.count
      while at < bytes.count, !isEnd(bytes[at]) {
        line.append(bytes[at])
        at += 1
      }
      skipEnd(in: bytes, from: &at)
      if isComment, !continues {
        line = []
        continue
      }
      // An odd number of backslashes at the end takes in the next line.
      let backslashes = line[start...].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
      continues = backslashes % 2 == 1
      if continues { line.removeLast() }
      if !continues, !line.isEmpty { return line }
    }
    return line.isEmpty ? nil : line
  }

  private static func entry(of line: [UInt8]) -> (key: String, value: String) {
    var end = 0
    while end < line.count, !isBlank(line[end]), !isSeparator(line[end]) {
      end += line[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end, line.count)
    var start = end
    skipBlanks(in: line.span, from: &start)
    if start < line.count, isSeparator(line[start]) {
      start += 1
      skipBlanks(in: line.span, from: &start)
    }
    return (text(line[..<end]), text(line[start...]))
  }

  /// Takes the escapes out of a key or a value.
  private static func text(_ raw: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var plain: [UInt8] = []
    var rest = raw
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        // A backslash at the very end is dropped.
        if byte != UInt8(ascii: "\\") { plain.append(byte) }
        continue
      }
      switch escaped {
      case UInt8(ascii: "t"): plain.append(0x09)
      case UInt8(ascii: "n"): plain.append(0x0A)
      case UInt8(ascii: "f"): plain.append(0x0C)
      case UInt8(ascii: "r"): plain.append(0x0D)
      case UInt8(ascii: "u"):
        units += decoded(plain).utf16
        plain = []
        units.append(codeUnit(from: &rest))
      default: plain.append(escaped)
      }
    }
    // Both halves of a surrogate pair may be escaped, so pairs are joined at the end.
    return units.isEmpty
      ? decoded(plain) : String(decoding: units + decoded(plain).utf16, as: UTF16.self)
  }

  private static func codeUnit(from rest: inout ArraySlice<UInt8>) -> UInt16 {
    let digits = rest.prefix(4).compactMap(\.hexValue)
    guard digits.count == 4 else { return 0xFFFD }
    rest = rest.dropFirst(4)
    return digits.reduce(0) { $0 << 4 | UInt16($1) }
  }

  private static func decoded(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func skipBlanks(in bytes: Span<UInt8>, from at: inout Int) {
    while at < bytes.count, isBlank(bytes[at]) { at += 1 }
  }

  private static func skipEnd(in bytes: Span<UInt8>, from at: inout Int) {
    guard at < bytes.count else { return }
    at += bytes.holds("\r\n", at: at) ? 2 : 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0C
  }

  private static func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":")
  }
}
