package import Advisories
package import Model

/// How dangerous a flaw must be to be among starter advisories, by its likelihood of being used
/// (EPSS); one that is known to be used is always among them.
package struct StarterThreshold: Hashable, Sendable {
  /// From which likelihood critical flaws are taken.
  package var critical: Double
  /// … and those that are high, or whose severity nobody tells.
  package var high: Double

  package init(critical: Double, high: Double) {
    self.critical = critical
    self.high = high
  }

  package static let usual = StarterThreshold(critical: 0.025, high: 0.15)
  /// Where one flaw has a notice of its own for each product and stream.
  package static let notices = StarterThreshold(critical: 0.1, high: 0.4)

  package static func forSpace(_ space: AdvisorySpace) -> StarterThreshold {
    space.release.isEmpty || space.family == "debian" ? .usual : .notices
  }

  /// Whether a flaw is dangerous enough.
  package func takes(_ severity: Severity, _ facts: FlawFacts?) -> Bool {
    if facts?.isRejected == true { return false }
    if facts?.exploited != nil { return true }
    guard let probability = facts?.likelihood?.probability else { return false }
    switch severity {
    case .critical: return probability >= critical
    case .high, .unknown: return probability >= high
    case .medium, .low, .negligible: return false
    }
  }
}
