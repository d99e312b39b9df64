package import Model

extension Severity {
  /// What a publisher's word means, whatever its case; `unknown` for words that nobody is known to
  /// use.
  ///
  /// - Red Hat, SUSE, AlmaLinux, Rocky, Oracle, Microsoft: Low, Moderate, Important, Critical.
  /// - Debian's urgency: unimportant, low, medium, high, "not yet assigned", "end-of-life"; a star
  ///   at the end says that it was taken from elsewhere.
  /// - Ubuntu's priority: untriaged, negligible, low, medium, high, critical.
  /// - Amazon: low, medium, important, critical. GitHub: LOW, MODERATE, HIGH, CRITICAL.
  package init(word: String) {
    if let known = Self.meanings[word] {
      self = known
      return
    }
    let bare = word.trimmingASCIISpace.lowercased()
    let plain = bare.reversed().drop { $0 == "*" }.reversed()
    self = Self.meanings[String(plain)] ?? .unknown
  }

  private static let meanings: [String: Severity] = [
    "critical": .critical,
    "very high": .critical,
    "urgent": .high,
    "high": .high,
    "important": .high,
    "medium": .medium,
    "moderate": .medium,
    "low": .low,
    "minor": .low,
    "unimportant": .negligible,
    "negligible": .negligible,
    "informational": .negligible,
    "info": .negligible,
      // Nobody has said: "not yet assigned", "untriaged", "none", "n/a", "unknown", "unassigned",
      // "end-of-life", "" are `unknown`, as is whatever else stands there.
  ]
}

extension String {
  fileprivate var trimmingASCIISpace: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
