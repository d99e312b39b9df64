package import Model

/// For people: the verdict and counts, then the findings by what to do about them, then what could
/// not be looked at and which data was asked.
package enum AssessmentTableFormat: AssessmentFormat {
  package static let name = "table"
  package static let summary = "for people: counts first, then what to do and what it mends"
  package static let fileExtension = "txt"
  package static let mediaType = "text/plain"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    let style = TerminalStyle(isColored: context.isColored)
    var lines = TableFormat.heading(of: assessment.inventory, style)
    lines += AssessmentCounts(assessment, in: context, style).lines
    lines += findings(of: assessment, in: context, style)
    lines += gaps(of: assessment, in: context, style)
    lines += data(of: assessment, in: context, style)
    lines += verdict(of: assessment, style)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Flaws by what to do about them; then, of an image, how it is built.
  private static func findings(
    of assessment: Assessment,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    guard assessment.inventory.subject.kind != .configuration else {
      return RemedyTable(assessment, in: context, style).lines
    }
    var flaws = assessment
    flaws.findings.removeAll { $0.check != nil }
    return RemedyTable(flaws, in: context, style).lines
      + BuildTable(assessment.findings.filter { $0.check != nil }, in: context, style).lines
  }

  private static func gaps(
    of assessment: Assessment,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    guard !assessment.gaps.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "WHY", maximum: 11),
      .init(title: "LAYER", maximum: 5, isNumber: true),
      .init(title: "PATH", cut: .head),
      .init(title: "BY", maximum: 20),
      .init(title: "DETAIL"),
    ])
    for gap in assessment.gaps {
      table.add([
        gap.reason.rawValue, gap.layer.map { String($0) } ?? "", gap.path, gap.source, gap.detail,
      ])
    }
    var lines = table.lines(width: context.width)
    if let first = lines.first { lines[0] = style.dim(first) }
    return ["", style.bold("Could not be looked at")] + lines
  }

  private static func data(
    of assessment: Assessment,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    if assessment.inventory.subject.kind == .configuration { return [] }
    guard !assessment.data.isEmpty else {
      return ["", style.bold("Data"), style.yellow("No advisories were asked.")]
    }
    var table = TextTable([
      .init(title: "ADVISORIES", maximum: 24),
      .init(title: "DATE", maximum: 10),
      .init(title: "RECORDS", maximum: 9, isNumber: true),
      .init(title: "FROM"),
    ])
    for source in assessment.data {
      let origin = source.isStarter ? "built-in starter set" : source.feeds.joined(separator: ", ")
      let date = source.date.isEmpty ? "undated" : source.date
      table.add([source.space, date, String(source.records), origin])
    }
    var lines = table.lines(width: context.width)
    if let first = lines.first { lines[0] = style.dim(first) }
    if assessment.data.contains(where: \.isStarter) {
      let note =
        "The starter set is built in and knows only some of the most dangerous flaws: what is not "
        + "listed here is not known to be safe. Get full data with `plimsoll data update`."
      lines += SafeText.wrap(note, in: context.width).map { style.yellow($0) }
    }
    return ["", style.bold("Data")] + lines
  }

  private static func verdict(of assessment: Assessment, _ style: TerminalStyle) -> [String] {
    let verdict = assessment.verdict
    var lines: [String] = []
    switch verdict.outcome {
    case .notAsked: break
    case .passed: lines = ["", style.bold("Verdict") + "  " + style.green("passed")]
    case .denied: lines = ["", style.bold("Verdict") + "  " + style.text("denied", as: .critical)]
    }
    lines += verdict.reasons.map { "- \(SafeText.clean($0))" }
    if !verdict.warnings.isEmpty {
      lines += ["", style.bold("Policy")]
      lines += verdict.warnings.map { "- " + style.yellow(SafeText.clean($0)) }
    }
    return lines
  }
}
