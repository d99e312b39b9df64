package import Model

/// For people: how each of several targets came off, a line each, and all of them in a sentence.
package struct TargetsSummary {
  private enum Outcome {
    case judged(AssessmentSummary, Verdict.Outcome, worst: Finding?)
    /// Judged, but part of the artifact is not what it should be.
    case damaged(AssessmentSummary, String)
    case failed(String)
  }

  private var rows: [(target: String, outcome: Outcome)] = []

  package init() {}

  /// Adds a target that was looked at.
  ///
  /// - Parameter damage: what of it could not be read whole; `nil` when nothing was.
  package mutating func add(_ target: String, _ assessment: Assessment, damage: String? = nil) {
    let summary = AssessmentSummary(assessment)
    guard let damage else {
      let worst = assessment.findings.reduce(nil) { worst, next -> Finding? in
        guard let worst, !next.isMorePressing(than: worst) else { return next }
        return worst
      }
      rows.append((target, .judged(summary, assessment.verdict.outcome, worst: worst)))
      return
    }
    rows.append((target, .damaged(summary, damage)))
  }

  /// Adds a target that could not be looked at.
  package mutating func add(_ target: String, failure message: String) {
    rows.append((target, .failed(message)))
  }

  /// The table and the sentence below it.
  package func render(in context: ReportContext) -> [UInt8] {
    let style = TerminalStyle(isColored: context.isColored)
    var table = TextTable([
      .init(title: "TARGET", maximum: 40, cut: .head), .init(title: "VERDICT", maximum: 8),
      .init(title: "CRITICAL", maximum: 8, isNumber: true),
      .init(title: "HIGH", maximum: 6, isNumber: true),
      .init(title: "MEDIUM", maximum: 6, isNumber: true),
      .init(title: "LOW", maximum: 6, isNumber: true),
      .init(title: "OTHER", maximum: 6, isNumber: true),
      .init(title: "GAPS", maximum: 6, isNumber: true), .init(title: "WORST"),
    ])
    for row in rows { table.add(cells(of: row.outcome, named: row.target)) }
    var lines = table.lines(width: context.width)
    if let first = lines.first { lines[0] = style.dim(first) }
    lines = ["", style.bold("All targets")] + lines + [""]
    lines += SafeText.wrap(sentence, in: context.width)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func cells(of outcome: Outcome, named target: String) -> [String] {
    switch outcome {
    case .judged(let summary, let verdict, let worst):
      [target, verdict.word] + counts(summary) + [worst?.shortTitle ?? summary.sentence]
    case .damaged(let summary, let damage): [target, "damaged"] + counts(summary) + [damage]
    case .failed(let message):
      [target, "failed"] + [String](repeating: "", count: 6) + [message]
    }
  }

  private func counts(_ summary: AssessmentSummary) -> [String] {
    let named: [Severity] = [.critical, .high, .medium, .low]
    let counts = named.map { summary.bySeverity[$0, default: 0] }
    let others = summary.findings - counts.reduce(0, +)
    return counts.map { String($0) } + [String(others), String(summary.gaps)]
  }

  /// All of them; one that could not be looked at is never among those without findings.
  private var sentence: String {
    var failed = 0
    var denied = 0
    var findings = 0
    for row in rows {
      switch row.outcome {
      case .judged(let summary, let verdict, _):
        findings += summary.findings
        if verdict == .denied { denied += 1 }
      case .damaged(let summary, _):
        findings += summary.findings
        failed += 1
      case .failed: failed += 1
      }
    }
    var parts = ["\(rows.count) targets", "\(findings) \(findings == 1 ? "finding" : "findings")"]
    if denied > 0 { parts.append("\(denied) denied") }
    if failed > 0 { parts.append("\(failed) could not be looked at whole") }
    return parts.joined(separator: ", ")
  }
}

extension Verdict.Outcome {
  /// In a column.
  fileprivate var word: String {
    switch self {
    case .notAsked: "-"
    case .passed: "passed"
    case .denied: "denied"
    }
  }
}

extension Finding {
  /// In part of a line: what it is, where, and what makes it press.
  fileprivate var shortTitle: String {
    var text = rule
    if let package = vulnerability?.package {
      text += " in \(package.fullName)"
      if !package.version.isEmpty { text += " \(package.version)" }
    }
    return ([text] + marks).joined(separator: ", ")
  }
}
