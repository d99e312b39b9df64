import Formats

/// Versions of Alpine packages, as apk-tools 3 orders them.
///
/// `number{.number}…[letter]{_suffix[number]}…[~hash][-rN]`. Source: apk-package(5). What leaves
/// that form is compared as far as it goes, and is older there than a version that ends, which
/// apk-tools 2 had the other way round. A letter with a number (`1.9.5p2`), a number or a revision
/// that is not there (`1..2`, `1-r`) are understood as apk-tools 2 did.
enum ApkVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    compare(left.utf8.span, right.utf8.span, fuzzily: false)
  }

  static func isValid(_ version: String) -> Bool {
    let bytes = version.utf8.span
    var token = ApkToken(startOf: bytes)
    while token.goesOn { token.advance(in: bytes) }
    return token.kind == .end && token.isWellFormed
  }

  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    try ComparisonRange(range).contains(version) { (term) throws(VersionError) in
      compare(version.utf8.span, term.version.utf8.span, fuzzily: term.comparison.isFuzzy)
    }
  }

  /// The order of two versions; fuzzily, the left one may go on after what the right one says.
  private static func compare(
    _ first: Span<UInt8>,
    _ second: Span<UInt8>,
    fuzzily: Bool
  ) -> VersionOrder {
    var left = ApkToken(startOf: first)
    var right = ApkToken(startOf: second)
    while left.kind == right.kind, left.goesOn {
      let order = left.compare(in: first, to: right, in: second)
      if order != .same { return order }
      left.advance(in: first)
      right.advance(in: second)
    }
    if left.kind == right.kind { return .same }
    if fuzzily, right.kind == .end { return .same }
    // A suffix of a version before the release is older than none.
    if left.kind == .suffix, left.suffix.isBeforeRelease { return .before }
    if right.kind == .suffix, right.suffix.isBeforeRelease { return .after }
    return left.kind > right.kind ? .before : .after
  }
}

/// A piece of an Alpine version.
struct ApkToken {
  /// What may follow comes later in this list, and is older where the other version has more.
  enum Kind: Int, Comparable {
    case first
    case number
    case letter
    case suffix
    case suffixNumber
    case hash
    case revision
    case end
    /// A number that is not there.
    case gap
    case invalid

    static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// What follows an underscore, oldest first.
  enum Suffix: Int, CaseIterable {
    case alpha
    case beta
    case pre
    case rc
    case cvs
    case svn
    case git
    case hg
    case p

    var isBeforeRelease: Bool { rawValue < Suffix.cvs.rawValue }

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
      let found = Self.allCases.first { suffix in
        let name = suffix.name.utf8.span
        return name.compareBytes(0..<name.count, to: bytes, range) == .same
      }
      guard let found else { return nil }
      self = found
    }

    private var name: String {
      switch self {
      case .alpha: "alpha"
      case .beta: "beta"
      case .pre: "pre"
      case .rc: "rc"
      case .cvs: "cvs"
      case .svn: "svn"
      case .git: "git"
      case .hg: "hg"
      case .p: "p"
      }
    }
  }

  private(set) var kind: Kind
  /// Whether apk takes what was read up to here for a version.
  private(set) var isWellFormed = true
  private(set) var suffix = Suffix.p
  private var value = 0..<0

  /// The first number of a version.
  init(startOf bytes: Span<UInt8>) {
    kind = .first
    readDigits(bytes, from: 0)
  }

  /// Whether something may follow.
  var goesOn: Bool { kind != .end && kind != .invalid }

  /// Whether a letter or a point may follow.
  private var isNumber: Bool { kind <= .number || kind == .gap }

  private mutating func readDigits(_ bytes: Span<UInt8>, from start: Int) {
    value = start..<bytes.endOfDigits(from: start)
    if value.isEmpty {
      kind = .gap
      isWellFormed = false
    }
  }

  /// Goes on to the next piece.
  mutating func advance(in bytes: Span<UInt8>) {
    let start = value.upperBound
    guard start < bytes.count else {
      kind = .end
      return
    }
    switch bytes[start] {
    case UInt8(ascii: "a")...UInt8(ascii: "z") where isNumber:
      kind = .letter
      value = start..<(start + 1)
    case UInt8(ascii: ".") where isNumber:
      kind = .number
      readDigits(bytes, from: start + 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9") where kind == .letter:
      kind = .number
      isWellFormed = false
      readDigits(bytes, from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9") where kind == .suffix:
      kind = .suffixNumber
      readDigits(bytes, from: start)
    case UInt8(ascii: "_") where kind <= .suffixNumber || kind == .gap:
      readSuffix(bytes, from: start + 1)
    case UInt8(ascii: "~") where kind < .hash || kind == .gap:
      readHash(bytes, from: start + 1)
    case UInt8(ascii: "-") where kind < .revision || kind == .gap:
      readRevision(bytes, from: start + 1)
    default: kind = .invalid
    }
  }

  private mutating func readRevision(_ bytes: Span<UInt8>, from start: Int) {
    kind = .invalid
    guard start < bytes.count, bytes[start] == UInt8(ascii: "r") else { return }
    value = (start + 1)..<bytes.endOfDigits(from: start + 1)
    let end = value.upperBound
    if value.isEmpty, end < bytes.count, bytes[end] != UInt8(ascii: "-") { return }
    if value.isEmpty { isWellFormed = false }
    kind = .revision
  }

  private mutating func readSuffix(_ bytes: Span<UInt8>, from start: Int) {
    var end = start
    while end < bytes.count, bytes[end] &- 0x61 < 26 { end += 1 }
    value = start..<end
    guard let suffix = Suffix(bytes, value) else {
      kind = .invalid
      return
    }
    self.suffix = suffix
    kind = .suffix
  }

  private mutating func readHash(_ bytes: Span<UInt8>, from start: Int) {
    var end = start
    while end < bytes.count, bytes[end].isASCIIDigit || (bytes[end] | 0x20) &- 0x61 < 6 {
      end += 1
    }
    value = start..<end
    kind = value.isEmpty ? .invalid : .hash
  }

  /// The order of two pieces of one kind.
  func compare(in bytes: Span<UInt8>, to other: ApkToken, in others: Span<UInt8>) -> VersionOrder {
    switch kind {
    case .first, .suffixNumber, .revision:
      return bytes.compareNumber(value, to: others, other.value)
    case .number:
      // With a zero in front, a number after a point is a fraction, as in Gentoo.
      let zero = UInt8(ascii: "0")
      if bytes[value.lowerBound] == zero || others[other.value.lowerBound] == zero {
        return bytes.compareBytes(value, to: others, other.value)
      }
      return bytes.compareNumber(value, to: others, other.value)
    case .suffix: return VersionOrder(suffix.rawValue, other.suffix.rawValue)
    case .letter, .hash: return bytes.compareBytes(value, to: others, other.value)
    case .gap, .end, .invalid: return .same
    }
  }
}
