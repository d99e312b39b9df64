import Formats

/// Versions of OpenSSL: `1.0.2zb` with letters before 3.0, semantic ones since.
///
/// Source: openssl.org, "Release Strategy". Letters go from `a` to `z`, then `za` to `zz`. What
/// distributions add after a hyphen (`-fips`) says nothing of the version.
enum OpensslVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try OpensslVersion(left)
    let second = try OpensslVersion(right)
    for index in 0..<max(first.numbers.count, second.numbers.count) {
      let number = index < first.numbers.count ? first.numbers[index] : .zero
      let other = index < second.numbers.count ? second.numbers[index] : .zero
      if number != other { return VersionOrder(number, other) }
    }
    if first.letters != second.letters {
      let (length, other) = (first.letters.utf8.count, second.letters.utf8.count)
      return length == other
        ? VersionOrder(first.letters, second.letters) : VersionOrder(length, other)
    }
    return NaturalVersion.compare(first.suffix, second.suffix)
  }

  static func isValid(_ version: String) -> Bool {
    guard let parsed = try? OpensslVersion(version), parsed.numbers.count == 3 else { return false }
    return parsed.letters.isEmpty || parsed.numbers[0] < VersionNumber(3)
  }
}

/// A version of OpenSSL taken apart.
private struct OpensslVersion {
  var numbers: [VersionNumber]
  var letters: String
  /// `-beta1`, `-pre2`, `-dev`: before the version.
  var suffix: [NaturalVersion.Part]

  init(_ text: String) throws(VersionError) {
    let version = text.trimmingBlanks.prefix { $0 != "+" }
    let head = version.prefix { $0 != "-" }
    let digits = head.utf8.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    letters = head[digits.endIndex...].lowercased()
    guard letters.utf8.allSatisfy(\.isASCIILetter),
      let numbers = VersionNumber.list(
        String(head[..<digits.endIndex]),
        { $0 == UInt8(ascii: ".") }
      )
    else { throw .invalidVersion(text) }
    self.numbers = numbers
    suffix = NaturalVersion(version[head.endIndex...]).parts.filter(\.isBeforeRelease)
  }
}
