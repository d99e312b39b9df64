import Model

/// How an image is built, for people: what checks found, the worst first, a line each.
struct BuildTable {
  private let findings: [Finding]
  private let context: ReportContext
  private let style: TerminalStyle

  init(_ findings: [Finding], in context: ReportContext, _ style: TerminalStyle) {
    self.findings = findings
    self.context = context
    self.style = style
  }

  var lines: [String] {
    guard !findings.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "SEVERITY", maximum: 10),
      .init(title: "ID", maximum: 12),
      .init(title: "KIND", maximum: 16),
      .init(title: "LAYER", maximum: 5, isNumber: true),
      .init(title: "WHAT"),
    ])
    for finding in findings {
      table.add([
        finding.severity.rawValue, finding.rule, finding.kind.rawValue,
        finding.location.layer.map { String($0) } ?? "", Self.sentence(of: finding),
      ])
    }
    var lines = table.lines(width: context.width)
    if let first = lines.first { lines[0] = style.dim(first) }
    for (row, finding) in findings.enumerated() {
      let name = finding.severity.rawValue
      guard lines[row + 1].hasPrefix(name) else { continue }
      lines[row + 1] =
        style.text(name, as: finding.severity) + lines[row + 1].dropFirst(name.count)
    }
    let note = "`plimsoll explain \(findings[0].rule)` says why it matters and what to do."
    return ["", style.bold("How it is built")] + lines
      + SafeText.wrap(note, in: context.width).map { style.dim($0) }
  }

  /// What is wrong, and where, unless that is said already.
  private static func sentence(of finding: Finding) -> String {
    let place = finding.location.text
    let path = finding.location.path
    return path.isEmpty || finding.title.contains(path)
      ? finding.title : "\(place): \(finding.title)"
  }
}
