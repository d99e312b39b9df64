import Formats

/// Versions of Go modules and of the Go toolchain.
///
/// Modules have semantic versions with a `v`, which advisories leave out; pseudo-versions and
/// `+incompatible` need nothing of their own. A toolchain `go1.21rc2` is `1.21.0-rc.2`, as the Go
/// vulnerability database writes it. Source: go.dev/ref/mod, "Versions"; go.dev/doc/toolchain.
enum GolangVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = toolchain(left)
    let second = toolchain(right)
    return try SemverVersions.compare(first ?? left, second ?? right)
  }

  static func isValid(_ version: String) -> Bool {
    if version.utf8.starts(with: "go".utf8) { return toolchain(version) != nil }
    let text = version.utf8.first == UInt8(ascii: "v") ? version.dropFirst() : version[...]
    if SemverVersions.isValid(String(text)) { return true }
    // Branches of versions, `v1` and `v1.2`, are valid too.
    return SemverVersions.isValid("\(text).0") || SemverVersions.isValid("\(text).0.0")
  }

  /// A toolchain's version as a semantic one; `nil` for what is no toolchain.
  ///
  /// What follows a blank or a hyphen says how it was built, not what it is.
  private static func toolchain(_ version: String) -> String? {
    guard version.utf8.starts(with: "go".utf8) else { return nil }
    let name = version.utf8.dropFirst(2).prefix { $0 != 0x20 && $0 != UInt8(ascii: "-") }
    let numbers = name.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    let parts = numbers.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), !parts.contains(where: \.isEmpty) else { return nil }
    var text = parts.map { String(Substring($0)) }.joined(separator: ".")
    text += String(repeating: ".0", count: 3 - parts.count)
    let kind = name[numbers.endIndex...].prefix(while: \.isASCIILetter)
    guard !kind.isEmpty else { return numbers.endIndex == name.endIndex ? text : nil }
    let number = name[kind.endIndex...]
    guard number.allSatisfy(\.isASCIIDigit) else { return nil }
    // Letters after the third number name a build of it: go1.18.3b7.
    guard parts.count < 3 else { return text }
    return text + "-" + String(Substring(kind))
      + (number.isEmpty ? "" : "." + String(Substring(number)))
  }
}
