import Formats

/// The forms of a version that Composer knows, read from text in lower case.
enum ComposerParts {
  /// What may follow the numbers: `-beta2-dev`.
  struct Modifier {
    var stability: String
    var number: String
    var isDev: Bool

    /// As it is written in a uniform version.
    var uniform: String {
      if stability == "stable" { return "" }
      return (stability.isEmpty ? "" : "-" + stability + number) + (isDev ? "-dev" : "")
    }
  }

  /// Up to four numbers, the first of at most five digits, and a modifier.
  static func classical(_ bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "v") { rest.removeFirst() }
    guard let numbers = numbers(&rest), numbers[0].utf8.count <= 5 else { return nil }
    guard let modifier = modifier(rest) else { return nil }
    let padded = numbers + Array(repeating: "0", count: 4 - numbers.count)
    return padded.joined(separator: ".") + modifier.uniform
  }

  /// One to four numbers between dots, taken off the front.
  static func numbers(_ rest: inout ArraySlice<UInt8>) -> [String]? {
    var numbers: [String] = []
    while numbers.count < 4 {
      var next = rest
      if !numbers.isEmpty {
        guard next.popFirst() == UInt8(ascii: ".") else { break }
      }
      let digits = next.prefix(while: \.isASCIIDigit)
      guard !digits.isEmpty else { break }
      numbers.append(String(decoding: digits, as: UTF8.self))
      rest = next[digits.endIndex...]
    }
    return numbers.isEmpty ? nil : numbers
  }

  /// A date and perhaps a time, `20100102-203040`, and a modifier.
  static func dated(_ bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "v") { rest.removeFirst() }
    guard rest.count >= 6, rest.prefix(4).allSatisfy(\.isASCIIDigit) else { return nil }
    let start = rest.startIndex
    guard let (end, modifier) = dateEnd(rest.dropFirst(4), pairs: 0, others: 0) else { return nil }
    let date = rest[start..<end].map { $0.isASCIIDigit ? $0 : UInt8(ascii: ".") }
    return String(decoding: date, as: UTF8.self) + modifier.uniform
  }

  /// Where a date ends: after one to six pairs of digits and up to two numbers of up to three,
  /// as many as leave a modifier behind them.
  private static func dateEnd(
    _ rest: ArraySlice<UInt8>,
    pairs: Int,
    others: Int
  ) -> (Int, Modifier)? {
    var next = rest
    if let first = next.first,
      first == UInt8(ascii: ".") || first == UInt8(ascii: ":")
        || first == UInt8(ascii: "-")
    {
      next.removeFirst()
    }
    let digits = next.prefix(3).prefix(while: \.isASCIIDigit).count
    if others == 0, pairs < 6, digits >= 2,
      let end = dateEnd(next.dropFirst(2), pairs: pairs + 1, others: 0)
    {
      return end
    }
    if pairs > 0, others < 2 {
      for count in stride(from: digits, to: 0, by: -1) {
        if let end = dateEnd(next.dropFirst(count), pairs: pairs, others: others + 1) { return end }
      }
    }
    guard pairs > 0, let modifier = modifier(rest) else { return nil }
    return (rest.startIndex, modifier)
  }

  /// `1.2.x-dev`: a branch that has an order, since it is numbers.
  static func numericBranch(_ bytes: [UInt8]) -> String? {
    guard bytes.count > 3, bytes.suffix(3).elementsEqual("dev".utf8) else { return nil }
    var name = bytes.dropLast(3)
    if name.last == UInt8(ascii: ".") || name.last == UInt8(ascii: "-") { name.removeLast() }
    if name.first == UInt8(ascii: "v") { name.removeFirst() }
    let parts = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count), parts[0].first?.isASCIIDigit == true else { return nil }
    var numbers: [String] = []
    for part in parts {
      let isOpen = part.elementsEqual("x".utf8) || part.elementsEqual("*".utf8)
      guard isOpen || !part.isEmpty && part.allSatisfy(\.isASCIIDigit) else { return nil }
      numbers.append(isOpen ? open : String(decoding: part, as: UTF8.self))
    }
    numbers += Array(repeating: open, count: 4 - numbers.count)
    return numbers.joined(separator: ".") + "-dev"
  }

  /// What a branch has in place of a number that it leaves open.
  private static let open = "9999999"

  private static let stabilities: [(String, String)] = [
    ("stable", "stable"), ("beta", "beta"), ("b", "beta"), ("rc", "RC"), ("alpha", "alpha"),
    ("a", "alpha"), ("patch", "patch"), ("pl", "patch"), ("p", "patch"),
  ]

  /// The whole rest as a modifier; `nil` when something else stands there.
  static func modifier(_ rest: ArraySlice<UInt8>) -> Modifier? {
    if let modifier = unseparatedModifier(rest) { return modifier }
    guard let first = rest.first,
      first == UInt8(ascii: ".") || first == UInt8(ascii: "_")
        || first == UInt8(ascii: "-")
    else { return nil }
    return unseparatedModifier(rest.dropFirst())
  }

  private static func unseparatedModifier(_ rest: ArraySlice<UInt8>) -> Modifier? {
    if let isDev = devSuffix(rest) { return Modifier(stability: "", number: "", isDev: isDev) }
    for (spelling, stability) in stabilities where rest.starts(with: spelling.utf8) {
      var after = rest.dropFirst(spelling.utf8.count)
      let start = after.startIndex
      while true {
        var next = after
        if next.first == UInt8(ascii: ".") || next.first == UInt8(ascii: "-") { next.removeFirst() }
        let digits = next.prefix(while: \.isASCIIDigit)
        guard !digits.isEmpty else { break }
        after = next[digits.endIndex...]
      }
      guard let isDev = devSuffix(after) else { continue }
      let number = rest[start..<after.startIndex].drop {
        $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }
      return Modifier(
        stability: stability,
        number: String(decoding: number, as: UTF8.self),
        isDev: isDev
      )
    }
    return nil
  }

  /// Whether the rest is `dev`; `nil` when it is neither that nor nothing.
  private static func devSuffix(_ rest: ArraySlice<UInt8>) -> Bool? {
    if rest.isEmpty { return false }
    var name = rest
    if name.first == UInt8(ascii: ".") || name.first == UInt8(ascii: "-") { name.removeFirst() }
    return name.elementsEqual("dev".utf8) ? true : nil
  }
}
