import Formats

/// Versions of npm packages: semantic ones, with node-semver's ranges.
///
/// Source: github.com/npm/node-semver, README, "Ranges" and "Range Grammar".
enum NpmVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    try SemverVersions.compare(left, right)
  }

  /// As `semver.valid` has it: blanks at the ends and a `v` are allowed, numbers must fit
  /// JavaScript's.
  static func isValid(_ version: String) -> Bool {
    guard version.utf8.count <= 256 else { return false }
    var text = version.trimmingBlanks
    if text.utf8.first == UInt8(ascii: "v") { text.removeFirst() }
    guard SemverVersions.isValid(text), let parsed = try? NpmVersion(text) else {
      // Whatever is wrong with it, it is no version.
      return false
    }
    let numbers = parsed.numbers
    return max(numbers.major, numbers.minor, numbers.patch) <= VersionNumber(9_007_199_254_740_991)
  }

  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    try NpmRange(range, dialect: .npm).contains(NpmVersion(version))
  }
}

/// The three numbers of a semantic version.
struct SemverNumbers: Hashable, CustomStringConvertible {
  var major: VersionNumber
  var minor: VersionNumber
  var patch: VersionNumber

  var nextMajor: SemverNumbers { SemverNumbers(major: major.next, minor: .zero, patch: .zero) }
  var nextMinor: SemverNumbers { SemverNumbers(major: major, minor: minor.next, patch: .zero) }
  var nextPatch: SemverNumbers { SemverNumbers(major: major, minor: minor, patch: patch.next) }

  var description: String { "\(major).\(minor).\(patch)" }
}

/// A semantic version taken apart, also a loosely written one: `v1.2`, `=1.2.3beta`.
struct NpmVersion: Hashable {
  var numbers: SemverNumbers
  /// How many numbers were written.
  var count: Int
  /// What follows the hyphen, or the numbers where there is none.
  var preRelease: String
  var build: String
  /// As it was written.
  var text: String

  var isPreRelease: Bool { !preRelease.isEmpty }

  init(_ text: String) throws(VersionError) {
    let bytes = text.utf8.span
    guard let parts = SemverParts(bytes) else { throw .invalidVersion(text) }
    let utf8 = text.utf8
    func piece(_ range: Range<Int>) -> Substring.UTF8View {
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      return utf8[start..<utf8.index(start, offsetBy: range.count)]
    }
    let numbers = piece(parts.numbers).split(separator: UInt8(ascii: ".")).map {
      VersionNumber(digits: $0)
    }
    self.numbers = SemverNumbers(
      major: numbers[0],
      minor: numbers.count > 1 ? numbers[1] : .zero,
      patch: numbers.count > 2 ? numbers[2] : .zero
    )
    count = numbers.count
    preRelease = String(Substring(piece(parts.preRelease)))
    build = String(Substring(piece(parts.build)))
    self.text = text
  }

  init(_ numbers: SemverNumbers, preRelease: String = "") {
    self.numbers = numbers
    count = 3
    self.preRelease = preRelease
    build = ""
    text = preRelease.isEmpty ? "\(numbers)" : "\(numbers)-\(preRelease)"
  }

  /// The order of precedence.
  func compare(to other: NpmVersion) -> VersionOrder {
    let first = text.utf8.span
    let second = other.text.utf8.span
    guard let these = SemverParts(first), let those = SemverParts(second) else { return .same }
    return these.compare(in: first, to: those, in: second)
  }
}
