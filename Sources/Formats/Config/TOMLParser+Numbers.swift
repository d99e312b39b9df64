// Booleans, numbers, dates and times (toml.io/en/v1.0.0#integer and the sections after it).

extension TOMLParser {
  /// Reads a value that has no quotes and no brackets.
  mutating func bareValue(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    let start = at
    while at < bytes.count, bytes[at].isTOMLBareValue { at += 1 }
    // A date and a time may have a space between them.
    if at - start == 10, bytes[start + 4] == UInt8(ascii: "-"), at + 3 < bytes.count,
      bytes[at] == UInt8(ascii: " "), bytes[at + 1].isASCIIDigit, bytes[at + 2].isASCIIDigit,
      bytes[at + 3] == UInt8(ascii: ":")
    {
      at += 1
      while at < bytes.count, bytes[at].isTOMLBareValue { at += 1 }
    }
    let word = bytes.extracting(start..<at)
    if let content = try Self.content(of: word) { return content }
    at = start
    throw malformed("expected a value")
  }

  private static func content(of word: Span<UInt8>) throws(DataError) -> DataNode.Content? {
    guard word.count > 0 else { return nil }
    let text = try word.text()
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf": return .number(.infinity, written: text)
    case "-inf": return .number(-.infinity, written: text)
    case "nan", "+nan", "-nan": return .number(.nan, written: text)
    default: break
    }
    if let radix = radix(of: word) {
      guard let digits = digits(in: word.extracting(2..<word.count), radix: radix) else {
        return nil
      }
      return Int64(digits, radix: radix).map { .integer($0) }
    }
    if TOMLDate.isDate(word) { return .string(text) }
    return number(word, text)
  }

  private static func radix(of word: Span<UInt8>) -> Int? {
    if word.holds("0x") { return 16 }
    if word.holds("0o") { return 8 }
    return word.holds("0b") ? 2 : nil
  }

  /// The digits without the underscores, each of which must be between two digits.
  private static func digits(in word: Span<UInt8>, radix: Int) -> String? {
    var digits = ""
    var followsDigit = false
    for at in word.indices {
      if word[at] == UInt8(ascii: "_") {
        guard followsDigit else { return nil }
        followsDigit = false
      } else {
        guard let value = word[at].hexValue, value < radix else { return nil }
        digits.unicodeScalars.append(Unicode.Scalar(word[at]))
        followsDigit = true
      }
    }
    return followsDigit ? digits : nil
  }

  /// A decimal integer, or a number with a fraction, an exponent or both.
  private static func number(_ word: Span<UInt8>, _ text: String) -> DataNode.Content? {
    var at = 0
    func run() -> String? {
      let start = at
      while at < word.count, word[at].isASCIIDigit || word[at] == UInt8(ascii: "_") { at += 1 }
      return digits(in: word.extracting(start..<at), radix: 10)
    }
    func sign() -> String {
      guard at < word.count, word[at] == UInt8(ascii: "-") || word[at] == UInt8(ascii: "+") else {
        return ""
      }
      at += 1
      return word[at - 1] == UInt8(ascii: "-") ? "-" : ""
    }
    var plain = sign()
    guard let whole = run(), whole == "0" || !whole.hasPrefix("0") else { return nil }
    plain += whole
    if at == word.count { return Int64(plain).map { .integer($0) } }
    if word[at] == UInt8(ascii: ".") {
      at += 1
      guard let fraction = run() else { return nil }
      plain += "." + fraction
    }
    if at < word.count, word[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      plain += "e" + sign()
      guard let exponent = run() else { return nil }
      plain += exponent
    }
    guard at == word.count else { return nil }
    return Double(plain).map { .number($0, written: text) }
  }
}

/// Dates and times as RFC 3339 writes them, or a part of one.
private enum TOMLDate {
  static func isDate(_ word: Span<UInt8>) -> Bool {
    guard word.count >= 5 else { return false }
    guard word[2] != UInt8(ascii: ":") else { return endOfTime(word, from: 0) == word.count }
    guard isDay(word) else { return false }
    guard word.count > 10 else { return true }
    let mark = word[10]
    guard mark | 0x20 == UInt8(ascii: "t") || mark == UInt8(ascii: " "),
      let end = endOfTime(word, from: 11)
    else { return false }
    return isOffset(word.extracting(end..<word.count))
  }

  private static func number(_ word: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.upperBound <= word.count else { return nil }
    var value = 0
    for at in range {
      guard word[at].isASCIIDigit else { return nil }
      value = value * 10 + Int(word[at] - 0x30)
    }
    return value
  }

  private static func isDay(_ word: Span<UInt8>) -> Bool {
    guard let year = number(word, 0..<4), let month = number(word, 5..<7),
      let day = number(word, 8..<10), word[4] == UInt8(ascii: "-"), word[7] == UInt8(ascii: "-")
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...lengths[month - 1]).contains(day)
  }

  /// Where `hh:mm[:ss[.fraction]]` ends; `nil` if it is none.
  private static func endOfTime(_ word: Span<UInt8>, from start: Int) -> Int? {
    guard let hour = number(word, start..<start + 2), hour < 24,
      let minute = number(word, start + 3..<start + 5), minute < 60,
      word[start + 2] == UInt8(ascii: ":")
    else { return nil }
    var at = start + 5
    guard at < word.count, word[at] == UInt8(ascii: ":") else { return at }
    guard let second = number(word, at + 1..<at + 3), second <= 60 else { return nil }
    at += 3
    guard at < word.count, word[at] == UInt8(ascii: ".") else { return at }
    let fraction = at + 1
    at = fraction
    while at < word.count, word[at].isASCIIDigit { at += 1 }
    return at > fraction ? at : nil
  }

  /// Nothing, `Z`, or a signed `hh:mm`.
  private static func isOffset(_ rest: Span<UInt8>) -> Bool {
    guard rest.count > 0 else { return true }
    if rest.count == 1 { return rest[0] | 0x20 == UInt8(ascii: "z") }
    guard rest.count == 6, rest[0] == UInt8(ascii: "+") || rest[0] == UInt8(ascii: "-"),
      let hour = number(rest, 1..<3), let minute = number(rest, 4..<6)
    else { return false }
    return rest[3] == UInt8(ascii: ":") && hour < 24 && minute < 60
  }
}

extension UInt8 {
  fileprivate var isTOMLBareValue: Bool {
    if isASCIILetter || isASCIIDigit { return true }
    return switch self {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
