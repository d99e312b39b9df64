// Strings in quotes and in long brackets, and numbers.

extension LuaParser {
  /// Reads what stands between quotes; the first of them is next.
  mutating func quoted(in bytes: Span<UInt8>) throws(DataError) -> String {
    let quote = bytes[at]
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case quote: return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text, in: bytes)
      case UInt8(ascii: "\n"): throw malformed("a string that does not end in its line")
      default: text.append(byte)
      }
    }
    throw truncated
  }

  /// Reads the rest of an escape; the backslash is behind us.
  private mutating func escape(
    into text: inout [UInt8],
    in bytes: Span<UInt8>
  ) throws(DataError) {
    guard at < bytes.count else { throw truncated }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var value = Int(byte - 0x30)
      for _ in 0..<2 where at < bytes.count && bytes[at].isASCIIDigit {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard let byte = UInt8(exactly: value) else { throw malformed("an escape beyond 255") }
      text.append(byte)
    case UInt8(ascii: "x"):
      guard at + 1 < bytes.count else { throw truncated }
      guard let high = bytes[at].hexValue, let low = bytes[at + 1].hexValue else {
        throw malformed("an escape without digits")
      }
      text.append(high << 4 | low)
      at += 2
    case UInt8(ascii: "u"): try scalar(into: &text, in: bytes)
    case UInt8(ascii: "z"):
      while at < bytes.count, bytes[at].isASCIIWhitespace {
        at += 1
        if bytes[at - 1] == UInt8(ascii: "\n") { countLine() }
      }
    case UInt8(ascii: "\n"):
      text.append(byte)
      countLine()
    default: text.append(Self.escapes[byte] ?? byte)
    }
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "v"): 0x0B,
  ]

  /// Reads `{e9}`.
  private mutating func scalar(
    into text: inout [UInt8],
    in bytes: Span<UInt8>
  ) throws(DataError) {
    try expect(UInt8(ascii: "{"), "a brace", in: bytes)
    var value: UInt32 = 0
    while at < bytes.count, let digit = bytes[at].hexValue, value < 0x110000 {
      value = value << 4 | UInt32(digit)
      at += 1
    }
    try expect(UInt8(ascii: "}"), "a brace", in: bytes)
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// Reads `[[text]]` or `[==[text]==]`; `nil`, and not a step, where no long bracket is next.
  mutating func longText(in bytes: Span<UInt8>) throws(DataError) -> String? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return nil }
    var start = at + 1
    while start < bytes.count, bytes[start] == UInt8(ascii: "=") { start += 1 }
    let level = start - at - 1
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    start += 1
    // The newline behind the bracket is no part of the text.
    if bytes.holds("\r\n", at: start) { start += 1 }
    if bytes.holds("\n", at: start) { start += 1 }
    let closing =
      [UInt8(ascii: "]")] + [UInt8](repeating: UInt8(ascii: "="), count: level)
      + [UInt8(ascii: "]")]
    guard let end = bytes.firstIndex(of: closing, from: start) else { throw truncated }
    while at < end + closing.count {
      at += 1
      if bytes[at - 1] == UInt8(ascii: "\n") { countLine() }
    }
    return bytes.text(in: start..<end) ?? ""
  }

  /// Reads a decimal or hexadecimal number.
  mutating func number(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard at < bytes.count else { throw truncated }
    guard bytes[at].isASCIIDigit || bytes[at] == UInt8(ascii: ".") else {
      throw malformed("expected a number")
    }
    let isHexadecimal = bytes.holds("0x", at: at, ignoringCase: true)
    while at < bytes.count, isNumberPart(in: bytes, isHexadecimal) { at += 1 }
    let written = try bytes.text(start..<at)
    if isHexadecimal {
      let digits = String(written.filter { $0 != "-" }.dropFirst(2))
      guard let value = Int64(digits, radix: 16) else { throw malformed("expected a number") }
      return .integer(written.hasPrefix("-") ? -value : value)
    }
    if let value = Int64(written) { return .integer(value) }
    guard let value = Double(written) else { throw malformed("expected a number") }
    return .number(value, written: written)
  }

  private func isNumberPart(in bytes: Span<UInt8>, _ isHexadecimal: Bool) -> Bool {
    let byte = bytes[at]
    if byte.isASCIIDigit || byte.isASCIILetter { return true }
    // Two full stops join texts.
    if byte == UInt8(ascii: ".") { return !bytes.holds("..", at: at) }
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"), !isHexadecimal, at > 0 else {
      return false
    }
    return bytes[at - 1] | 0x20 == UInt8(ascii: "e")
  }
}
