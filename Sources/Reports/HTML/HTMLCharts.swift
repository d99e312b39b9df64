import Model

/// The charts of the page, in SVG that scales with it.
struct HTMLCharts {
  private let assessment: Assessment
  private let summary: AssessmentSummary

  /// Packages that are shown in the chart of packages.
  private static let topPackages = 7

  init(_ assessment: Assessment, _ summary: AssessmentSummary) {
    self.assessment = assessment
    self.summary = summary
  }

  func write(into html: inout HTMLWriter) {
    html.element("section", ["class": "charts", "aria-label": "Charts"]) {
      severities(into: &$0)
      fixes(into: &$0)
      packages(into: &$0)
    }
  }

  /// A bar for each severity: solid what can be mended, pale what cannot.
  private func severities(into html: inout HTMLWriter) {
    let most = summary.bySeverity.values.max() ?? 1
    html.element("figure") {
      $0.raw("<figcaption>By severity <small>solid: with a fix</small></figcaption>")
      for severity in Severity.worstFirst {
        let count = summary.bySeverity[severity, default: 0]
        let fixable = summary.fixableBySeverity[severity, default: 0]
        $0.element("div", ["class": "row \(severity.rawValue)"]) {
          $0.element("span", ["class": "label"], text: severity.rawValue)
          let title = "\(count) \(severity.rawValue), \(fixable) with a fix"
          bar(parts: [("solid", fixable), ("pale", count - fixable)], of: most, title, into: &$0)
          $0.element("span", ["class": "count"], text: HTMLText.count(count))
        }
      }
    }
  }

  private func bar(
    parts: [(style: String, count: Int)],
    of whole: Int,
    _ title: String,
    into html: inout HTMLWriter
  ) {
    html.element(
      "svg",
      [
        "class": "bar", "viewBox": "0 0 100 10", "preserveAspectRatio": "none", "role": "img",
        "aria-label": title,
      ]
    ) {
      $0.raw("<rect class=\"track\" width=\"100\" height=\"10\"></rect>")
      var start = 0.0
      for part in parts where part.count > 0 {
        let width = Double(part.count) / Double(max(1, whole)) * 100
        $0.element(
          "rect",
          [
            "class": part.style, "x": Self.number(start), "width": Self.number(width),
            "height": "10",
          ]
        ) { _ in }
        start += width
      }
    }
  }

  /// Two digits behind the point are finer than any screen.
  private static func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

  /// A ring of what the publishers say about fixes.
  private func fixes(into html: inout HTMLWriter) {
    var counts: [String: Int] = [:]
    for finding in assessment.findings { counts[Self.group(of: finding), default: 0] += 1 }
    let groups = ["with a fix", "no fix yet", "will not be fixed", "other"]
    html.element("figure") {
      $0.raw("<figcaption>By fix</figcaption>")
      $0.element("div", ["class": "ring"]) {
        ring(groups.map { counts[$0, default: 0] }, into: &$0)
        $0.element("ul", ["class": "legend"]) {
          for (place, group) in groups.enumerated() {
            guard let count = counts[group] else { continue }
            $0.element("li", ["class": "part\(place)"]) {
              $0.element("b", text: HTMLText.count(count))
              $0.text(" \(group)")
            }
          }
        }
      }
    }
  }

  private static func group(of finding: Finding) -> String {
    if finding.isFixable { return "with a fix" }
    switch finding.vulnerability?.fixState {
    case .notFixed, .fixed, .underInvestigation: return "no fix yet"
    case .willNotFix, .deferred, .endOfLife: return "will not be fixed"
    case .notAffected, nil: return "other"
    }
  }

  private func ring(_ counts: [Int], into html: inout HTMLWriter) {
    let whole = Double(max(1, counts.reduce(0, +)))
    let share = Int((Double(counts.first ?? 0) / whole * 100).rounded())
    html.element(
      "svg",
      ["viewBox": "0 0 42 42", "role": "img", "aria-label": "\(share) % have a fix"]
    ) {
      var start = 0.0
      for (place, count) in counts.enumerated() where count > 0 {
        let length = Double(count) / whole * 100
        // The radius makes the circumference 100; a quarter back from the right is the top.
        $0.element(
          "circle",
          [
            "class": "part\(place)", "cx": "21", "cy": "21", "r": "15.9155",
            "stroke-dasharray": "\(Self.number(length)) \(Self.number(100 - length))",
            "stroke-dashoffset": Self.number(125 - start),
          ]
        ) { _ in }
        start += length
      }
      $0.element("text", ["x": "21", "y": "22.2"], text: "\(share) %")
      $0.raw("<text class=\"small\" x=\"21\" y=\"26.4\">fixable</text>")
    }
  }

  /// The packages that most findings are about.
  private func packages(into html: inout HTMLWriter) {
    var counts: [String: Int] = [:]
    for finding in assessment.findings {
      guard let package = finding.vulnerability?.package else { continue }
      counts[package.fullName, default: 0] += 1
    }
    let top = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.topPackages)
    guard !top.isEmpty else { return }
    let most = top.first?.value ?? 1
    html.element("figure") {
      $0.raw("<figcaption>By package</figcaption>")
      for (name, count) in top {
        $0.element("div", ["class": "row package"]) {
          let short = MarkupText.shortened(name, to: 60)
          $0.element("span", ["class": "label", "title": HTMLText.short(name)], text: short)
          bar(parts: [("solid", count)], of: most, HTMLText.count(count, "finding"), into: &$0)
          $0.element("span", ["class": "count"], text: HTMLText.count(count))
        }
      }
    }
  }
}
