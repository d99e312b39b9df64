import Formats

/// Versions of Dart packages: semantic ones whose build metadata counts.
///
/// Source: dart.dev/tools/pub/dependencies, "Version constraints", and the pub_semver package: a
/// version with build metadata comes after the same without.
enum PubVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = left.utf8.span
    let second = right.utf8.span
    guard let these = SemverParts(first) else { throw .invalidVersion(left) }
    guard let those = SemverParts(second) else { throw .invalidVersion(right) }
    return these.compare(in: first, to: those, in: second, withBuild: true)
  }

  /// Zeros may stand in front of numbers, unlike in semantic versions.
  static func isValid(_ version: String) -> Bool {
    guard version.utf8.first?.isASCIIDigit == true, let partial = NpmPartial(version),
      let parts = SemverParts(version.utf8.span)
    else { return false }
    return partial.count == 3 && parts.isHyphenated(in: version.utf8.span)
  }

  /// `any`, `^1.2.3`, or comparisons with blanks between them.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    let text = range.trimmingBlanks
    if text == "any" { return true }
    if text.first == "^" { return try containsCompatible(version, text, range) }
    let terms = try ComparisonRange(range)
    guard terms.alternatives.count == 1, !text.contains("*") else { throw .invalidRange(range) }
    for term in terms.alternatives[0] {
      guard term.comparison != .unequal else { throw .invalidRange(range) }
      let order = try compare(version, term.version)
      guard term.comparison.holds(order) else { return false }
    }
    return try !isPreReleaseOfEnd(version, terms.alternatives[0])
  }

  /// Whether a version is a pre-release of the version that the range ends before: pub leaves those
  /// out unless the range begins with a pre-release of the same.
  private static func isPreReleaseOfEnd(
    _ version: String,
    _ terms: [ComparisonRange.Term]
  ) throws(VersionError) -> Bool {
    var end: String?
    var start: String?
    var isExclusive = false
    for term in terms {
      switch term.comparison {
      case .before, .notAfter:
        let order = try end.map { (end) throws(VersionError) in try compare(term.version, end) }
        if order == .after { continue }
        isExclusive = term.comparison == .before || (order == .same && isExclusive)
        end = term.version
      case .after, .notBefore:
        if let start, try compare(term.version, start) != .after { continue }
        start = term.version
      default: return false
      }
    }
    guard let end, isExclusive else { return false }
    let last = try NpmVersion(end)
    guard !last.isPreRelease, last.build.isEmpty else { return false }
    if let start {
      let first = try NpmVersion(start)
      if first.isPreRelease, first.numbers == last.numbers { return false }
    }
    let candidate = try NpmVersion(version)
    // The first pre-release itself is `-0`, which the range excludes too.
    return candidate.isPreRelease && candidate.numbers == last.numbers
  }

  private static func containsCompatible(
    _ version: String,
    _ text: String,
    _ range: String
  ) throws(VersionError) -> Bool {
    let base = String(text.dropFirst()).trimmingBlanks
    guard isValid(base) else { throw .invalidRange(range) }
    let least = try NpmVersion(base)
    let end = least.numbers.major == .zero ? least.numbers.nextMinor : least.numbers.nextMajor
    guard try compare(version, base) != .before else { return false }
    return try compare(version, "\(end)-0") == .before
  }
}
