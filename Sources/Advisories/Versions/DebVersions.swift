import Formats

/// Versions of Debian packages: `[epoch:]upstream[-revision]`, as dpkg orders them.
///
/// Source: Debian Policy 5.6.12 and deb-version(7). Letters come before other characters, `~` before
/// everything, even before the end; numbers are compared as numbers.
enum DebVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = left.utf8.span
    let second = right.utf8.span
    guard let these = Parts(first) else { throw .invalidVersion(left) }
    guard let those = Parts(second) else { throw .invalidVersion(right) }
    if these.epoch != those.epoch { return VersionOrder(these.epoch, those.epoch) }
    let order = compare(first, these.upstream, second, those.upstream)
    return order != .same ? order : compare(first, these.revision, second, those.revision)
  }

  static func isValid(_ version: String) -> Bool {
    let bytes = version.utf8.span
    guard let parts = Parts(bytes), !parts.upstream.isEmpty else { return false }
    guard bytes[parts.upstream.lowerBound].isASCIIDigit else { return false }
    for index in parts.upstream {
      switch bytes[index] {
      case UInt8(ascii: "-"), UInt8(ascii: ":"): continue
      case let byte where !byte.isDebian: return false
      default: continue
      }
    }
    for index in parts.revision where !bytes[index].isDebian { return false }
    return true
  }

  /// Where the parts of a version lie.
  private struct Parts {
    var epoch: Int
    var upstream: Range<Int>
    var revision: Range<Int>

    /// `nil` for what dpkg refuses to compare: blanks within, an epoch that is no number or does
    /// not fit, nothing after the epoch, nothing after the hyphen.
    init?(_ bytes: Span<UInt8>) {
      var start = 0
      var end = bytes.count
      while start < end, bytes[start].isASCIIWhitespace { start += 1 }
      while end > start, bytes[end - 1].isASCIIWhitespace { end -= 1 }
      // Nothing at all is the oldest version; blanks alone are none.
      if start == end, !bytes.isEmpty { return nil }
      epoch = 0
      var colon: Int?
      var hyphen: Int?
      for index in start..<end {
        if bytes[index].isASCIIWhitespace || bytes[index] == 0 { return nil }
        if colon == nil, bytes[index] == UInt8(ascii: ":") { colon = index }
        if bytes[index] == UInt8(ascii: "-") { hyphen = index }
      }
      if let colon {
        guard colon > start, colon + 1 < end else { return nil }
        for index in start..<colon {
          guard bytes[index].isASCIIDigit else { return nil }
          epoch = epoch * 10 + Int(bytes[index] - UInt8(ascii: "0"))
          guard epoch <= Int32.max else { return nil }
        }
        start = colon + 1
      }
      if let hyphen, hyphen >= start {
        guard hyphen + 1 < end, hyphen > start else { return nil }
        upstream = start..<hyphen
        revision = (hyphen + 1)..<end
      } else {
        upstream = start..<end
        revision = end..<end
      }
    }
  }

  /// The order of two parts: what is no digit by weight, then a number, and so on.
  private static func compare(
    _ left: Span<UInt8>,
    _ leftRange: Range<Int>,
    _ right: Span<UInt8>,
    _ rightRange: Range<Int>
  ) -> VersionOrder {
    var i = leftRange.lowerBound
    var j = rightRange.lowerBound
    while i < leftRange.upperBound || j < rightRange.upperBound {
      while true {
        let a = i < leftRange.upperBound ? left[i].debianWeight : 0
        let b = j < rightRange.upperBound ? right[j].debianWeight : 0
        if a != b { return a < b ? .before : .after }
        // Both are digits or both at the end.
        if a == 0 { break }
        i += 1
        j += 1
      }
      let first = i..<min(left.endOfDigits(from: i), leftRange.upperBound)
      let second = j..<min(right.endOfDigits(from: j), rightRange.upperBound)
      let order = left.compareNumber(first, to: right, second)
      if order != .same { return order }
      i = first.upperBound
      j = second.upperBound
    }
    return .same
  }
}

extension UInt8 {
  /// Digits and the end weigh nothing, `~` less than nothing, letters less than all else.
  fileprivate var debianWeight: Int {
    if isASCIIDigit { return 0 }
    if self == UInt8(ascii: "~") { return -1 }
    if isASCIILetter { return Int(self) }
    // dpkg adds 256 to a signed character.
    return Int(Int8(bitPattern: self)) + 256
  }

  /// What a revision may hold; the upstream version also has `-` and `:`.
  fileprivate var isDebian: Bool {
    isASCIIDigit || isASCIILetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "+")
      || self == UInt8(ascii: "~")
  }
}
