/// One thing at fault in an artifact, whatever kind of thing it is.
package struct Finding: Hashable, Sendable {
  /// The families of finding.
  package enum Kind: String, Sendable, CaseIterable {
    case vulnerability
    /// A package that was published to do harm.
    case malware
    case misconfiguration
    case secret
    case privilege
    case surface
    case provenance
    case behavior
  }

  package var kind: Kind
  /// The identifier shown and waived by: a CVE, or the id of a check.
  package var rule: String
  package var severity: Severity
  /// One sentence without a full stop.
  package var title: String
  package var location: Location
  /// What to do, as one imperative sentence without a full stop; empty when nothing can be done.
  package var remedy: String
  /// Addresses to read more at, sorted by use.
  package var references: [String]
  /// Stable identity: made of kind, rule, subject and stable location, never of wording.
  package var fingerprint: String
  /// The facts of one kind of finding only.
  package var detail: Detail

  /// Facts that only one kind of finding has.
  package enum Detail: Hashable, Sendable {
    case none
    indirect case vulnerability(VulnerabilityDetail)
    indirect case check(CheckDetail)
  }

  /// Where in the artifact it is.
  package struct Location: Hashable, Sendable {
    /// From the root of the artifact, without a leading slash; empty for the whole artifact.
    package var path: String
    /// The way into that file, such as `BOOT-INF/lib/a.jar`.
    package var innerPath: String
    /// The layer, counted from 0 at the base; `nil` outside images.
    package var layer: Int?
    /// The line, counted from 1, where that is known.
    package var line: Int?
    /// The column in bytes, counted from 1, where that is known.
    package var column: Int?

    package init(
      path: String = "",
      innerPath: String = "",
      layer: Int? = nil,
      line: Int? = nil,
      column: Int? = nil
    ) {
      self.path = path
      self.innerPath = innerPath
      self.layer = layer
      self.line = line
      self.column = column
    }
  }

  package init(_ kind: Kind, rule: String, severity: Severity, title: String, location: Location) {
    self.kind = kind
    self.rule = rule
    self.severity = severity
    self.title = title
    self.location = location
    remedy = ""
    references = []
    fingerprint = ""
    detail = .none
  }

  /// The facts of a vulnerability or of malware; `nil` for anything else.
  package var vulnerability: VulnerabilityDetail? {
    if case .vulnerability(let detail) = detail { detail } else { nil }
  }

  /// The facts of what a check found; `nil` for anything else.
  package var check: CheckDetail? {
    if case .check(let detail) = detail { detail } else { nil }
  }

  /// All names of the flaw, the rule first.
  package var identifiers: [String] {
    let others = vulnerability?.identifiers ?? check?.aliases ?? []
    return [rule] + others.filter { $0 != rule }
  }

  /// Whether this is one of its names, whatever the case of the letters.
  package func isCalled(_ name: String) -> Bool {
    identifiers.contains { $0 == name || $0.uppercased() == name.uppercased() }
  }
}
