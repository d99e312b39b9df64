import Formats

/// Orders of pieces of versions, over bytes that are not copied.
extension Span<UInt8> {
  /// The place after the digits from a place on.
  func endOfDigits(from start: Int) -> Int {
    var end = start
    while end < count, self[end].isASCIIDigit { end += 1 }
    return end
  }

  /// The place after the ASCII letters from a place on.
  func endOfLetters(from start: Int) -> Int {
    var end = start
    while end < count, self[end].isASCIILetter { end += 1 }
    return end
  }

  /// The last place of a byte at or after a place.
  func last(_ byte: UInt8, from start: Int) -> Int? {
    var index = count
    while index > start {
      index -= 1
      if self[index] == byte { return index }
    }
    return nil
  }

  /// The order of two pieces as numbers of any length; an empty one is zero.
  func compareNumber(
    _ range: Range<Int>,
    to other: Span<UInt8>,
    _ otherRange: Range<Int>
  )
    -> VersionOrder
  {
    let zero = UInt8(ascii: "0")
    var left = range.lowerBound
    var right = otherRange.lowerBound
    while left < range.upperBound, self[left] == zero { left += 1 }
    while right < otherRange.upperBound, other[right] == zero { right += 1 }
    let length = range.upperBound - left
    let otherLength = otherRange.upperBound - right
    guard length == otherLength else { return VersionOrder(length, otherLength) }
    return compareBytes(left..<range.upperBound, to: other, right..<otherRange.upperBound)
  }

  /// The order of two pieces byte by byte, the shorter first where the other only goes on.
  func compareBytes(
    _ range: Range<Int>,
    to other: Span<UInt8>,
    _ otherRange: Range<Int>
  )
    -> VersionOrder
  {
    var left = range.lowerBound
    var right = otherRange.lowerBound
    while left < range.upperBound, right < otherRange.upperBound {
      if self[left] != other[right] { return self[left] < other[right] ? .before : .after }
      left += 1
      right += 1
    }
    return VersionOrder(range.upperBound - left, otherRange.upperBound - right)
  }

  /// Whether a piece has bytes, all of them digits.
  func isNumber(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    for index in range where !self[index].isASCIIDigit { return false }
    return true
  }

  /// The order of two numbers with dots in them, part by part; a part that is not there is zero.
  func compareDotted(
    _ range: Range<Int>,
    to other: Span<UInt8>,
    _ otherRange: Range<Int>
  )
    -> VersionOrder
  {
    var left = range.lowerBound
    var right = otherRange.lowerBound
    while left < range.upperBound || right < otherRange.upperBound {
      let end = Swift.min(endOfDigits(from: left), range.upperBound)
      let otherEnd = Swift.min(other.endOfDigits(from: right), otherRange.upperBound)
      let order = compareNumber(
        left..<Swift.max(left, end),
        to: other,
        right..<Swift.max(right, otherEnd)
      )
      if order != .same { return order }
      left = Swift.max(left, end) + 1
      right = Swift.max(right, otherEnd) + 1
    }
    return .same
  }
}
