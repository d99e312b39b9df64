/// Versions of Composer packages: made uniform, then compared as PHP's `version_compare` does.
///
/// Source: getcomposer.org/doc/articles/versions.md; php.net/version_compare; the library
/// composer/semver. Text that Composer refuses is compared as it stands. Branches (`dev-main`) have
/// no order among versions: they come before all, and are each its own.
enum ComposerVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = ComposerVersion(normalizing: left) ?? ComposerVersion(raw: left)
    let second = ComposerVersion(normalizing: right) ?? ComposerVersion(raw: right)
    return ComposerVersion.compare(first, second)
  }

  static func isValid(_ version: String) -> Bool { ComposerVersion(normalizing: version) != nil }

  /// `^1.2 || ~2.3.4 || >=3.0,<3.5 || 1.0 - 2.0 || 4.*`.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    guard let candidate = ComposerVersion(normalizing: version) else {
      throw .invalidVersion(version)
    }
    var isContained = false
    for alternative in range.replacing("||", with: "|")
      .split(separator: "|", omittingEmptySubsequences: false)
    {
      guard let terms = ComposerConstraint.terms(of: alternative) else {
        throw .invalidRange(range)
      }
      if terms.allSatisfy({ $0.holds(candidate) }) { isContained = true }
    }
    return isContained
  }
}
