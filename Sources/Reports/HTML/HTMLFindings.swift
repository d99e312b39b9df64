import Model

/// The table of findings, with what is known of each folded away in its row.
struct HTMLFindings {
  private let assessment: Assessment

  init(_ assessment: Assessment) { self.assessment = assessment }

  func write(into html: inout HTMLWriter) {
    guard !assessment.findings.isEmpty else { return }
    html.element("section", ["id": "all"]) {
      $0.raw("<h2 id=\"findings-title\">Findings</h2>\n")
      controls(into: &$0)
      $0.raw("<div class=\"scroll\"><table id=\"findings\"><thead><tr>")
      $0.raw("<th data-t=\"n\">Severity</th><th data-t=\"n\">Risk</th><th>Finding</th>")
      $0.raw("<th>Package</th><th data-t=\"n\">Fix</th><th data-t=\"n\">Layer</th>")
      $0.raw("</tr></thead>\n<tbody>")
      for (place, finding) in assessment.findings.enumerated() {
        row(finding, place, into: &$0)
      }
      $0.raw("</tbody></table></div>\n<p id=\"nothing\" hidden>No finding is like that.</p>\n")
    }
  }

  private func controls(into html: inout HTMLWriter) {
    let present = Set(assessment.findings.map(\.severity))
    html.element("div", ["class": "controls needs-js", "role": "search"]) {
      $0.raw("<input id=\"search\" type=\"search\" placeholder=\"Search: CVE, package, path, ")
      $0.raw(
        "weakness…\" aria-label=\"Search findings\" autocomplete=\"off\" spellcheck=\"false\">"
      )
      $0.element("span", ["class": "filters"]) {
        for severity in Severity.worstFirst where present.contains(severity) {
          $0.element(
            "button",
            [
              "type": "button", "class": "chip \(severity.rawValue)", "aria-pressed": "true",
              "data-severity": String(severity.rank),
            ],
            text: severity.rawValue
          )
        }
        $0.raw("<label><input type=\"checkbox\" id=\"only-fix\"> with a fix</label>")
        $0.raw("<label><input type=\"checkbox\" id=\"only-hot\"> exploited</label>")
      }
      $0.raw("<output id=\"shown\"></output>")
    }
    html.newline()
  }

  private func row(_ finding: Finding, _ place: Int, into html: inout HTMLWriter) {
    let detail = finding.vulnerability
    let isHot = detail?.exploited != nil || finding.kind == .malware
    html.newline()
    html.element(
      "tr",
      [
        "id": "f\(place)", "data-s": String(finding.severity.rank),
        "data-f": finding.isFixable ? "1" : "0", "data-x": isHot ? "1" : "0",
      ]
    ) {
      $0.element("td", ["data-v": String(finding.severity.rank), "data-l": "Severity"]) {
        let name = finding.severity.rawValue
        $0.element("span", ["class": "chip \(name)"], text: name)
      }
      risk(detail?.risk, into: &$0)
      $0.element("td", ["class": "what", "data-v": finding.rule, "data-l": "Finding"]) {
        HTMLFindingDetails(finding, in: assessment.inventory).write(into: &$0)
      }
      package(finding, into: &$0)
      fix(finding, into: &$0)
      let layer = finding.location.layer
      $0.element(
        "td",
        ["class": "number", "data-v": String(layer ?? -1), "data-l": "Layer"],
        text: layer.map { String($0) } ?? "–"
      )
    }
  }

  private func risk(_ risk: Double?, into html: inout HTMLWriter) {
    let value = risk.flatMap { (0...100).contains($0) ? $0 : nil }
    html.element(
      "td",
      ["class": "number risk", "data-v": "\(value ?? -1)", "data-l": "Risk"]
    ) {
      guard let value else {
        $0.text("–")
        return
      }
      $0.element("span", text: "\(Int(value.rounded()))")
      $0.element(
        "svg",
        ["viewBox": "0 0 100 10", "preserveAspectRatio": "none", "aria-hidden": "true"]
      ) {
        $0.raw("<rect class=\"track\" width=\"100\" height=\"10\"></rect>")
        $0.element("rect", ["class": "solid", "width": "\(value)", "height": "10"]) { _ in }
      }
    }
  }

  private func package(_ finding: Finding, into html: inout HTMLWriter) {
    let package = finding.vulnerability?.package
    let name = package?.fullName ?? finding.location.text
    html.element("td", ["class": "package", "data-v": HTMLText.short(name), "data-l": "Package"]) {
      $0.element("b", text: HTMLText.short(name))
      guard let package else { return }
      $0.text(" ")
      $0.element("code", text: HTMLText.short(package.version))
      $0.element("span", ["class": "dim"], text: HTMLText.short(" \(package.ecosystem.rawValue)"))
    }
  }

  private func fix(_ finding: Finding, into html: inout HTMLWriter) {
    html.element(
      "td",
      ["class": "fixed", "data-v": finding.isFixable ? "1" : "0", "data-l": "Fix"]
    ) {
      guard finding.isFixable else {
        $0.element("span", ["class": "dim"], text: finding.vulnerability?.fixState.brief ?? "–")
        return
      }
      $0.element("code", ["class": "fix"], text: HTMLText.short(finding.nextFix))
      let channel = finding.vulnerability?.fixChannel ?? ""
      if !channel.isEmpty {
        $0.element("span", ["class": "dim"], text: HTMLText.short(" \(channel)"))
      }
    }
  }
}

extension FixState {
  /// In a narrow column.
  fileprivate var brief: String {
    switch self {
    case .fixed, .notFixed: "none yet"
    case .willNotFix: "will not fix"
    case .deferred: "deferred"
    case .endOfLife: "end of life"
    case .underInvestigation: "in question"
    case .notAffected: "not affected"
    }
  }
}
