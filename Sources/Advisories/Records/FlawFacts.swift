package import Model

/// What is known of a flaw whichever package has it: scores, exploitation, likelihood.
package struct FlawFacts: Hashable, Sendable {
  /// `CVE-…`, or another name that advisories use.
  package var id: String
  package var severities: [SeverityStatement]
  package var weaknesses: [String]
  package var exploited: ExploitedFact?
  package var likelihood: ExploitLikelihood?
  package var summary: String
  package var published: String
  /// Whether the number was rejected: findings with no other name are dropped.
  package var isRejected: Bool

  package init(id: String) {
    self.id = id
    severities = []
    weaknesses = []
    exploited = nil
    likelihood = nil
    summary = ""
    published = ""
    isRejected = false
  }
}
