/// An inventory judged by today's advisories and the user's policy: what reports are written from.
package struct Assessment: Hashable, Sendable {
  package var inventory: Inventory
  /// What counts, most pressing first.
  package var findings: [Finding]
  /// What would count, had not somebody said otherwise; in the same order.
  package var dismissed: [DismissedFinding]
  /// What was not looked at, of the artifact and of the data; sorted.
  package var gaps: [CoverageGap]
  /// The data that was asked, sorted by name.
  package var data: [DataSource]
  package var verdict: Verdict
  /// How much there is to attack; `nil` where nobody asked, and for what is no image.
  package var surface: SurfaceScore?

  package init(inventory: Inventory) {
    self.inventory = inventory
    findings = []
    dismissed = []
    gaps = inventory.gaps
    data = []
    verdict = Verdict()
    surface = nil
  }
}

/// A finding that a waiver, a VEX statement or a rule of the user took out.
package struct DismissedFinding: Hashable, Sendable {
  /// Who took it out.
  package enum Authority: String, Sendable, CaseIterable {
    case waiver
    case vex
    case ignoreFile = "ignore-file"
    case baseline
    /// An option such as `--ignore-unfixed`.
    case option
  }

  package var finding: Finding
  package var authority: Authority
  /// Where it says so, such as `plimsoll.yaml` or `app.openvex.json`.
  package var origin: String
  /// The reason given, or the VEX justification; empty when there was none.
  package var reason: String

  package init(_ finding: Finding, by authority: Authority, origin: String, reason: String) {
    self.finding = finding
    self.authority = authority
    self.origin = origin
    self.reason = reason
  }
}

/// One set of advisories that was asked, and how old it is.
package struct DataSource: Hashable, Sendable, Comparable {
  /// Such as `debian:12`.
  package var space: String
  /// Names of the feeds it was made from, sorted.
  package var feeds: [String]
  /// The publisher's date, `YYYY-MM-DD`; empty when it gives none.
  package var date: String
  package var records: Int
  /// Whether this is what is built in, for want of data of the user's own.
  package var isStarter: Bool

  package init(space: String, feeds: [String], date: String, records: Int, isStarter: Bool) {
    self.space = space
    self.feeds = feeds
    self.date = date
    self.records = records
    self.isStarter = isStarter
  }

  package static func < (left: DataSource, right: DataSource) -> Bool { left.space < right.space }
}

/// Whether the artifact passes what the user asked for.
package struct Verdict: Hashable, Sendable {
  /// The outcome of a gate.
  package enum Outcome: String, Sendable, CaseIterable {
    /// Nobody asked.
    case notAsked = "not-asked"
    case passed
    case denied
  }

  package var outcome: Outcome
  /// Why it was denied, one sentence each, without a full stop.
  package var reasons: [String]
  /// What the user should know about the policy itself: expired and unused waivers.
  package var warnings: [String]
  /// Fingerprints of the findings that decided.
  package var deciding: [String]

  package init() {
    outcome = .notAsked
    reasons = []
    warnings = []
    deciding = []
  }
}
