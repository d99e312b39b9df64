import Formats

/// Semantic versions 2.0.0; requirements are Cargo's, the only language of their own that such
/// versions have.
///
/// Order and form: semver.org, items 9 to 11. For comparison more is understood than is valid: a
/// `v` in front, fewer or more than three numbers, leading zeros, a pre-release without its hyphen.
enum SemverVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = left.utf8.span
    let second = right.utf8.span
    guard let these = SemverParts(first) else { throw .invalidVersion(left) }
    guard let those = SemverParts(second) else { throw .invalidVersion(right) }
    return these.compare(in: first, to: those, in: second)
  }

  static func isValid(_ version: String) -> Bool { isValid(version.utf8.span) }

  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    try NpmRange(range, dialect: .cargo).contains(NpmVersion(version))
  }

  /// Whether the grammar of the specification holds.
  static func isValid(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    for number in 0..<3 {
      if number > 0 {
        guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return false }
        index += 1
      }
      let end = bytes.endOfDigits(from: index)
      guard end > index, end == index + 1 || bytes[index] != UInt8(ascii: "0") else { return false }
      index = end
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      guard let end = identifiers(bytes, from: index + 1, allowLeadingZeros: false) else {
        return false
      }
      index = end
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "+") {
      guard let end = identifiers(bytes, from: index + 1, allowLeadingZeros: true) else {
        return false
      }
      index = end
    }
    return index == bytes.count
  }

  /// Where identifiers with dots between them end; `nil` when one is empty or a number with a zero
  /// in front.
  private static func identifiers(
    _ bytes: Span<UInt8>,
    from start: Int,
    allowLeadingZeros: Bool
  ) -> Int? {
    var index = start
    while true {
      let first = index
      while index < bytes.count, bytes[index].isIdentifier { index += 1 }
      guard index > first else { return nil }
      let isPadded = index > first + 1 && bytes[first] == UInt8(ascii: "0")
      if isPadded, !allowLeadingZeros, bytes.isNumber(first..<index) { return nil }
      guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return index }
      index += 1
    }
  }
}

/// Where the parts of a semantic version, or of something like it, lie.
struct SemverParts {
  /// The numbers, with dots between them.
  var numbers: Range<Int>
  var preRelease: Range<Int>
  var build: Range<Int>

  /// `nil` when there is no number to begin with.
  init?(_ bytes: Span<UInt8>) {
    var start = 0
    var end = bytes.count
    while end > 0, bytes[end - 1].isASCIIWhitespace { end -= 1 }
    while start < end, bytes[start].isPrefix { start += 1 }
    var index = bytes.endOfDigits(from: start)
    guard index > start, index <= end else { return nil }
    while index + 1 < end, bytes[index] == UInt8(ascii: "."), bytes[index + 1].isASCIIDigit {
      index = bytes.endOfDigits(from: index + 1)
    }
    numbers = start..<index
    var plus = index
    while plus < end, bytes[plus] != UInt8(ascii: "+") { plus += 1 }
    if index < plus, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: ".") {
      index += 1
    }
    preRelease = index..<plus
    build = min(plus + 1, end)..<end
  }

  /// Whether what follows the numbers is parted from them as it should be.
  func isHyphenated(in bytes: Span<UInt8>) -> Bool {
    let end = numbers.upperBound
    return end == bytes.count || bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-")
  }

  /// The order of precedence; build metadata has no part in it unless asked for, as in Dart's pub.
  func compare(
    in bytes: Span<UInt8>,
    to other: SemverParts,
    in others: Span<UInt8>,
    withBuild: Bool = false
  ) -> VersionOrder {
    var order = bytes.compareDotted(numbers, to: others, other.numbers)
    if order != .same { return order }
    if preRelease.isEmpty != other.preRelease.isEmpty {
      return preRelease.isEmpty ? .after : .before
    }
    order = Self.compareIdentifiers(bytes, preRelease, others, other.preRelease)
    guard order == .same, withBuild else { return order }
    if build.isEmpty != other.build.isEmpty { return build.isEmpty ? .before : .after }
    return Self.compareIdentifiers(bytes, build, others, other.build)
  }

  /// Identifier by identifier: numbers come before names, fewer before more.
  private static func compareIdentifiers(
    _ left: Span<UInt8>,
    _ leftRange: Range<Int>,
    _ right: Span<UInt8>,
    _ rightRange: Range<Int>
  ) -> VersionOrder {
    var first = leftRange
    var second = rightRange
    while !first.isEmpty, !second.isEmpty {
      let one = first.lowerBound..<left.endOfIdentifier(in: first)
      let two = second.lowerBound..<right.endOfIdentifier(in: second)
      let (isNumber, isOtherNumber) = (left.isNumber(one), right.isNumber(two))
      if isNumber != isOtherNumber { return isNumber ? .before : .after }
      let order =
        isNumber
        ? left.compareNumber(one, to: right, two) : left.compareBytes(one, to: right, two)
      if order != .same { return order }
      first = min(one.upperBound + 1, first.upperBound)..<first.upperBound
      second = min(two.upperBound + 1, second.upperBound)..<second.upperBound
    }
    return VersionOrder(first.count == 0 ? 0 : 1, second.count == 0 ? 0 : 1)
  }
}

extension Span<UInt8> {
  fileprivate func endOfIdentifier(in range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, self[index] != UInt8(ascii: ".") { index += 1 }
    return index
  }
}

extension UInt8 {
  /// What may stand before a version: blanks, `v`, `=`.
  fileprivate var isPrefix: Bool {
    isASCIIWhitespace || self == UInt8(ascii: "v") || self == UInt8(ascii: "V")
      || self == UInt8(ascii: "=")
  }

  fileprivate var isIdentifier: Bool {
    isASCIIDigit || isASCIILetter || self == UInt8(ascii: "-")
  }
}
