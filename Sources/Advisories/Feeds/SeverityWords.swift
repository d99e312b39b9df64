import Model

extension SeverityStatement {
  /// What a publisher says by a word of its own.
  init(word: String, by source: String) {
    self.init(
      source: source,
      scale: .word,
      text: word,
      score: nil,
      severity: Severity(publisherWord: word)
    )
  }
}

extension Severity {
  /// What the words of publishers mean; `unknown` for any other.
  init(publisherWord word: String) {
    switch word.lowercased() {
    case "critical": self = .critical
    case "important", "high": self = .high
    case "medium", "moderate": self = .medium
    case "low", "minor": self = .low
    case "negligible", "none", "unimportant": self = .negligible
    default: self = .unknown
    }
  }
}
