import Formats

/// A version of a program of which nobody has said how its versions go.
///
/// Numbers are compared as numbers, zeros at the end do not count, words that are known to stand
/// for pre-releases come before the release and all others after it: `1.0-rc1`, `1.0`, `1.0a`,
/// `1.0p1`, `1.0.1`. What follows a `+` says how it was built and does not count, nor does a `v`
/// in front.
struct NaturalVersion {
  /// A piece of a version.
  ///
  /// The end of a version is the same as a zero.
  enum Part: Hashable {
    /// `~`, or a word of a pre-release by its place.
    case early(Int)
    case word(String)
    case number(VersionNumber)

    /// Whether it makes a version a pre-release.
    var isBeforeRelease: Bool {
      switch self {
      case .early: true
      case .word: false
      case .number(let number): number != .zero
      }
    }
  }

  let parts: [Part]

  init(_ text: Substring) {
    var bytes = Array(text.utf8)[...]
    if let first = bytes.first, first | 0x20 == UInt8(ascii: "v"),
      bytes.dropFirst().first?.isASCIIDigit == true
    {
      bytes.removeFirst()
    }
    var parts: [Part] = []
    while let byte = bytes.first, byte != UInt8(ascii: "+") {
      if byte.isASCIIDigit {
        let digits = bytes.prefix(while: \.isASCIIDigit)
        parts.append(.number(VersionNumber(digits: digits)))
        bytes = bytes[digits.endIndex...]
      } else if byte.isASCIILetter {
        let letters = bytes.prefix(while: \.isASCIILetter)
        bytes = bytes[letters.endIndex...]
        let word = String(decoding: letters, as: UTF8.self).lowercased()
        if let part = Self.part(word, isNumbered: bytes.first?.isASCIIDigit == true) {
          parts.append(part)
        }
      } else {
        if byte == UInt8(ascii: "~") { parts.append(.early(0)) }
        bytes.removeFirst()
      }
    }
    self.parts = parts
  }

  /// What a word stands for; `nil` for those that stand for nothing.
  private static func part(_ word: String, isNumbered: Bool) -> Part? {
    if let place = early[word] { return .early(place) }
    // `3.12.0a1` is an alpha, `1.0.2a` is not.
    if isNumbered, let place = numberedEarly[word] { return .early(place) }
    return neutral.contains(word) ? nil : .word(word)
  }

  private static let early = [
    "dev": 1, "snapshot": 1, "nightly": 1, "alpha": 2, "beta": 3, "milestone": 4, "ea": 4,
    "preview": 5, "pre": 5, "prerelease": 5, "rc": 6, "cr": 6,
  ]

  private static let numberedEarly = ["a": 2, "b": 3, "m": 4, "c": 6]

  /// Words that say that a version is what it is, or which number follows.
  private static let neutral: Set<String> = [
    "final", "fips", "ga", "lts", "r", "release", "rev", "stable", "u", "update",
  ]

  static func compare(_ left: [Part], _ right: [Part]) -> VersionOrder {
    for index in 0..<max(left.count, right.count) {
      let part = index < left.count ? left[index] : .number(.zero)
      let other = index < right.count ? right[index] : .number(.zero)
      let order = order(part, other)
      if order != .same { return order }
    }
    return .same
  }

  /// Pre-releases, then zero and the end, then words, then other numbers.
  private static func order(_ left: Part, _ right: Part) -> VersionOrder {
    switch (left, right) {
    case (.early(let place), .early(let other)): VersionOrder(place, other)
    case (.number(let number), .number(let other)): VersionOrder(number, other)
    case (.word(let word), .word(let other)): VersionOrder(word, other)
    default: VersionOrder(rank(left), rank(right))
    }
  }

  private static func rank(_ part: Part) -> Int {
    switch part {
    case .early: 0
    case .number(let number): number == .zero ? 1 : 3
    case .word: 2
    }
  }
}
