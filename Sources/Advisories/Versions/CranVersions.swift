import Formats

/// Versions of R packages: numbers between dots and hyphens, which mean the same.
///
/// Source: "Writing R Extensions", section 1.1.1, and `?package_version`. The shorter of two that
/// are otherwise the same comes first: 1.0 before 1.0.0.
enum CranVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try numbers(of: left)
    return VersionOrder(lists: first, try numbers(of: right))
  }

  /// At least two numbers, as `package_version` wants them.
  static func isValid(_ version: String) -> Bool {
    guard let numbers = try? numbers(of: version) else { return false }
    return numbers.count > 1
  }

  private static func numbers(of version: String) throws(VersionError) -> [VersionNumber] {
    let numbers = VersionNumber.list(version) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    guard let numbers else { throw .invalidVersion(version) }
    return numbers
  }
}

extension VersionNumber {
  /// The numbers between separators; `nil` when something else stands there.
  static func list(_ text: String, _ isSeparator: (UInt8) -> Bool) -> [VersionNumber]? {
    var numbers: [VersionNumber] = []
    for part in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: isSeparator) {
      guard !part.isEmpty, part.allSatisfy(\.isASCIIDigit) else { return nil }
      numbers.append(VersionNumber(digits: part))
    }
    return numbers
  }
}

extension VersionOrder {
  /// The order of two lists, the shorter first where the other only goes on.
  init<Element: Comparable>(lists left: [Element], _ right: [Element]) {
    for (first, second) in zip(left, right) where first != second {
      self = first < second ? .before : .after
      return
    }
    self.init(left.count, right.count)
  }
}
