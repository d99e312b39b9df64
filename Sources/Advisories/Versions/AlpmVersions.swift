import Formats

/// Versions of Arch Linux packages: `[epoch:]version[-release]`, as pacman's `vercmp` orders them.
///
/// Source: vercmp(8) and libalpm. Unlike rpm: a missing release is equal to any, the number of
/// characters between segments counts, letters that go on come before the end, `~` and `^` have no
/// meaning.
enum AlpmVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = left.utf8.span
    let second = right.utf8.span
    let these = RpmVersions.Parts(first)
    let those = RpmVersions.Parts(second)
    var order = first.compareNumber(these.epoch, to: second, those.epoch)
    if order != .same { return order }
    order = compare(first.extracting(these.version), second.extracting(those.version))
    if order != .same { return order }
    guard let release = these.release, let other = those.release else { return .same }
    return compare(first.extracting(release), second.extracting(other))
  }

  /// What makepkg takes: no blank, hyphen, colon or slash in the version, a release that is a
  /// number with at most one dot.
  static func isValid(_ version: String) -> Bool {
    let bytes = version.utf8.span
    let parts = RpmVersions.Parts(bytes)
    guard !parts.version.isEmpty else { return false }
    if parts.version.lowerBound == 1, parts.epoch.isEmpty { return false }
    for index in parts.version {
      switch bytes[index] {
      case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "="), 0...0x20, 0x7F...0xFF:
        return false
      default: continue
      }
    }
    guard let release = parts.release else { return true }
    let digits = bytes.endOfDigits(from: release.lowerBound)
    guard digits > release.lowerBound else { return false }
    if digits == bytes.count { return true }
    return bytes[digits] == UInt8(ascii: ".") && bytes.isNumber((digits + 1)..<bytes.count)
  }

  /// The order of two versions or two releases.
  private static func compare(_ first: Span<UInt8>, _ second: Span<UInt8>) -> VersionOrder {
    var i = 0
    var j = 0
    while i < first.count, j < second.count {
      let (start, otherStart) = (i, j)
      while i < first.count, !first[i].isSegment { i += 1 }
      while j < second.count, !second[j].isSegment { j += 1 }
      guard i < first.count, j < second.count else { break }
      if i - start != j - otherStart { return VersionOrder(i - start, j - otherStart) }
      let isNumber = first[i].isASCIIDigit
      if isNumber != second[j].isASCIIDigit { return isNumber ? .after : .before }
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
    return compareRest(
      i < first.count ? first[i] : nil,
      j < second.count ? second[j] : nil
    )
  }

  /// The order where one or both have come to their end: letters that go on are older than an end.
  private static func compareRest(_ left: UInt8?, _ right: UInt8?) -> VersionOrder {
    switch (left, right) {
    case (nil, nil): .same
    case (nil, let right?): right.isASCIILetter ? .after : .before
    case (let left?, _): left.isASCIILetter ? .before : .after
    }
  }
}

extension UInt8 {
  fileprivate var isSegment: Bool { isASCIIDigit || isASCIILetter }
}
