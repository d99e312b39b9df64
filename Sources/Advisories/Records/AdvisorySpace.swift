/// A set of advisories that packages of one kind are looked up in: `debian:12`, `alpine:3.20`, `npm`.
///
/// Distributions are `family:release`, rolling ones the family alone; languages go by their
/// package-URL type. One pack of data holds one space.
package struct AdvisorySpace: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package init(_ family: String, _ release: String = "") {
    rawValue = release.isEmpty ? family : "\(family):\(release)"
  }

  /// What stands before the colon.
  package var family: String {
    let bytes = rawValue.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return rawValue }
    return String(rawValue[..<colon])
  }

  /// What follows the colon; empty for rolling distributions and languages.
  package var release: String {
    let bytes = rawValue.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "" }
    return String(rawValue[bytes.index(after: colon)...])
  }

  package static func < (left: AdvisorySpace, right: AdvisorySpace) -> Bool {
    left.rawValue < right.rawValue
  }
}
