import Formats

/// Reads the literals of Ruby that gem specifications are made of: strings in single and double
/// quotes, `%q<…>`, `%Q(…)`, word lists `%w[…]`, and arrays of strings.
///
/// Anything that would have to be evaluated is no literal.
struct RubyLiteral {
  private let bytes: Substring.UTF8View
  private var next: Substring.UTF8View.Index

  init(_ text: Substring) {
    bytes = text.utf8
    next = bytes.startIndex
  }

  /// One string; `nil` for anything else.
  mutating func string() -> String? {
    skipSpace()
    guard let first = peek else { return nil }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      advance()
      return delimited(by: first, opening: nil, escapes: first == UInt8(ascii: "\""))
    case UInt8(ascii: "%"): return percentString()
    default: return versionObject()
    }
  }

  /// A string, or all strings of an array or word list.
  mutating func strings() -> [String]? {
    skipSpace()
    if let words = wordList() { return words }
    guard peek == UInt8(ascii: "[") else { return string().map { [$0] } }
    advance()
    var found: [String] = []
    while true {
      skipSpace()
      guard let byte = peek else { return nil }
      if byte == UInt8(ascii: "]") { return found }
      if byte == UInt8(ascii: ",") {
        advance()
        continue
      }
      guard let element = string() else { return nil }
      found.append(element)
      skipCall()
    }
  }

  /// Takes the text out of `Gem::Version.new("1.0")`.
  private func versionObject() -> String? {
    guard let rest = Substring(bytes[next...]).dropping(prefix: "Gem::Version.new") else {
      return nil
    }
    var inner = RubyLiteral(rest.trimmed.dropping(prefix: "(") ?? rest)
    return inner.string()
  }

  private mutating func percentString() -> String? {
    advance()
    var isExpanding = true
    if peek == UInt8(ascii: "q") || peek == UInt8(ascii: "Q") {
      isExpanding = peek == UInt8(ascii: "Q")
      advance()
    }
    guard let opening = peek, let closing = Self.closing(opening) else { return nil }
    advance()
    return delimited(by: closing, opening: opening, escapes: isExpanding)
  }

  private mutating func wordList() -> [String]? {
    let rest = Substring(bytes[next...])
    guard rest.hasPrefix("%w") || rest.hasPrefix("%W") else { return nil }
    advance()
    advance()
    guard let opening = peek, let closing = Self.closing(opening) else { return nil }
    advance()
    return delimited(by: closing, opening: opening, escapes: false)?.words.map(String.init)
  }

  private mutating func delimited(
    by closing: UInt8,
    opening: UInt8?,
    escapes: Bool
  ) -> String? {
    var text: [UInt8] = []
    var depth = 0
    while let byte = peek {
      advance()
      if byte == UInt8(ascii: "\\"), let escaped = peek {
        advance()
        // In single quotes a backslash before any other character is itself.
        if !escapes, escaped != closing, escaped != UInt8(ascii: "\\") { text.append(byte) }
        text.append(escapes && escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
        continue
      }
      // Interpolation would have to be evaluated.
      if escapes, byte == UInt8(ascii: "#"), peek == UInt8(ascii: "{") { return nil }
      if byte == closing {
        guard depth > 0 else { return String(decoding: text, as: UTF8.self) }
        depth -= 1
      } else if byte == opening {
        depth += 1
      }
      text.append(byte)
    }
    return nil
  }

  /// Passes over `.freeze` after a string.
  private mutating func skipCall() {
    guard peek == UInt8(ascii: ".") else { return }
    advance()
    while let byte = peek, byte.isASCIILetter || byte == UInt8(ascii: "_") { advance() }
  }

  private mutating func skipSpace() {
    while let byte = peek, byte.isASCIIWhitespace { advance() }
  }

  private var peek: UInt8? { next < bytes.endIndex ? bytes[next] : nil }

  private mutating func advance() { next = bytes.index(after: next) }

  private static func closing(_ opening: UInt8) -> UInt8? {
    switch opening {
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "|"), UInt8(ascii: "!"), UInt8(ascii: "/"): opening
    default: nil
    }
  }
}
