import Model

/// The findings by what to do about them: a table on wide terminals, two lines a finding on
/// narrow ones.
struct RemedyTable {
  private let assessment: Assessment
  private let plan: RemedyPlan
  private let context: ReportContext
  private let style: TerminalStyle

  /// Below so many columns a table would cut away what matters.
  private static let narrow = 96

  init(_ assessment: Assessment, in context: ReportContext, _ style: TerminalStyle) {
    self.assessment = assessment
    self.context = context
    self.style = style
    plan = RemedyPlan(assessment.findings)
  }

  var lines: [String] {
    guard !plan.remedies.isEmpty else { return [] }
    if let width = context.width, width < Self.narrow { return narrowLines(in: width) }
    return wideLines
  }

  // MARK: - Heads

  /// `Upgrade openssl from 1 to 2`, and below it how many findings that mends.
  private func head(of remedy: Remedy, number: Int) -> [String] {
    let room = context.width.map { max(20, $0) }
    let sentence = SafeText.clean("\(number). \(remedy.sentence)")
    var lines = [""] + SafeText.wrap(sentence, in: room).map { style.bold($0) }
    let tally = self.tally(of: remedy)
    if let last = lines.last, lines.count == 2,
      room.map({ SafeText.width(sentence) + SafeText.width(tally) + 2 <= $0 }) ?? true
    {
      lines[1] = last + "  " + style.dim(tally)
    } else {
      lines += SafeText.wrap(tally, in: room).map { style.dim($0) }
    }
    if remedy.action == .rebuildOnNewerBase {
      let steps = remedy.upgrades.prefix(12).map { "\($0.name) \($0.installed) → \($0.target)" }
      let rest = remedy.upgrades.count - steps.count
      let text = steps.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
      lines += SafeText.wrap(SafeText.clean(text), in: room)
    } else if let upgrade = remedy.upgrades.first, upgrade.packages.count > 1 {
      let names = SafeText.clean("packages: \(upgrade.packages.joined(separator: ", "))")
      lines += SafeText.wrap(names, in: room)
    }
    return lines
  }

  /// `mends 6: 1 critical, 5 high`.
  private func tally(of remedy: Remedy) -> String {
    var counts: [Severity: Int] = [:]
    for place in remedy.findings {
      counts[assessment.findings[place].severity, default: 0] += 1
    }
    let parts = Severity.worstFirst.compactMap { severity in
      counts[severity].map { "\($0) \(severity.rawValue)" }
    }
    let text =
      parts.count == 1
      ? parts.joined()
      : "\(remedy.findings.count): "
        + parts.joined(separator: ", ")
    switch remedy.action {
    case .upgrade, .rebuildOnNewerBase: return "mends \(text)"
    case .remove, .follow, .none, .disregard: return text
    }
  }

  private var isConfiguration: Bool { assessment.inventory.subject.kind == .configuration }

  // MARK: - Wide

  private var wideLines: [String] {
    var table = TextTable([
      .init(title: "SEVERITY", maximum: 10),
      .init(title: "ID", maximum: 20),
      .init(title: isConfiguration ? "WHERE" : "PACKAGE", maximum: isConfiguration ? 50 : 30),
      .init(title: "INSTALLED", maximum: 24),
      .init(title: "FIXED", maximum: 24),
      .init(title: "LAYER", maximum: 8, isNumber: true),
      .init(title: "MARKS", maximum: 26),
      .init(title: "TITLE"),
    ])
    let places = plan.remedies.flatMap(\.findings)
    for place in places { table.add(cells(of: assessment.findings[place])) }
    let rows = table.lines(width: context.width)
    var lines = ["", style.bold("What to do"), style.dim(rows.first ?? "")]
    var row = 1
    for (number, remedy) in plan.remedies.enumerated() {
      lines += head(of: remedy, number: number + 1)
      for place in remedy.findings {
        lines.append(colored(rows[row], as: assessment.findings[place].severity))
        row += 1
      }
    }
    return lines
  }

  private func cells(of finding: Finding) -> [String] {
    let package = finding.vulnerability?.package
    return [
      finding.severity.rawValue, finding.rule, package?.fullName ?? finding.location.text,
      package?.version ?? "", finding.nextFix,
      finding.layerText,
      finding.marks.joined(separator: ", "), finding.title,
    ]
  }

  /// A row whose first word is in the colour of its severity.
  private func colored(_ row: String, as severity: Severity) -> String {
    let name = severity.rawValue
    guard row.hasPrefix(name) else { return row }
    return style.text(name, as: severity) + row.dropFirst(name.count)
  }

  // MARK: - Narrow

  private func narrowLines(in width: Int) -> [String] {
    var lines = ["", style.bold("What to do")]
    for (number, remedy) in plan.remedies.enumerated() {
      lines += head(of: remedy, number: number + 1)
      for place in remedy.findings {
        let finding = assessment.findings[place]
        let first = ([finding.severity.rawValue + " " + finding.rule] + finding.marks)
          .joined(separator: " · ")
        let clean = SafeText.fit(SafeText.clean(first), in: width, cutting: .tail)
        lines.append(colored(clean, as: finding.severity))
        let second = "  " + SafeText.clean(whereabouts(of: finding))
        lines.append(SafeText.fit(second, in: width, cutting: .tail))
      }
    }
    return lines
  }

  /// `libssl3 3.0.11-1 → 3.0.15-1 · layer 2`, or where it is.
  private func whereabouts(of finding: Finding) -> String {
    var parts: [String] = []
    if let package = finding.vulnerability?.package {
      let fix = finding.nextFix.isEmpty ? "" : " → \(finding.nextFix)"
      parts.append("\(package.fullName) \(package.version)\(fix)")
    } else {
      parts.append(finding.location.text)
      if finding.check != nil { parts.append(finding.title) }
    }
    if finding.location.layer != nil { parts.append("layer \(finding.layerText)") }
    return parts.joined(separator: " · ")
  }
}

extension Finding {
  /// `3`, or `3 base` and `3 own` where that is known.
  fileprivate var layerText: String {
    guard let layer = location.layer else { return "" }
    return vulnerability?.isFromBase.map { "\(layer) \($0 ? "base" : "own")" } ?? String(layer)
  }
}

extension Finding.Location {
  /// `a.jar » b/c.jar:3`.
  var text: String {
    let file = innerPath.isEmpty ? path : "\(path) » \(innerPath)"
    guard let line else { return file }
    return column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)"
  }
}
