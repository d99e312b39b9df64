import Model

/// What to do, one card for each remedy.
struct HTMLRemedies {
  private let findings: [Finding]
  private let plan: RemedyPlan

  /// Findings and upgrades that a card names; the table has them all.
  private static let named = 60

  init(_ assessment: Assessment) {
    findings = assessment.findings
    plan = RemedyPlan(assessment.findings)
  }

  func write(into html: inout HTMLWriter) {
    guard !plan.remedies.isEmpty else { return }
    html.element("section", ["id": "todo"]) {
      $0.raw("<h2>What to do</h2>\n<ol class=\"todo\">")
      for remedy in plan.remedies { card(remedy, into: &$0) }
      $0.raw("</ol>\n")
    }
  }

  private func card(_ remedy: Remedy, into html: inout HTMLWriter) {
    html.newline()
    html.element("li", ["class": remedy.action.rawValue]) {
      $0.element("details") {
        $0.element("summary") {
          $0.element("span", ["class": "do"], text: HTMLText.short(remedy.sentence))
          chips(remedy, into: &$0)
        }
        upgrades(remedy, into: &$0)
        names(remedy, into: &$0)
      }
    }
  }

  private func chips(_ remedy: Remedy, into html: inout HTMLWriter) {
    var counts: [Severity: Int] = [:]
    var exploited = 0
    for place in remedy.findings {
      counts[findings[place].severity, default: 0] += 1
      if findings[place].vulnerability?.exploited != nil { exploited += 1 }
    }
    html.element("span", ["class": "chips"]) {
      if exploited > 0 { $0.element("span", ["class": "chip hot"], text: "\(exploited) exploited") }
      for severity in Severity.worstFirst {
        guard let count = counts[severity] else { continue }
        $0.element(
          "span",
          ["class": "chip \(severity.rawValue)"],
          text: "\(HTMLText.count(count)) \(severity.rawValue)"
        )
      }
    }
  }

  private func upgrades(_ remedy: Remedy, into html: inout HTMLWriter) {
    let several = remedy.upgrades.count > 1 || remedy.upgrades.contains { $0.packages.count > 1 }
    guard several || remedy.action == .rebuildOnNewerBase else { return }
    html.element("ul", ["class": "steps"]) {
      for upgrade in remedy.upgrades.prefix(Self.named) {
        $0.element("li") {
          $0.element("b", text: HTMLText.short(upgrade.name))
          $0.text(" ")
          $0.element("code", text: HTMLText.short(upgrade.installed))
          $0.text(" → ")
          $0.element("code", ["class": "fix"], text: HTMLText.short(upgrade.target))
          if upgrade.packages != [upgrade.name] {
            let names = upgrade.packages.joined(separator: ", ")
            $0.element("span", ["class": "dim"], text: HTMLText.short(" (\(names))"))
          }
        }
      }
      more(remedy.upgrades.count - Self.named, into: &$0)
    }
  }

  private func names(_ remedy: Remedy, into html: inout HTMLWriter) {
    html.element("p", ["class": "names"]) {
      for place in remedy.findings.prefix(Self.named) {
        let finding = findings[place]
        $0.element(
          "a",
          ["href": "#f\(place)", "class": finding.severity.rawValue],
          text: MarkupText.shortened(finding.rule, to: 60)
        )
        $0.text(" ")
      }
      more(remedy.findings.count - Self.named, into: &$0)
    }
  }

  private func more(_ count: Int, into html: inout HTMLWriter) {
    if count > 0 {
      html.element("span", ["class": "dim"], text: "and \(HTMLText.count(count)) more")
    }
  }
}
