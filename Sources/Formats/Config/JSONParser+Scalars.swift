// Strings (RFC 8259, section 7) and numbers (section 6).

extension JSONParser {
  /// Reads a string; the opening quote is next.
  mutating func string(in bytes: Span<UInt8>) throws(DataError) -> String {
    at += 1
    let start = at
    var end = at
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") {
        let text = try bytes.text(start..<end)
        at = end + 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start, in: bytes) }
      guard byte >= 0x20 else {
        at = end
        throw malformed("a control character in a string")
      }
      end += 1
    }
    throw truncated
  }

  /// Reads a string that has escapes, copying what stands between them.
  private mutating func escapedString(
    from start: Int,
    in bytes: Span<UInt8>
  ) throws(DataError) -> String {
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        // Checked here so that an offset is one of the document, not of the copy.
        try bytes.checkUTF8(start..<at)
        at += 1
        return try text.span.text()
      case UInt8(ascii: "\\"): try escape(into: &text, in: bytes)
      case 0..<0x20: throw malformed("a control character in a string")
      default:
        text.append(byte)
        at += 1
      }
    }
    throw truncated
  }

  private mutating func escape(
    into text: inout [UInt8],
    in bytes: Span<UInt8>
  ) throws(DataError) {
    guard at + 1 < bytes.count else { throw truncated }
    let plain: UInt8
    switch bytes[at + 1] {
    case UInt8(ascii: "\""): plain = UInt8(ascii: "\"")
    case UInt8(ascii: "\\"): plain = UInt8(ascii: "\\")
    case UInt8(ascii: "/"): plain = UInt8(ascii: "/")
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      text.append(
        contentsOf: UTF8.encode(try scalar(in: bytes)) ?? UTF8.encodedReplacementCharacter
      )
      return
    default: throw malformed("an unknown escape in a string")
    }
    text.append(plain)
    at += 2
  }

  /// Reads `\uXXXX`, or two of them that make one scalar outside the basic plane.
  private mutating func scalar(in bytes: Span<UInt8>) throws(DataError) -> Unicode.Scalar {
    let first = try codeUnit(in: bytes)
    at += 6
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), bytes.holds("\\u", at: at) else { return "\u{FFFD}" }
    let second = try codeUnit(in: bytes)
    // A half that does not fit is left to be read on its own.
    guard UTF16.isTrailSurrogate(second) else { return "\u{FFFD}" }
    at += 6
    let value = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private func codeUnit(in bytes: Span<UInt8>) throws(DataError) -> UInt16 {
    guard at + 6 <= bytes.count else { throw truncated }
    var value: UInt16 = 0
    for place in at + 2..<at + 6 {
      guard let digit = bytes[place].hexValue else {
        throw malformed("four hexadecimal digits must follow \\u")
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

extension JSONParser {
  /// Reads a number; a minus sign or a digit is next.
  mutating func number(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    let start = at
    if let integer = try integer(in: bytes) { return .integer(integer) }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      try digits(in: bytes)
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
        at += 1
      }
      try digits(in: bytes)
    }
    let written = try bytes.text(start..<at)
    guard let value = Double(written) else { throw malformed("expected a number") }
    return .number(value, written: written)
  }

  /// Reads the part before a fraction and an exponent; `nil` if there is one or it does not fit.
  private mutating func integer(in bytes: Span<UInt8>) throws(DataError) -> Int64? {
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let first = at
    try digits(in: bytes)
    guard bytes[first] != UInt8(ascii: "0") || at == first + 1 else {
      at = first
      throw malformed("a number must not begin with a zero")
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") || bytes[at] | 0x20 == UInt8(ascii: "e") {
      return nil
    }
    var value: Int64 = 0
    for place in first..<at {
      let digit = Int64(bytes[place] - 0x30)
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) =
        isNegative
        ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  private mutating func digits(in bytes: Span<UInt8>) throws(DataError) {
    guard at < bytes.count else { throw truncated }
    guard bytes[at].isASCIIDigit else { throw malformed("expected a digit") }
    while at < bytes.count, bytes[at].isASCIIDigit { at += 1 }
  }
}
