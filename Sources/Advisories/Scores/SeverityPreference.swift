package import Model

/// Whose statement decides how bad a finding is: the first source in a list that says something.
///
/// Scores of different scales are never compared: one source is chosen, then one of its scales.
package struct SeverityPreference: Hashable, Sendable {
  /// Names of sources, the deciding one first.
  ///
  /// Sources that are not listed come last.
  package var sources: [String]

  package init(_ sources: [String]) { self.sources = sources }

  /// For packages outside distributions: who gave the number, who reviewed it, who enriched it.
  package static let standard = SeverityPreference(["cna", "github", "nvd", "cisa-adp"])

  /// The distribution's own word first, then `standard`.
  package static func vendor(_ sources: String...) -> SeverityPreference {
    SeverityPreference(sources + standard.sources)
  }

  /// The preference for packages of a space: the publishers of that space come first.
  package init(for space: AdvisorySpace) {
    let family = space.family
    // One publisher for the many products of SUSE, each of which is a family.
    let isSUSE = family.hasPrefix("opensuse") || family.hasPrefix("sle")
    let vendors = isSUSE ? ["suse", "opensuse"] : Self.vendors[family, default: []]
    self.init(vendors + Self.standard.sources)
  }

  /// The publishers by family of space; those that are not here are languages, or give no severity.
  private static let vendors: [String: [String]] = [
    "almalinux": ["almalinux", "redhat"],
    "amazon": ["amazon"],
    "arch": ["arch"],
    "azurelinux": ["azurelinux", "microsoft"],
    "bitnami": ["bitnami"],
    "centos": ["redhat"],
    "chainguard": ["chainguard"],
    "debian": ["debian"],
    "fedora": ["fedora"],
    "mageia": ["mageia"],
    "mariner": ["azurelinux", "microsoft"],
    "minimos": ["minimos"],
    "openeuler": ["openeuler"],
    "oracle": ["oracle"],
    "photon": ["photon"],
    "redhat": ["redhat"],
    "rocky": ["rocky", "redhat"],
    "suse": ["suse"],
    "ubuntu": ["ubuntu"],
    "wolfi": ["wolfi", "chainguard"],
  ]

  /// The statement that decides; `nil` only when there is none.
  ///
  /// A statement of unknown severity decides only when all are unknown. Of one source's statements,
  /// its word comes before its scores, and a newer scale before an older one; of several on one
  /// scale, the worst.
  package func deciding(among statements: [SeverityStatement]) -> SeverityStatement? {
    let known = statements.filter { $0.severity != .unknown }
    return (known.isEmpty ? statements : known).min { left, right in
      let (leftRank, rightRank) = (rank(of: left.source), rank(of: right.source))
      if leftRank != rightRank { return leftRank < rightRank }
      if left.source != right.source { return left.source < right.source }
      if left.scale != right.scale { return left.scale.precedence < right.scale.precedence }
      if left.severity != right.severity { return left.severity > right.severity }
      if left.score != right.score { return left.score ?? 0 > right.score ?? 0 }
      return left.text < right.text
    }
  }

  private func rank(of source: String) -> Int {
    sources.firstIndex(of: source) ?? sources.count
  }
}

extension SeverityStatement.Scale {
  /// Which of one source's statements is asked first.
  fileprivate var precedence: Int {
    switch self {
    case .word: 0
    case .cvss4: 1
    case .cvss31: 2
    case .cvss30: 3
    case .cvss2: 4
    }
  }
}
