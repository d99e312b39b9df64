/// Versions of Maven artifacts, as Maven 3.9 and 4 order them.
///
/// Source: maven.apache.org/pom.html, "Version Order Specification" and "Dependency Version
/// Requirement Specification", and Maven 4's `ComparableVersion`, which the former is about. As
/// there, a version has at most 256 characters.
enum MavenVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try MavenVersion(left)
    return MavenVersion.compare(first, try MavenVersion(right))
  }

  static func isValid(_ version: String) -> Bool {
    !version.isEmpty && version.utf16.count <= MavenVersion.longest
  }

  /// `[1.0,2.0),(3.0,]`; a version alone, Maven's mere wish, is taken for that version, as
  /// advisories mean it.
  ///
  /// Comparisons (`>= 1.0, < 2.0`) are understood as well.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    if range.startsWithComparison {
      return try ComparisonRange(range).contains(version, by: Self.compare)
    }
    let candidate = try MavenVersion(version)
    var isContained = false
    for interval in try intervals(of: range) where try interval.contains(candidate, range) {
      isContained = true
    }
    return isContained
  }

  /// A stretch of versions, its bounds as text; an empty bound is none.
  private struct Interval {
    var lower: String
    var upper: String
    var includesLower: Bool
    var includesUpper: Bool

    func contains(_ version: MavenVersion, _ range: String) throws(VersionError) -> Bool {
      let low = lower.isEmpty ? nil : try MavenVersion(lower)
      let high = upper.isEmpty ? nil : try MavenVersion(upper)
      if let low, let high {
        let order = MavenVersion.compare(low, high)
        let isPoint = includesLower && includesUpper
        guard order == .before || order == .same && isPoint else { throw .invalidRange(range) }
      }
      if let low {
        let order = MavenVersion.compare(version, low)
        guard order == .after || order == .same && includesLower else { return false }
      }
      guard let high else { return true }
      let order = MavenVersion.compare(version, high)
      return order == .before || order == .same && includesUpper
    }
  }

  private static func intervals(of range: String) throws(VersionError) -> [Interval] {
    var rest = range.trimmingBlanks[...]
    var intervals: [Interval] = []
    while let opening = rest.first, opening == "[" || opening == "(" {
      guard let end = rest.firstIndex(where: { $0 == "]" || $0 == ")" }) else {
        throw .invalidRange(range)
      }
      let inside = rest[rest.index(after: rest.startIndex)..<end]
      let (first, last) = (opening == "[", rest[end] == "]")
      intervals.append(try interval(inside, first, last, range))
      rest = rest[rest.index(after: end)...].drop { $0 == " " }
      if rest.first == "," { rest = rest.dropFirst().drop { $0 == " " } }
    }
    if intervals.isEmpty, !rest.isEmpty, !rest.contains(where: { "[](),".contains($0) }) {
      let version = String(rest)
      return [Interval(lower: version, upper: version, includesLower: true, includesUpper: true)]
    }
    guard rest.isEmpty, !intervals.isEmpty else { throw .invalidRange(range) }
    return intervals
  }

  private static func interval(
    _ inside: Substring,
    _ includesLower: Bool,
    _ includesUpper: Bool,
    _ range: String
  ) throws(VersionError) -> Interval {
    let bounds = inside.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0).trimmingBlanks }
    switch bounds.count {
    case 1:
      guard includesLower, includesUpper, !bounds[0].isEmpty else { throw .invalidRange(range) }
    case 2: break
    default: throw .invalidRange(range)
    }
    return Interval(
      lower: bounds[0],
      upper: bounds[bounds.count - 1],
      includesLower: includesLower,
      includesUpper: includesUpper
    )
  }
}

extension String {
  /// Whether it is a range of comparisons, such as `>= 1.0`.
  var startsWithComparison: Bool {
    guard let first = trimmingBlanks.utf8.first else { return false }
    return "<>=!".utf8.contains(first)
  }
}
