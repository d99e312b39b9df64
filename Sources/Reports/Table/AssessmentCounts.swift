import Model

/// The head of the table for people: what was judged, and how much of what was found.
struct AssessmentCounts {
  private let assessment: Assessment
  private let summary: AssessmentSummary
  private let context: ReportContext
  private let style: TerminalStyle

  init(_ assessment: Assessment, in context: ReportContext, _ style: TerminalStyle) {
    self.assessment = assessment
    self.context = context
    self.style = style
    summary = AssessmentSummary(assessment)
  }

  var lines: [String] {
    let inventory = assessment.inventory
    var rows =
      inventory.subject.kind == .configuration
      ? [("Files", String(inventory.fileCount))]
      : [
        ("System", TableFormat.system(of: inventory, context, style)),
        ("Packages", TableFormat.packageCounts(of: inventory)),
      ]
    if inventory.subject.base != nil { rows.append(("Base", inventory.baseSentence)) }
    rows.append(("Findings", headline))
    if summary.exploited > 0 {
      let text = "\(summary.exploited) known to be used in attacks"
      rows.append(("Exploited", style.text(text, as: .critical)))
    }
    if let built { rows.append(("Built", built)) }
    if let surface = assessment.surface { rows.append(("Surface", text(of: surface))) }
    if !assessment.dismissed.isEmpty { rows.append(("Dismissed", dismissed)) }
    let parts = "\(summary.gaps) \(summary.gaps == 1 ? "part" : "parts") could not be looked at"
    rows.append(("Gaps", summary.gaps == 0 ? "none" : style.yellow(parts)))
    let padded = rows.map { label, text in
      style.dim(label) + String(repeating: " ", count: 11 - label.count) + text
    }
    return [""] + padded + matrix
  }

  private var headline: String {
    let text = summary.sentence
    if summary.coverage != .complete { return style.yellow(text) }
    return summary.findings == 0 ? style.green(text) : style.bold(text)
  }

  private var dismissed: String {
    var counts: [DismissedFinding.Authority: Int] = [:]
    for item in assessment.dismissed { counts[item.authority, default: 0] += 1 }
    let parts = DismissedFinding.Authority.allCases.compactMap { authority in
      counts[authority].map { "\($0) by \(authority.words)" }
    }
    return parts.count == 1
      ? parts.joined() : "\(assessment.dismissed.count): \(parts.joined(separator: ", "))"
  }

  /// What there is on how an image is built, by severity.
  private var built: String? {
    guard assessment.inventory.subject.kind != .configuration else { return nil }
    let found = assessment.findings.filter { $0.check != nil }
    let parts = Severity.worstFirst.compactMap { severity in
      let count = found.count { $0.severity == severity }
      return count > 0 ? style.text("\(count) \(severity.rawValue)", as: severity) : nil
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ") + " on how it is built"
  }

  private func text(of surface: SurfaceScore) -> String {
    let parts = surface.parts.prefix(3).map { "\($0.name) \($0.points)" }
    let rest = surface.parts.count - parts.count
    let list = parts.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    return parts.isEmpty ? "0 of 100" : "\(surface.value) of 100: \(list)"
  }

  /// How many flaws of each severity, and how many of those can be mended.
  private var matrix: [String] {
    let flaws = assessment.findings.filter { $0.check == nil }
    guard !flaws.isEmpty, assessment.inventory.subject.kind != .configuration else { return [] }
    var table = TextTable([
      .init(title: "SEVERITY"),
      .init(title: "FLAWS", isNumber: true),
      .init(title: "WITH A FIX", isNumber: true),
      .init(title: "WITHOUT", isNumber: true),
    ])
    let severities = Severity.worstFirst.filter { severity in
      flaws.contains { $0.severity == severity }
    }
    for severity in severities {
      let count = flaws.count { $0.severity == severity }
      let fixable = summary.fixableBySeverity[severity, default: 0]
      table.add([severity.rawValue, String(count), String(fixable), String(count - fixable)])
    }
    var lines = table.lines(width: context.width)
    if let first = lines.first { lines[0] = style.dim(first) }
    for (row, severity) in severities.enumerated() {
      let name = severity.rawValue
      lines[row + 1] = style.text(name, as: severity) + lines[row + 1].dropFirst(name.count)
    }
    return [""] + lines
  }
}

extension DismissedFinding.Authority {
  /// For people, to follow `by`.
  var words: String {
    switch self {
    case .waiver: "waiver"
    case .vex: "VEX"
    case .ignoreFile: "ignore file"
    case .baseline: "baseline"
    case .option: "option"
    }
  }
}
