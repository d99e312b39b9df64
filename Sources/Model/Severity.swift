/// How bad a finding is, least first, so that severities can be compared.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Nobody has said; not the same as harmless.
  case unknown
  /// The publisher sees no effect on security worth a fix.
  case negligible
  case low
  case medium
  case high
  case critical

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  /// Position from 0 for `unknown` to 5 for `critical`.
  package var rank: Int {
    switch self {
    case .unknown: 0
    case .negligible: 1
    case .low: 2
    case .medium: 3
    case .high: 4
    case .critical: 5
    }
  }
}

/// What one source says about how bad a flaw is.
package struct SeverityStatement: Hashable, Sendable, Comparable {
  /// The scale that `text` is written in.
  package enum Scale: String, Sendable, CaseIterable {
    case cvss2 = "CVSS:2.0"
    case cvss30 = "CVSS:3.0"
    case cvss31 = "CVSS:3.1"
    case cvss4 = "CVSS:4.0"
    /// The publisher's own word.
    case word
  }

  /// Who says so: `debian`, `ubuntu`, `redhat`, `github`, `nvd`, `cna`, `cisa-adp`.
  package var source: String
  package var scale: Scale
  /// A vector, such as `CVSS:3.1/AV:N/…`, or the publisher's word as it was written.
  package var text: String
  /// The score of the vector, from 0 to 10; `nil` for words.
  package var score: Double?
  package var severity: Severity

  package init(
    source: String,
    scale: Scale,
    text: String,
    score: Double?,
    severity: Severity
  ) {
    self.source = source
    self.scale = scale
    self.text = text
    self.score = score
    self.severity = severity
  }

  package static func < (left: SeverityStatement, right: SeverityStatement) -> Bool {
    (left.source, left.scale.rawValue, left.text) < (right.source, right.scale.rawValue, right.text)
  }
}
