import Formats

/// A name and what it is given, in whatever language: `NAME=value`, `"name": "value"`,
/// `<name>value</name>`, `--name value`, `name="NAME" value="…"`, `name: NAME` above `value: …`.
struct SecretAssignment {
  var name: Range<Int>
  /// Where the value begins, past its quote.
  var value: Int
  var quote: UInt8?

  private static let nameLimit = 48

  /// - Parameter keyword: a part of the name.
  init?(around keyword: Range<Int>, in bytes: Span<UInt8>) {
    let start = bytes.start(of: .name, to: keyword.lowerBound, atMost: Self.nameLimit)
    let end = bytes.end(of: .name, from: keyword.upperBound, atMost: Self.nameLimit)
    name = start..<end
    let isOption = bytes.holds(text: "--", at: start)
    let isTag = start > 0 && bytes[start - 1] == UInt8(ascii: "<")
    guard
      let next = Self.past(operatorAfter: end, isOption: isOption, isTag: isTag, in: bytes)
    else { return nil }
    let found = Self.unquoted(next, in: bytes)
    (value, quote) = found
    guard value < bytes.count else { return nil }
  }

  /// Where what follows `=`, `:` and their like begins.
  private static func past(
    operatorAfter end: Int,
    isOption: Bool,
    isTag: Bool,
    in bytes: Span<UInt8>
  ) -> Int? {
    var place = end
    if isTag {
      return place < bytes.count && bytes[place] == UInt8(ascii: ">") ? place + 1 : nil
    }
    let closing = bytes.end(of: closers, from: place, atMost: 4)
    let isQuoted = closing > place
    place = bytes.end(of: blanks, from: closing, atMost: 16)
    guard place < bytes.count else { return nil }
    // Kubernetes: the name and the value are entries of their own.
    if bytes[place] == UInt8(ascii: "\n") {
      place = bytes.end(of: blanks, from: place + 1, atMost: 64)
      guard bytes.holds("value:", at: place) else { return nil }
      return place + 6
    }
    if bytes.holds("value=", at: place) { return place + 6 }
    if isOption, place > closing, bytes[place] != UInt8(ascii: "=") { return place }
    return past(signAt: place, isQuoted: isQuoted, in: bytes)
  }

  private static func past(signAt place: Int, isQuoted: Bool, in bytes: Span<UInt8>) -> Int? {
    for sign in ["||=", "&&=", ":=", "=>", "?=", "+="] where bytes.holds(text: sign, at: place) {
      return place + sign.utf8.count
    }
    switch bytes[place] {
    case UInt8(ascii: "="), UInt8(ascii: ":"):
      // Comparisons and paths of namespaces give nothing to anything.
      let isDouble = place + 1 < bytes.count && bytes[place + 1] == bytes[place]
      return isDouble ? nil : place + 1
    case UInt8(ascii: ","): return isQuoted ? place + 1 : nil
    default: return nil
    }
  }

  /// Steps over blanks, quotes with their prefixes, and the kind of a login.
  private static func unquoted(_ start: Int, in bytes: Span<UInt8>) -> (Int, UInt8?) {
    var place = bytes.end(of: blanks, from: start, atMost: 32)
    let prefix = bytes.end(of: stringPrefixes, from: place, atMost: 2)
    if prefix < bytes.count, quotes.contains(bytes[prefix]) { place = prefix }
    if bytes.holds("\\", at: place) { place += 1 }
    var quote: UInt8?
    if place < bytes.count, quotes.contains(bytes[place]) {
      quote = bytes[place]
      place += 1
    }
    for word in ["Bearer ", "bearer ", "Basic ", "Token ", "token "]
    where bytes.holds(text: word, at: place) {
      place += word.utf8.count
    }
    return (place, quote)
  }

  private static let closers = ByteSet("\"'])\\`")
  private static let blanks = ByteSet(" \t")
  private static let quotes = ByteSet("\"'`")
  private static let stringPrefixes = ByteSet("bruBRUf@")

  /// The value up to its quote, or to the end of the word where it stands without quotes.
  func wholeValue(in bytes: Span<UInt8>, atMost length: Int) -> Range<Int>? {
    var end = value
    let limit = min(bytes.count, value + length)
    while end < limit {
      let byte = bytes[end]
      if byte < 0x20 || byte == UInt8(ascii: "\\") { break }
      if let quote {
        if byte == quote { break }
      } else if byte == 0x20 || Self.enders.contains(byte) {
        break
      }
      end += 1
    }
    // Too long, or a quote that is never closed.
    guard end < bytes.count || quote == nil, end < limit || end == bytes.count, end > value else {
      return nil
    }
    if let quote, bytes[end] != quote, bytes[end] != UInt8(ascii: "\\") { return nil }
    return value..<end
  }

  private static let enders = ByteSet("\"'`;,<>")
}

/// A quick look at what follows a keyword, before any form is asked: most of the time it is a word
/// of a sentence or of a program.
enum SecretGate {
  case always
  /// Every form wants the keyword to be a part of a name that is given something.
  case assignment
  /// Every form wants an address with a login.
  case address

  init(_ forms: [SecretForm]) {
    let isAssigned = forms.allSatisfy {
      switch $0.shape {
      case .named, .generic: true
      default: false
      }
    }
    let isAddress = forms.allSatisfy {
      if case .address = $0.shape { true } else { false }
    }
    self = isAssigned ? .assignment : isAddress ? .address : .always
  }

  @inline(__always)
  func isOpen(_ keyword: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    switch self {
    case .always: true
    case .assignment: isAssigned(keyword.upperBound, in: bytes)
    case .address: isLogin(keyword.upperBound, in: bytes)
    }
  }

  /// Whether the name ends soon, in something that may give it a value.
  private func isAssigned(_ end: Int, in bytes: Span<UInt8>) -> Bool {
    var place = end
    let limit = min(bytes.count, end + 48)
    while place < limit {
      let byte = bytes[place]
      guard byte.isASCIILetter || byte.isASCIIDigit || byte == 0x5F || byte == 0x2D || byte == 0x2E
      else { break }
      place += 1
    }
    guard place < limit else { return false }
    // A blank, a quote or bracket, or a sign of its own.
    return switch bytes[place] {
    case 0x20:
      // In a sentence a letter follows.
      place + 1 < limit && !(bytes[place + 1].isASCIILetter && !isOption(end, in: bytes))
        || bytes.holds("value", at: place + 1)
    case 0x09, 0x0A, 0x22, 0x27, 0x5D, 0x29, 0x5C, 0x60, 0x3D, 0x3A, 0x3E, 0x7C, 0x3F, 0x2B, 0x2C:
      true
    default: false
    }
  }

  /// Whether two dashes begin the word, so that a blank may lead to its value.
  private func isOption(_ end: Int, in bytes: Span<UInt8>) -> Bool {
    var place = end
    let limit = max(0, end - 48)
    while place > limit, bytes[place - 1] > 0x20 { place -= 1 }
    return bytes.holds("--", at: place)
  }

  /// Whether a colon ends the name of a user: a path or a blank mostly comes first.
  private func isLogin(_ start: Int, in bytes: Span<UInt8>) -> Bool {
    var place = start
    let limit = min(bytes.count, start + 97)
    while place < limit {
      switch bytes[place] {
      case UInt8(ascii: ":"):
        let next = place + 1
        // A port has digits, and a slash or the end of the word after them.
        return next < bytes.count && bytes[next] > 0x20 && bytes[next] != UInt8(ascii: "/")
      case 0...0x20, UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: ")"), UInt8(ascii: "@"):
        return false
      default: place += 1
      }
    }
    return false
  }
}
