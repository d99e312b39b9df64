package import Model

/// For comments on pull requests: counts, then a list of what to do with the findings folded away.
///
/// Such comments are cut off at 65,536 characters, so this one ends before that and says how many
/// findings it leaves to the other formats.
package enum MarkdownFormat: AssessmentFormat {
  package static let name = "markdown"
  package static let summary = "Markdown for pull requests, at most 60,000 bytes"
  package static let fileExtension = "md"
  package static let mediaType = "text/markdown"

  /// Room for all of it; the end needs some of that.
  static let maximumLength = 60_000
  private static let listLength = 48_000

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    var lines = head(of: assessment)
    lines += remedies(of: assessment, used: length(lines))
    lines += gaps(of: assessment)
    lines += data(of: assessment, in: context)
    return Array((fitted(lines).joined(separator: "\n") + "\n").utf8)
  }

  /// What has room; only texts that are made to be long have not.
  private static func fitted(_ lines: [String]) -> [String] {
    guard length(lines) > maximumLength else { return lines }
    var room = maximumLength - 8
    let kept = lines.prefix { line in
      room -= line.utf8.count + 1
      return room > 0
    }
    return kept + ["", "…"]
  }

  private static func length(_ lines: [String]) -> Int {
    lines.reduce(0) { $0 + $1.utf8.count + 1 }
  }

  // MARK: - Head

  private static func head(of assessment: Assessment) -> [String] {
    let summary = AssessmentSummary(assessment)
    let subject = assessment.inventory.subject
    let name = subject.name.isEmpty ? "(no name)" : subject.name
    var lines = ["## \(icon(summary, assessment.verdict)) \(MarkdownText.code(name))", ""]
    lines.append("**\(MarkdownText.plain(summary.sentence)).**")
    if summary.exploited > 0 {
      lines.append("**\(summary.exploited) known to be used in attacks.**")
    }
    switch assessment.verdict.outcome {
    case .notAsked: break
    case .passed: lines.append("Verdict: passed.")
    case .denied: lines.append("Verdict: **denied**.")
    }
    if !assessment.verdict.reasons.isEmpty { lines.append("") }
    lines += assessment.verdict.reasons.prefix(20).map { "- \(MarkdownText.plain($0))" }
    lines += matrix(summary)
    return lines
  }

  /// Says at a glance what the first sentence says: unknown is no clean bill.
  private static func icon(_ summary: AssessmentSummary, _ verdict: Verdict) -> String {
    if verdict.outcome == .denied { return "❌" }
    if summary.coverage != .complete { return "❔" }
    return summary.findings == 0 ? "✅" : "⚠️"
  }

  private static func matrix(_ summary: AssessmentSummary) -> [String] {
    guard summary.findings > 0 else { return [] }
    var lines = ["", "| Severity | Findings | With a fix |", "|---|--:|--:|"]
    for severity in Severity.worstFirst {
      guard let count = summary.bySeverity[severity] else { continue }
      let fixable = summary.fixableBySeverity[severity, default: 0]
      lines.append("| \(mark(severity)) \(severity.rawValue) | \(count) | \(fixable) |")
    }
    return lines
  }

  private static func mark(_ severity: Severity) -> String {
    switch severity {
    case .critical: "🟣"
    case .high: "🔴"
    case .medium: "🟠"
    case .low: "🟡"
    case .negligible: "⚪"
    case .unknown: "❔"
    }
  }

  // MARK: - Remedies

  private static func remedies(of assessment: Assessment, used: Int) -> [String] {
    let plan = RemedyPlan(assessment.findings)
    guard !plan.remedies.isEmpty else { return [] }
    var lines = ["", "### What to do", ""]
    var room = listLength - used
    var missing = 0
    for remedy in plan.remedies {
      let head = head(of: remedy, in: assessment.findings)
      let rows = remedy.findings.map { row(of: assessment.findings[$0]) }
      room -= length(head) + 200
      var kept: [String] = []
      for row in rows {
        room -= row.utf8.count + 1
        guard room > 0 else { break }
        kept.append(row)
      }
      missing += rows.count - kept.count
      if !kept.isEmpty { lines += head + kept + ["", "</details>"] }
    }
    if missing > 0 {
      lines += ["", "…and \(missing) more findings, which this comment has no room for."]
    }
    return lines
  }

  private static func head(of remedy: Remedy, in findings: [Finding]) -> [String] {
    let count = remedy.findings.count
    let mends: Bool
    switch remedy.action {
    case .upgrade, .rebuildOnNewerBase: mends = true
    case .remove, .follow, .none, .disregard: mends = false
    }
    let worst = remedy.findings.map { findings[$0].severity }.max() ?? .unknown
    let tally = mends ? "mends \(count)" : "\(count)"
    var lines = [
      "<details><summary>\(mark(worst)) <b>\(MarkdownText.plain(remedy.sentence))</b>: "
        + "\(tally)</summary>",
      "",
    ]
    if remedy.action == .rebuildOnNewerBase {
      lines += remedy.upgrades.prefix(20).map { upgrade in
        "- \(MarkdownText.code(upgrade.name)): \(MarkdownText.code(upgrade.installed)) → "
          + MarkdownText.code(upgrade.target)
      }
      if remedy.upgrades.count > 20 { lines.append("- and \(remedy.upgrades.count - 20) more") }
      lines.append("")
    }
    lines += [
      "| Severity | Finding | Package | Installed | Fixed | Layer | Marks | Title |",
      "|---|---|---|---|---|--:|---|---|",
    ]
    return lines
  }

  private static func row(of finding: Finding) -> String {
    let package = finding.vulnerability?.package
    let cells = [
      "\(mark(finding.severity)) \(finding.severity.rawValue)",
      MarkdownText.link(finding.rule, to: WebAddress.linkable(finding.references).first),
      MarkdownText.code(package?.fullName ?? finding.location.text),
      MarkdownText.code(package?.version ?? ""), MarkdownText.code(finding.nextFix),
      finding.location.layer.map { String($0) } ?? "",
      finding.marks.map { MarkdownText.plain($0) }.joined(separator: ", "),
      MarkdownText.plain(finding.title, maximum: 160),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  // MARK: - Ends

  private static func gaps(of assessment: Assessment) -> [String] {
    guard !assessment.gaps.isEmpty else { return [] }
    var lines = ["", "### Could not be looked at", ""]
    lines += assessment.gaps.prefix(20).map { gap in
      let place = gap.path.isEmpty ? "" : "\(MarkdownText.code(gap.path)): "
      return "- \(place)\(MarkdownText.plain(gap.detail, maximum: 120)) "
        + "(\(gap.reason.rawValue), \(MarkdownText.plain(gap.source, maximum: 40)))"
    }
    if assessment.gaps.count > 20 { lines.append("- and \(assessment.gaps.count - 20) more") }
    return lines
  }

  private static func data(of assessment: Assessment, in context: ReportContext) -> [String] {
    var lines: [String] = []
    if !assessment.dismissed.isEmpty {
      lines += ["", "\(assessment.dismissed.count) findings were taken out by waivers or VEX."]
    }
    lines += assessment.verdict.warnings.prefix(10).map { "\n⚠️ \(MarkdownText.plain($0)).  " }
    let sources = assessment.data.prefix(30).map { source in
      let date = source.date.isEmpty ? "undated" : source.date
      return "\(MarkdownText.plain(source.space, maximum: 40)) "
        + "(\(MarkdownText.plain(date, maximum: 20))\(source.isStarter ? ", starter set" : ""))"
    }
    let more = assessment.data.count > 30 ? " and \(assessment.data.count - 30) more" : ""
    let text =
      sources.isEmpty
      ? "No advisories were asked."
      : "Data: "
        + sources.joined(separator: ", ") + more
    lines += ["", "<sub>\(text)</sub>"]
    if assessment.data.contains(where: \.isStarter) {
      lines += [
        "", "<sub>The built-in starter set knows only some of the most dangerous flaws.</sub>",
      ]
    }
    let tool = context.tool
    lines += [
      "", "<sub>\(MarkdownText.plain(tool.name)) \(MarkdownText.plain(tool.version))</sub>",
    ]
    return lines
  }
}
