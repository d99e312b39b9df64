import Formats

/// A version as Composer makes it uniform: `1.2` is `1.2.0.0`, `1.0b2` is `1.0.0.0-beta2`.
struct ComposerVersion: Hashable {
  /// The uniform text.
  let text: String
  private let tokens: [Token]

  /// A piece of what `version_compare` looks at.
  private enum Token: Hashable {
    case number(VersionNumber)
    /// A word by its place: unknown ones, dev, alpha, beta, RC, the end, numbers, patch.
    case word(Int)
  }

  /// A version that Composer refuses, as it stands.
  init(raw text: String) {
    self.text = text
    tokens = Self.tokens(of: text)
  }

  var isBranch: Bool { text.hasPrefix("dev-") }

  /// As composer/semver's `VersionParser::normalize`; `nil` for what it refuses.
  init?(normalizing version: String) {
    var name = version.trimmingBlanks
    if let alias = name.firstRange(of: " as ") {
      name = String(name[..<alias.lowerBound]).trimmingBlanks
    }
    name = name.withoutStabilityFlag.rest
    if ["master", "trunk", "default"].contains(name) { name = "dev-" + name }
    if name.lowercased().hasPrefix("dev-") {
      self.init(raw: "dev-" + name.dropFirst(4))
      return
    }
    if let plus = name.firstIndex(of: "+"), plus > name.startIndex, name.last != "+" {
      name = String(name[..<plus])
    }
    guard !name.contains(where: { $0 == " " || $0 == "," }) else { return nil }
    let bytes = Array(name.lowercased().utf8)
    guard
      let uniform = ComposerParts.classical(bytes) ?? ComposerParts.dated(bytes)
        ?? ComposerParts.numericBranch(bytes)
    else { return nil }
    self.init(raw: uniform)
  }

  static func compare(_ left: ComposerVersion, _ right: ComposerVersion) -> VersionOrder {
    switch (left.isBranch, right.isBranch) {
    case (true, true): return VersionOrder(left.text, right.text)
    case (true, false): return .before
    case (false, true): return .after
    case (false, false): break
    }
    for index in 0..<max(left.tokens.count, right.tokens.count) {
      let token = index < left.tokens.count ? left.tokens[index] : nil
      let other = index < right.tokens.count ? right.tokens[index] : nil
      let order = order(token, other)
      if order != .same { return order }
    }
    return .same
  }

  /// Where the end of a version stands among words; numbers come just after it.
  private static let end = 5

  private static func order(_ left: Token?, _ right: Token?) -> VersionOrder {
    switch (left, right) {
    case (.number(let number)?, .number(let other)?): VersionOrder(number, other)
    default: VersionOrder(place(left), place(right))
    }
  }

  private static func place(_ token: Token?) -> Int {
    switch token {
    case nil: end
    case .number?: end + 1
    case .word(let place)?: place
    }
  }

  private static func word(_ text: ArraySlice<UInt8>) -> Token {
    let known: [(String, Int)] = [
      ("dev", 1), ("alpha", 2), ("a", 2), ("beta", 3), ("b", 3), ("RC", 4), ("rc", 4), ("pl", 7),
      ("p", 7),
    ]
    return .word(known.first { text.starts(with: $0.0.utf8) }?.1 ?? 0)
  }

  /// Runs of digits and of letters; whatever is neither only parts them.
  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.first {
      if byte.isASCIIDigit {
        let digits = bytes.prefix(while: \.isASCIIDigit)
        tokens.append(.number(VersionNumber(digits: digits)))
        bytes = bytes[digits.endIndex...]
      } else if byte.isASCIILetter {
        let letters = bytes.prefix(while: \.isASCIILetter)
        tokens.append(word(letters))
        bytes = bytes[letters.endIndex...]
      } else {
        bytes.removeFirst()
      }
    }
    return tokens
  }
}

extension String {
  /// The text without `@dev` and the like, and that stability in lower case.
  var withoutStabilityFlag: (rest: String, stability: String?) {
    guard let at = lastIndex(of: "@") else { return (self, nil) }
    let stability = self[index(after: at)...].lowercased()
    guard ["stable", "rc", "beta", "alpha", "dev"].contains(stability) else { return (self, nil) }
    return (String(self[..<at]), stability)
  }
}
