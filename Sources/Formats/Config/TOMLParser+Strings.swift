// The four kinds of string (toml.io/en/v1.0.0#string). The document is known to be UTF-8.

extension TOMLParser {
  /// Reads `"text"`; the opening quote is next.
  mutating func basicString(in bytes: Span<UInt8>) throws(DataError) -> String {
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
      try checkCharacter(in: bytes)
      at += 1
    }
    if next(is: UInt8(ascii: "\""), in: bytes) {
      at += 1
      return try bytes.text(start..<at - 1)
    }
    var text: [UInt8] = []
    for place in start..<at { text.append(bytes[place]) }
    while !next(is: UInt8(ascii: "\""), in: bytes) {
      try character(into: &text, in: bytes)
    }
    at += 1
    return try text.span.text()
  }

  /// Reads `'text'`; the opening quote is next.
  mutating func literalString(in bytes: Span<UInt8>) throws(DataError) -> String {
    at += 1
    let start = at
    while !next(is: UInt8(ascii: "'"), in: bytes) {
      try checkCharacter(in: bytes)
      at += 1
    }
    at += 1
    return try bytes.text(start..<at - 1)
  }

  /// Reads `"""text"""`; the opening quotes are next.
  mutating func longBasicString(in bytes: Span<UInt8>) throws(DataError) -> String {
    at += 3
    _ = skipNewline(in: bytes)
    var text: [UInt8] = []
    while !closesLongString(with: UInt8(ascii: "\""), into: &text, in: bytes) {
      if next(is: UInt8(ascii: "\\"), in: bytes), try skipFold(in: bytes) { continue }
      let before = at
      if skipNewline(in: bytes) {
        for place in before..<at { text.append(bytes[place]) }
      } else {
        try character(into: &text, in: bytes)
      }
    }
    return try text.span.text()
  }

  /// Reads `'''text'''`; the opening quotes are next.
  mutating func longLiteralString(in bytes: Span<UInt8>) throws(DataError) -> String {
    at += 3
    _ = skipNewline(in: bytes)
    var text: [UInt8] = []
    while !closesLongString(with: UInt8(ascii: "'"), into: &text, in: bytes) {
      let before = at
      if !skipNewline(in: bytes) {
        try checkCharacter(in: bytes)
        at += 1
      }
      for place in before..<at { text.append(bytes[place]) }
    }
    return try text.span.text()
  }

  /// Steps over three quotes; one or two more before them are text.
  private mutating func closesLongString(
    with quote: UInt8,
    into text: inout [UInt8],
    in bytes: Span<UInt8>
  ) -> Bool {
    var quotes = 0
    while quotes < 5, at + quotes < bytes.count, bytes[at + quotes] == quote { quotes += 1 }
    guard quotes >= 3 else { return false }
    for _ in 3..<quotes { text.append(quote) }
    at += quotes
    return true
  }

  /// Steps over a backslash at the end of a line, and all blanks and newlines behind it.
  private mutating func skipFold(in bytes: Span<UInt8>) throws(DataError) -> Bool {
    var ahead = self
    ahead.at += 1
    while ahead.at < bytes.count, bytes[ahead.at] == 0x20 || bytes[ahead.at] == 0x09 {
      ahead.at += 1
    }
    guard ahead.skipNewline(in: bytes) else { return false }
    while ahead.at < bytes.count {
      if bytes[ahead.at] == 0x20 || bytes[ahead.at] == 0x09 {
        ahead.at += 1
      } else if !ahead.skipNewline(in: bytes) {
        break
      }
    }
    self = ahead
    return true
  }

  private func checkCharacter(in bytes: Span<UInt8>) throws(DataError) {
    guard at < bytes.count else { throw truncated }
    guard !bytes[at].isTOMLControl else { throw malformed("a control character in a string") }
  }

  /// Reads one byte of a basic string, or one escape.
  private mutating func character(
    into text: inout [UInt8],
    in bytes: Span<UInt8>
  ) throws(DataError) {
    try checkCharacter(in: bytes)
    guard bytes[at] == UInt8(ascii: "\\") else {
      text.append(bytes[at])
      at += 1
      return
    }
    guard at + 1 < bytes.count else { throw truncated }
    switch bytes[at + 1] {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "e"): text.append(0x1B)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[at + 1])
    case UInt8(ascii: "x"): return try scalar(digits: 2, into: &text, in: bytes)
    case UInt8(ascii: "u"): return try scalar(digits: 4, into: &text, in: bytes)
    case UInt8(ascii: "U"): return try scalar(digits: 8, into: &text, in: bytes)
    default: throw malformed("an unknown escape in a string")
    }
    at += 2
  }

  private mutating func scalar(
    digits: Int,
    into text: inout [UInt8],
    in bytes: Span<UInt8>
  ) throws(DataError) {
    guard at + 2 + digits <= bytes.count else { throw truncated }
    var value: UInt32 = 0
    for place in at + 2..<at + 2 + digits {
      guard let digit = bytes[place].hexValue else {
        throw malformed("expected hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
    }
    guard let scalar = Unicode.Scalar(value) else { throw malformed("an escape of no character") }
    text.append(contentsOf: String(Character(scalar)).utf8)
    at += 2 + digits
  }
}
