package import Model

/// Judges one parsed subject: a Dockerfile, a workload, a host.
///
/// The rule belongs to the value and not to the type, so that a table of package managers is as many
/// checks as it has rows.
package protocol Check<Input>: Sendable {
  associatedtype Input

  /// What is wrong when this check fails, how bad it is, and the remedy.
  var rule: Rule { get }
  /// Sources that pass and fail: the tests and the manual page.
  var examples: Examples { get }
  /// One finding for each place at fault.
  func evaluate(_ input: Input) -> [Finding]
}

/// Sources that a check passes and fails.
package struct Examples: Hashable, Sendable {
  package var passing: [String]
  package var failing: [String]

  package init(passing: [String], failing: [String]) {
    self.passing = passing
    self.failing = failing
  }
}

/// What the user sets for checks that cannot know it by themselves.
package struct CheckOptions: Hashable, Sendable {
  /// Registries that images may come from, `*` for any text; empty where all may.
  package var trustedRegistries: [String] = []
  /// The labels an image must have, and the form of each.
  package var labels: [String: LabelForm] = [:]
  /// Whether labels that are not among those are findings.
  package var hasOnlyThoseLabels = false

  package init() {}
}

/// What the value of a label has to be.
package enum LabelForm: String, Hashable, Sendable, CaseIterable {
  case text
  case url
  case rfc3339
  case semver
  case hash
  case spdx
  case email
}
