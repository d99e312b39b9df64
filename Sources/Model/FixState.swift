/// What the publisher says about a fix for one package.
package enum FixState: String, Sendable, CaseIterable {
  /// There is a version with the fix.
  case fixed
  /// Affected, and no fix yet.
  case notFixed = "not-fixed"
  /// Affected, and the publisher does not plan to fix it.
  case willNotFix = "will-not-fix"
  /// Affected; the fix is put off.
  case deferred
  /// Affected, and the release or package is no longer looked after.
  case endOfLife = "end-of-life"
  /// Not decided yet whether it is affected.
  case underInvestigation = "under-investigation"
  /// The publisher says that this package is not affected: never a finding, kept to explain why.
  case notAffected = "not-affected"
}
