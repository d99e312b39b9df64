import Formats
import Model

/// The states that Ubuntu's security team gives a package in a release.
enum UbuntuStatus {
  case known
  /// The release does not have the package.
  case absent
  case unknown

  /// Puts a state with its remark into a row.
  static func read(
    _ state: String,
    _ detail: Substring,
    into row: inout AffectedPackage
  ) -> UbuntuStatus {
    row.ranges = [VersionInterval(.open)]
    row.note = OneLine.text(String(detail))
    switch state {
    case "DNE": return .absent
    case "needs-triage": row.fixState = .underInvestigation
    case "active", "in-progress", "needed": row.fixState = .notFixed
    case "pending":
      row.fixState = .notFixed
      row.note = detail.isEmpty ? "an update is prepared" : "an update to \(row.note) is prepared"
    case "deferred": row.fixState = .deferred
    case "not-affected": setNotAffected(detail, &row)
    case "released": setReleased(detail, &row)
    case "ignored": return readIgnored(detail, into: &row)
    default: return .unknown
    }
    return .known
  }

  /// A version in brackets is the first of the release that is not affected.
  private static func setNotAffected(_ detail: Substring, _ row: inout AffectedPackage) {
    row.fixState = .notAffected
    row.ranges = []
    if isVersion(detail) { row.unaffectedVersions = [String(detail)] }
  }

  private static func setReleased(_ detail: Substring, _ row: inout AffectedPackage) {
    guard isVersion(detail) else {
      // Fixed once, and nobody says in which version: as good as not affected.
      row.fixState = .notAffected
      row.ranges = []
      row.note = "released, without a version"
      return
    }
    row.fixState = .fixed
    row.ranges = [VersionInterval(.fixed(String(detail)))]
    row.note = ""
  }

  private static func isVersion(_ text: Substring) -> Bool {
    text.utf8.first?.isASCIIDigit == true && !text.utf8.contains(where: \.isASCIIWhitespace)
  }

  /// Nobody will mend it, for one reason or another; some reasons say that there is nothing to mend.
  private static func readIgnored(
    _ detail: Substring,
    into row: inout AffectedPackage
  ) -> UbuntuStatus {
    let reason = detail.lowercased()
    if reason.after("was dne") != nil { return .absent }
    let isHarmless = [
      "not-affected", "not affected", "not vulnerable", "code not present", "code-not-present",
      "code not compiled", "not built",
    ].contains { reason.after($0) != nil }
    if isHarmless {
      row.fixState = .notAffected
      row.ranges = []
      return .known
    }
    let hasEnded = [
      "end of life", "end-of-life", "end of standard support", "end of kernel support",
      "end of esm support", "end of ubuntu", "out of support", "out of standard support",
    ].contains { reason.after($0) != nil }
    row.fixState = hasEnded ? .endOfLife : .willNotFix
    return .known
  }
}
