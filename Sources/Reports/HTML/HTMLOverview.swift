import Model

/// The head of the page: what was judged, the answer, and how it is spread.
struct HTMLOverview {
  private let assessment: Assessment
  private let summary: AssessmentSummary
  private let context: ReportContext

  init(_ assessment: Assessment, in context: ReportContext) {
    self.assessment = assessment
    self.context = context
    summary = AssessmentSummary(assessment)
  }

  func write(into html: inout HTMLWriter) {
    html.element("header") {
      title(into: &$0)
      answer(into: &$0)
      facts(into: &$0)
      if summary.findings > 0 { HTMLCharts(assessment, summary).write(into: &$0) }
    }
    html.newline()
  }

  private func title(into html: inout HTMLWriter) {
    let subject = assessment.inventory.subject
    html.element("div", ["class": "top"]) {
      // The load line of a ship: a ring with a line through it.
      $0.raw("<svg class=\"mark\" viewBox=\"0 0 48 32\" aria-hidden=\"true\"><circle cx=\"24\" ")
      $0.raw("cy=\"16\" r=\"12\"></circle><path d=\"M2 16h44\"></path></svg>")
      $0.element("div", ["class": "name"]) {
        $0.element("h1", text: HTMLText.short(subject.name.isEmpty ? "(no name)" : subject.name))
        $0.element("p", ["class": "sub"]) { sub(subject, into: &$0) }
      }
      verdict(into: &$0)
      $0.raw("<button id=\"theme\" class=\"needs-js\" type=\"button\" ")
      $0.raw("title=\"Light or dark\" aria-label=\"Light or dark\">◐</button>")
    }
  }

  private func sub(_ subject: Subject, into html: inout HTMLWriter) {
    var parts = [TableFormat.words(for: subject.kind)]
    if !subject.platform.isEmpty { parts.append(subject.platform) }
    let plain = TerminalStyle(isColored: false)
    parts.append(TableFormat.system(of: assessment.inventory, context, plain))
    for part in parts { html.element("span", text: HTMLText.short(part)) }
    if let created = context.created {
      html.element("span", ["class": "whole"], text: "scanned \(created.date)")
    }
    if let digest = subject.manifestDigest ?? subject.configDigest {
      html.element("code", text: digest.description)
    }
  }

  private func verdict(into html: inout HTMLWriter) {
    switch assessment.verdict.outcome {
    case .notAsked: break
    case .passed: html.element("span", ["class": "verdict passed"], text: "passed")
    case .denied: html.element("span", ["class": "verdict denied"], text: "denied")
    }
  }

  // MARK: - Answer

  private func answer(into html: inout HTMLWriter) {
    html.element("section", ["class": "answer \(mood.name)", "aria-label": "Summary"]) {
      $0.element("span", ["class": "sign", "aria-hidden": "true"], text: mood.sign)
      $0.element("div") {
        $0.element("p", ["class": "headline"], text: summary.sentence)
        $0.element("p", text: explanation)
        if !assessment.verdict.reasons.isEmpty {
          $0.element("ul") {
            for reason in assessment.verdict.reasons {
              $0.element("li", text: HTMLText.short(reason))
            }
          }
        }
      }
    }
  }

  /// How the answer looks: good only where everything was looked at and nothing found.
  private var mood: (name: String, sign: String) {
    if summary.findings > 0 {
      let worst = summary.bySeverity.keys.max() ?? .unknown
      return worst >= .high ? ("bad", "!") : ("warn", "!")
    }
    return summary.coverage == .complete ? ("good", "✓") : ("unknown", "?")
  }

  private var explanation: String {
    let packages = HTMLText.count(assessment.inventory.packages.count, "package")
    switch summary.coverage {
    case .noData:
      return "\(packages) found, none of which could be looked up. This is no clean bill."
    case .noPackages: return "Nothing in the artifact could be recognised as a package."
    case .complete, .partial:
      let records = assessment.data.reduce(0) { $0 &+ $1.records }
      let sets = HTMLText.count(assessment.data.count, "set")
      return "\(packages) looked up in \(HTMLText.count(records)) records of \(sets) of advisories."
    }
  }

  // MARK: - Facts

  private func facts(into html: inout HTMLWriter) {
    let isBlind = summary.coverage == .noData || summary.coverage == .noPackages
    // Where nothing could be looked up, noughts would say what nobody knows.
    if isBlind, summary.findings == 0, summary.dismissed == 0 { return }
    html.element("ul", ["class": "facts"]) {
      fact(summary.exploited, "known to be used in attacks", "hot", "#findings-title", into: &$0)
      fact(summary.fixable, "mended by an upgrade", "fixable", "#todo", into: &$0)
      fact(summary.findings - summary.fixable, "without a fix", "", "#todo", into: &$0)
      fact(summary.gaps, "parts not looked at", "gap", "#gaps", into: &$0)
      fact(summary.dismissed, "taken out", "", "#dismissed", into: &$0)
    }
  }

  private func fact(
    _ number: Int,
    _ label: String,
    _ style: String,
    _ anchor: String,
    into html: inout HTMLWriter
  ) {
    html.element("li", ["class": number == 0 ? "none" : style]) {
      let write = { (html: inout HTMLWriter) in
        html.element("b", text: HTMLText.count(number))
        html.element("span", text: label)
      }
      if number == 0 { write(&$0) } else { $0.element("a", ["href": anchor], write) }
    }
  }
}
