package import Model

/// Somebody's word that some findings shall not count: a waiver, or an entry of an ignore file.
package struct DismissalRule: Hashable, Sendable {
  package var authority: DismissedFinding.Authority
  /// Where it stands: `plimsoll.yaml:12`.
  package var origin: String
  /// How to call it in a sentence: `CVE-2024-1234 in curl`.
  package var label: String
  /// Why, and who says so.
  package var reason: String
  /// From this day on it does not apply; `nil` where it has no end.
  package var expires: CalendarDate?
  /// A finding has to meet all of them.
  package var conditions: [DismissalCondition]

  package init(
    by authority: DismissedFinding.Authority,
    origin: String,
    label: String,
    reason: String,
    expires: CalendarDate?,
    conditions: [DismissalCondition]
  ) {
    self.authority = authority
    self.origin = origin
    self.label = label
    self.reason = reason
    self.expires = expires
    self.conditions = conditions
  }

  /// Whether it is about a finding, its end aside.
  ///
  /// Malware is only ever let through by its name: a rule that waives a package or a folder was not
  /// written with it in mind.
  package func covers(_ finding: Finding, in artifact: ArtifactNames) -> Bool {
    guard !conditions.isEmpty else { return false }
    if finding.kind == .malware, !conditions.contains(where: \.namesFlaw) { return false }
    return conditions.allSatisfy { $0.holds(for: finding, in: artifact) }
  }

  /// Whether it is about this artifact at all.
  package func concerns(_ artifact: ArtifactNames) -> Bool {
    conditions.allSatisfy { $0.concerns(artifact) }
  }

  package func isExpired(on today: CalendarDate) -> Bool {
    expires.map { $0 <= today } ?? false
  }
}

/// The names that an artifact goes by, for the patterns of waivers.
package struct ArtifactNames: Hashable, Sendable {
  /// What the user called it, its tags, those without the tag, and its digests.
  package let all: [String]
  package let system: OperatingSystem?

  package init(_ inventory: Inventory) {
    let subject = inventory.subject
    var names = [subject.name] + subject.tags
    for name in names {
      if let short = Self.repository(name) { names.append(short) }
    }
    for digest in [subject.manifestDigest, subject.configDigest] {
      if let digest { names.append(digest.description) }
    }
    // What Docker Hub's images are also called.
    for name in names {
      for prefix in ["docker.io/library/", "docker.io/"] where name.hasPrefix(prefix) {
        names.append(String(name.dropFirst(prefix.count)))
      }
    }
    var seen: Set<String> = []
    all = names.filter { !$0.isEmpty && seen.insert($0).inserted }
    system = inventory.system
  }

  /// A reference without its tag and digest; `nil` where it has neither.
  private static func repository(_ reference: String) -> String? {
    var text = reference.split(separator: "@", maxSplits: 1).first ?? ""
    let lastSlash = text.lastIndex(of: "/") ?? text.startIndex
    if let colon = text[lastSlash...].lastIndex(of: ":") { text = text[..<colon] }
    return text.utf8.count < reference.utf8.count ? String(text) : nil
  }
}
