package import Model

/// The part of `--fail-on` that names a severity: findings at or above it decide.
package struct SeverityGate: Hashable, Sendable {
  package var threshold: Severity

  package init(threshold: Severity) { self.threshold = threshold }

  /// Whether a finding is bad enough.
  package func holds(for finding: Finding) -> Bool { finding.severity >= threshold }
}
