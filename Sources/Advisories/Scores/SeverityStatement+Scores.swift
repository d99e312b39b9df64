package import Model

extension SeverityStatement {
  /// What a CVSS vector says, by all metrics that are in it; `nil` for a text that is no vector by
  /// the strict rules of its version.
  package init?(vector: String, source: String) {
    // What is wrong with a vector matters to the one who wrote it (`plimsoll tool cvss`); for a
    // feed, it says nothing.
    guard let parsed = try? CVSSVector(vector) else { return nil }
    let scores = parsed.scores
    self.init(
      source: source,
      scale: parsed.version.scale,
      text: vector,
      score: scores.overall,
      severity: CVSSRating(tenths: scores.overallTenths, version: parsed.version).severity
    )
  }

  /// What a publisher's own word says.
  package init(word: String, source: String) {
    self.init(
      source: source,
      scale: .word,
      text: word,
      score: nil,
      severity: Severity(word: word)
    )
  }
}

extension CVSSVector.Version {
  /// The scale that statements name for this version.
  package var scale: SeverityStatement.Scale {
    switch self {
    case .v2: .cvss2
    case .v30: .cvss30
    case .v31: .cvss31
    case .v4: .cvss4
    }
  }
}
