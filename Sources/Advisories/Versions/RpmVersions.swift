import Formats

/// Versions of RPM packages: `[epoch:]version[-release]`, as rpm's library orders them.
///
/// Source: rpm-version(7). Digits and letters make segments, everything else only parts them; `~`
/// comes before the end, `^` after it and before whatever else goes on.
enum RpmVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    compare(left, right, ignoresMissingRelease: false)
  }

  /// The order of two versions; one without a release may count as having the other's.
  ///
  /// `rpm` sorts a version without a release before the same with one. Requirements and
  /// advisories that name no release mean every release.
  static func compare(
    _ left: String,
    _ right: String,
    ignoresMissingRelease: Bool
  ) -> VersionOrder {
    let first = left.utf8.span
    let second = right.utf8.span
    let these = Parts(first)
    let those = Parts(second)
    var order = first.compareNumber(these.epoch, to: second, those.epoch)
    if order != .same { return order }
    order = compare(first, these.version, second, those.version)
    if order != .same { return order }
    switch (these.release, those.release) {
    case (let release?, let other?): return compare(first, release, second, other)
    case (nil, nil): return .same
    case (_?, nil): return ignoresMissingRelease ? .same : .after
    case (nil, _?): return ignoresMissingRelease ? .same : .before
    }
  }

  static func isValid(_ version: String) -> Bool {
    let bytes = version.utf8.span
    let parts = Parts(bytes)
    guard !parts.version.isEmpty, parts.release?.isEmpty != true else { return false }
    // A colon with nothing before it is no epoch.
    if parts.version.lowerBound == 1, parts.epoch.isEmpty { return false }
    for index in parts.version where !bytes[index].isRPM { return false }
    for index in parts.release ?? 0..<0 where !bytes[index].isRPM { return false }
    return true
  }

  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    try ComparisonRange(range).contains(version) { (left, right) throws(VersionError) in
      compare(left, right, ignoresMissingRelease: true)
    }
  }

  /// Where the parts of a version lie: digits before the first colon, the rest before the last
  /// hyphen, what follows it.
  struct Parts {
    var epoch: Range<Int>
    var version: Range<Int>
    var release: Range<Int>?

    init(_ bytes: Span<UInt8>) {
      let digits = bytes.endOfDigits(from: 0)
      let hyphen = bytes.last(UInt8(ascii: "-"), from: digits)
      var start = 0
      epoch = 0..<0
      if digits < bytes.count, bytes[digits] == UInt8(ascii: ":") {
        epoch = 0..<digits
        start = digits + 1
      }
      version = start..<(hyphen ?? bytes.count)
      release = hyphen.map { ($0 + 1)..<bytes.count }
    }
  }

  /// The order of two versions or two releases.
  private static func compare(
    _ left: Span<UInt8>,
    _ leftRange: Range<Int>,
    _ right: Span<UInt8>,
    _ rightRange: Range<Int>
  ) -> VersionOrder {
    let first = left.extracting(leftRange)
    let second = right.extracting(rightRange)
    var i = 0
    var j = 0
    while i < first.count || j < second.count {
      while i < first.count, first[i].isRPMSeparator { i += 1 }
      while j < second.count, second[j].isRPMSeparator { j += 1 }
      let a = i < first.count ? first[i] : 0
      let b = j < second.count ? second[j] : 0
      if a == UInt8(ascii: "~") || b == UInt8(ascii: "~") {
        if a != b { return a == UInt8(ascii: "~") ? .before : .after }
        i += 1
        j += 1
        continue
      }
      if a == UInt8(ascii: "^") || b == UInt8(ascii: "^") {
        if let order = compareCarets(a, b) { return order }
        i += 1
        j += 1
        continue
      }
      if a == 0 || b == 0 { break }
      let isNumber = a.isASCIIDigit
      // Digits are newer than letters.
      if isNumber != b.isASCIIDigit { return isNumber ? .after : .before }
      let end = isNumber ? first.endOfDigits(from: i) : first.endOfLetters(from: i)
      let other = isNumber ? second.endOfDigits(from: j) : second.endOfLetters(from: j)
      let order =
        isNumber
        ? first.compareNumber(i..<end, to: second, j..<other)
        : first.compareBytes(i..<end, to: second, j..<other)
      if order != .same { return order }
      i = end
      j = other
    }
    return VersionOrder(i < first.count ? 1 : 0, j < second.count ? 1 : 0)
  }

  /// The order where one of two next bytes is a caret; `nil` when both are.
  private static func compareCarets(_ left: UInt8, _ right: UInt8) -> VersionOrder? {
    if left == right { return nil }
    if left == 0 { return .before }
    if right == 0 { return .after }
    return left == UInt8(ascii: "^") ? .before : .after
  }
}

extension UInt8 {
  fileprivate var isRPMSeparator: Bool {
    !isASCIIDigit && !isASCIILetter && self != UInt8(ascii: "~") && self != UInt8(ascii: "^")
  }

  /// What `rpmbuild` takes in a version or a release.
  fileprivate var isRPM: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "~"),
      UInt8(ascii: "^"):
      true
    default: isASCIIDigit || isASCIILetter
    }
  }
}
