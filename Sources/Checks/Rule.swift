package import Model

/// What a check looks for: its page, and what every finding of it has in common.
package struct Rule: Hashable, Sendable {
  /// A part of a published standard.
  package struct Mapping: Hashable, Sendable {
    package var standard: String
    package var clause: String

    /// CIS Docker Benchmark 1.7.0.
    package static func cisDocker(_ clause: String) -> Mapping {
      Mapping(standard: "CIS Docker 1.7.0", clause: clause)
    }

    /// NIST SP 800-190, section 4.
    package static func nist(_ clause: String) -> Mapping {
      Mapping(standard: "NIST SP 800-190", clause: clause)
    }

    /// CIS Kubernetes Benchmark 1.9.0.
    package static func cisKubernetes(_ clause: String) -> Mapping {
      Mapping(standard: "CIS Kubernetes 1.9.0", clause: clause)
    }

    /// A technique of MITRE ATT&CK.
    package static func attack(_ technique: String) -> Mapping {
      Mapping(standard: "MITRE ATT&CK", clause: technique)
    }
  }

  /// Stable and never used twice: `PLM-D001`.
  package let id: String
  package let severity: Severity
  /// What is wrong when the check fails, as a sentence without a full stop.
  package let title: String
  /// Why that matters.
  package let why: String
  /// What to do, as an imperative sentence without a full stop.
  package let remedy: String
  /// What other tools call it, sorted.
  package let aliases: [String]
  package let references: [String]
  package let mappings: [Mapping]
  /// Whether it is only asked when somebody names it: a matter of taste, or of more noise than use.
  package let isOptional: Bool

  package init(
    _ id: String,
    _ severity: Severity,
    _ title: String,
    why: String,
    remedy: String,
    aliases: [String] = [],
    references: [String] = [],
    mappings: [Mapping] = [],
    isOptional: Bool = false
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.why = why
    self.remedy = remedy
    self.aliases = aliases.sorted()
    self.references = references
    self.mappings = mappings
    self.isOptional = isOptional
  }

  /// Whether this is its id or one of its aliases, whatever the case of the letters.
  package func isCalled(_ name: String) -> Bool {
    let wanted = name.uppercased()
    return id.uppercased() == wanted || aliases.contains { $0.uppercased() == wanted }
  }
}
