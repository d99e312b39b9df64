extension VersionInterval {
  /// Whether a version lies in this stretch, by the order of a scheme.
  ///
  /// A lower end of `0` is the beginning of all, as in OSV: no version comes before it. An end that
  /// names no release of an RPM package means every release.
  package func contains(
    _ version: String,
    scheme: VersionScheme
  ) throws(VersionError) -> Bool {
    if let lower, lower != "0", try scheme.match(version, lower) == .before { return false }
    switch end {
    case .open: return true
    case .fixed(let upper), .limit(let upper):
      return try scheme.match(version, upper) == .before
    case .lastAffected(let last): return try scheme.match(version, last) != .after
    }
  }

  /// The stretch in words of a range: `>= 1.0, < 1.2.3`; `all versions` when it is open at both
  /// ends.
  package func describe() -> String {
    let from = lower.flatMap { $0 == "0" ? nil : ">= \($0)" }
    let to: String? =
      switch end {
      case .open: nil
      case .fixed(let version), .limit(let version): "< \(version)"
      case .lastAffected(let version): "<= \(version)"
      }
    let parts = [from, to].compactMap(\.self)
    return parts.isEmpty ? "all versions" : parts.joined(separator: ", ")
  }
}

extension VersionScheme {
  /// The order of a version to a bound.
  fileprivate func match(
    _ version: String,
    _ bound: String
  ) throws(VersionError) -> VersionOrder {
    guard self == .rpm else { return try compare(version, bound) }
    return RpmVersions.compare(version, bound, ignoresMissingRelease: true)
  }
}
