import Model

/// Colours of a terminal, when they are wanted (ECMA-48, SGR).
struct TerminalStyle {
  var isColored: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }

  /// Text in the colour of a severity.
  func text(_ text: String, as severity: Severity) -> String {
    switch severity {
    case .critical: wrap(text, "1;31")
    case .high: wrap(text, "31")
    case .medium: wrap(text, "33")
    case .low: wrap(text, "36")
    case .negligible, .unknown: wrap(text, "2")
    }
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
