// Atoms, strings, binaries, characters and numbers.

extension TermParser {
  /// Reads a bare word: an Erlang atom; in Elixir a key, a module or one of the constants.
  mutating func word(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    let first = bytes[at]
    guard first.isASCIILetter || first == UInt8(ascii: "_") else {
      throw malformed("expected a value")
    }
    let text = try name(in: bytes)
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "nil" where dialect == .elixir: return .null
    default: break
    }
    let isCapital = first & 0x20 == 0
    let isLiteral = dialect == .erlang ? !isCapital : isCapital || isKeySign(in: bytes)
    // Calls and variables would have to be evaluated.
    guard isLiteral else { throw malformed("expected a value") }
    return .string(text)
  }

  /// Reads an Elixir atom; the colon is next.
  mutating func atom(in bytes: Span<UInt8>) throws(DataError) -> String {
    at += 1
    guard at < bytes.count else { throw truncated }
    if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
      return try quoted(in: bytes)
    }
    return try name(in: bytes)
  }

  private mutating func name(in bytes: Span<UInt8>) throws(DataError) -> String {
    let start = at
    while at < bytes.count, isNamePart(bytes[at]) { at += 1 }
    guard at > start else { throw malformed("expected a name") }
    return try bytes.text(start..<at)
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    if byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 { return true }
    if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@") { return true }
    guard dialect == .elixir else { return false }
    return [UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(byte)
  }

  /// Reads one string, in Erlang also those behind it, which are parts of the same.
  mutating func strings(in bytes: Span<UInt8>) throws(DataError) -> String {
    var text = try quoted(in: bytes)
    while dialect == .erlang {
      try skipBlanks(in: bytes)
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { break }
      text += try quoted(in: bytes)
    }
    return text
  }

  /// Reads what stands between quotes; the first of them is next.
  mutating func quoted(in bytes: Span<UInt8>) throws(DataError) -> String {
    let quote = bytes[at]
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case quote: return Self.decoded(text)
      case UInt8(ascii: "\\"): try escape(into: &text, in: bytes)
      case UInt8(ascii: "#") where dialect == .elixir && bytes.holds("{", at: at):
        throw malformed("an interpolation in a string")
      case UInt8(ascii: "\n"):
        text.append(byte)
        countLine()
      default: text.append(byte)
      }
    }
    throw truncated
  }

  /// Files of before Erlang 17 are in ISO 8859-1 unless they say otherwise.
  private static func decoded(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    text.unicodeScalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return text
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
    case UInt8(ascii: "x"), UInt8(ascii: "u"):
      let scalar = try hexadecimal(digits: byte == UInt8(ascii: "x") ? 2 : 4, in: bytes)
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    case UInt8(ascii: "\n"): countLine()
    default: text.append(Self.escapes[byte] ?? byte)
    }
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "s"): 0x20, UInt8(ascii: "0"): 0x00, UInt8(ascii: "e"): 0x1B,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B,
  ]

  /// Reads `41`, or `{1F600}` in braces.
  private mutating func hexadecimal(
    digits: Int,
    in bytes: Span<UInt8>
  ) throws(DataError) -> Unicode.Scalar {
    let isBraced = bytes.holds("{", at: at)
    if isBraced { at += 1 }
    var value: UInt32 = 0
    var count = 0
    while at < bytes.count, count < (isBraced ? 6 : digits), let digit = bytes[at].hexValue {
      value = value << 4 | UInt32(digit)
      at += 1
      count += 1
    }
    if isBraced { try expect(UInt8(ascii: "}"), "a brace", in: bytes) }
    guard count > 0 else { throw malformed("an escape without digits") }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Reads `<<"text">>`, segments of strings and bytes with or without their types.
  mutating func binary(in bytes: Span<UInt8>) throws(DataError) -> String {
    guard bytes.holds("<<", at: at) else { throw malformed("expected a binary") }
    at += 2
    var text = ""
    var loose: [UInt8] = []
    while true {
      try skipBlanks(in: bytes)
      guard at < bytes.count else { throw truncated }
      switch bytes[at] {
      case UInt8(ascii: ">") where bytes.holds(">>", at: at):
        at += 2
        return text + Self.decoded(loose)
      case UInt8(ascii: "\""):
        text += Self.decoded(loose) + (try strings(in: bytes))
        loose = []
      case UInt8(ascii: ","): at += 1
      // A size or a type.
      case UInt8(ascii: ":"), UInt8(ascii: "/"):
        while at < bytes.count, isTypePart(bytes[at]) { at += 1 }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard case .integer(let value) = try number(in: bytes) else {
          throw malformed("expected a byte")
        }
        loose.append(UInt8(truncatingIfNeeded: value))
      default: throw malformed("expected an end of the binary")
      }
    }
  }

  private func isTypePart(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }

  /// Reads `$a`, which stands for the number of the character.
  mutating func character(in bytes: Span<UInt8>) throws(DataError) -> Int64 {
    at += 1
    guard at < bytes.count else { throw truncated }
    var text: [UInt8] = []
    if bytes[at] == UInt8(ascii: "\\") {
      at += 1
      try escape(into: &text, in: bytes)
    } else {
      repeat {
        text.append(bytes[at])
        at += 1
      } while at < bytes.count && bytes[at] & 0xC0 == 0x80
      if text == [0x0A] { countLine() }
    }
    return Self.decoded(text).unicodeScalars.first.map { Int64($0.value) } ?? 0
  }

  /// Reads an integer, also with a base as in `16#FF`, or a float.
  mutating func number(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    try digits(in: bytes)
    if dialect == .erlang, at < bytes.count, bytes[at] == UInt8(ascii: "#") {
      return try based(from: start, in: bytes)
    }
    var isWhole = true
    // A full stop that no digit follows ends the term.
    if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), bytes[at + 1].isASCIIDigit {
      isWhole = false
      at += 1
      try digits(in: bytes)
      if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
        at += 1
        if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
          at += 1
        }
        try digits(in: bytes)
      }
    }
    let written = try bytes.text(start..<at)
    let plain = String(written.filter { $0 != "_" })
    if isWhole, let value = Int64(plain) { return .integer(value) }
    guard let value = Double(plain) else { throw malformed("expected a number") }
    return .number(value, written: written)
  }

  private mutating func based(
    from start: Int,
    in bytes: Span<UInt8>
  ) throws(DataError) -> DataNode.Content {
    let base = try bytes.text(start..<at)
    at += 1
    let first = at
    while at < bytes.count, bytes[at].isASCIIDigit || bytes[at].isASCIILetter { at += 1 }
    guard let radix = Int(base), (2...36).contains(radix),
      let value = Int64(try bytes.text(first..<at), radix: radix)
    else { throw malformed("expected a number") }
    return .integer(value)
  }

  private mutating func digits(in bytes: Span<UInt8>) throws(DataError) {
    guard at < bytes.count else { throw truncated }
    guard bytes[at].isASCIIDigit else { throw malformed("expected a digit") }
    while at < bytes.count, bytes[at].isASCIIDigit || bytes[at] == UInt8(ascii: "_") { at += 1 }
  }
}
