import Formats

/// A number of a version, however long.
struct VersionNumber: Hashable, Comparable, CustomStringConvertible {
  private var value: UInt64
  /// The digits of a number that does not fit, without zeros in front.
  private var digits: String

  static let zero = VersionNumber(0)

  init(_ value: UInt64) {
    self.value = value
    digits = ""
  }

  /// Reads digits, which the caller made sure they are.
  init(digits: some Collection<UInt8>) {
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    value = 0
    self.digits = ""
    if significant.count < 19 {
      for digit in significant { value = value * 10 + UInt64(digit &- UInt8(ascii: "0")) }
    } else {
      self.digits = String(decoding: Array(significant), as: UTF8.self)
    }
  }

  static func < (left: VersionNumber, right: VersionNumber) -> Bool {
    if left.digits.isEmpty, right.digits.isEmpty { return left.value < right.value }
    let (length, other) = (left.digits.utf8.count, right.digits.utf8.count)
    return length != other ? length < other : left.digits < right.digits
  }

  /// One more.
  var next: VersionNumber {
    guard !digits.isEmpty else { return VersionNumber(digits: String(value + 1).utf8) }
    var bytes = Array(digits.utf8)
    for index in bytes.indices.reversed() {
      if bytes[index] != UInt8(ascii: "9") {
        bytes[index] += 1
        return VersionNumber(digits: bytes)
      }
      bytes[index] = UInt8(ascii: "0")
    }
    return VersionNumber(digits: [UInt8(ascii: "1")] + bytes)
  }

  var description: String { digits.isEmpty ? String(value) : digits }
}

extension String {
  /// The text without ASCII blanks at its ends.
  var trimmingBlanks: String {
    let start = utf8.drop(while: \.isASCIIWhitespace)
    guard let last = start.lastIndex(where: { !$0.isASCIIWhitespace }) else { return "" }
    return String(Substring(start[...last]))
  }
}
