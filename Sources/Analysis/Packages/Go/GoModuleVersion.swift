import Formats

/// A version of a Go module in the order of semantic versioning.
///
/// Source: Semantic Versioning 2.0.0, section 11; Go, golang.org/x/mod/semver. What is no
/// semantic version comes before everything that is.
struct GoModuleVersion: Comparable {
  let text: String
  private let numbers: [Substring]
  private let prerelease: [Substring]

  init(_ text: Substring) {
    self.text = String(text)
    let core = (text.dropping(prefix: "v") ?? "").pieces(on: "+")[0]
    let (release, suffix) = core.cut(at: "-") ?? (core, "")
    let parts = release.pieces(on: ".")
    numbers = parts.allSatisfy(\.isDecimal) ? parts : []
    prerelease = suffix.isEmpty ? [] : suffix.pieces(on: ".")
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

  static func < (left: Self, right: Self) -> Bool {
    if left.numbers.isEmpty || right.numbers.isEmpty {
      return left.numbers.isEmpty && !right.numbers.isEmpty
    }
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let first = index < left.numbers.count ? left.numbers[index] : "0"
      let second = index < right.numbers.count ? right.numbers[index] : "0"
      if let less = Substring.orderedNumbers(first, second) { return less }
    }
    // A pre-release comes before its release.
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    for (first, second) in zip(left.prerelease, right.prerelease) where first != second {
      switch (first.isDecimal, second.isDecimal) {
      case (true, true):
        if let less = Substring.orderedNumbers(first, second) { return less }
      case (true, false): return true
      case (false, true): return false
      case (false, false): return first < second
      }
    }
    return left.prerelease.count < right.prerelease.count
  }
}

extension Substring {
  fileprivate var isDecimal: Bool { !isEmpty && utf8.allSatisfy(\.isASCIIDigit) }

  /// Whether one number of any length is the smaller; `nil` where they are equal.
  fileprivate static func orderedNumbers(_ left: Substring, _ right: Substring) -> Bool? {
    let zero = UInt8(ascii: "0")
    let first = left.utf8.drop { $0 == zero }
    let second = right.utf8.drop { $0 == zero }
    if first.count != second.count { return first.count < second.count }
    if first.elementsEqual(second) { return nil }
    return first.lexicographicallyPrecedes(second)
  }
}
