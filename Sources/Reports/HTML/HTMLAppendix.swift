import Model

/// The end of the page: what was not looked at, what was taken out, and the data that was asked.
struct HTMLAppendix {
  private let assessment: Assessment

  /// Rows of a table; what is beyond them is counted.
  private static let listed = 5000

  init(_ assessment: Assessment) { self.assessment = assessment }

  func write(into html: inout HTMLWriter) {
    gaps(into: &html)
    dismissed(into: &html)
    warnings(into: &html)
    data(into: &html)
  }

  private func gaps(into html: inout HTMLWriter) {
    guard !assessment.gaps.isEmpty else { return }
    html.element("section", ["id": "gaps"]) {
      $0.raw(
        "<h2>Could not be looked at</h2>\n<div class=\"scroll\"><table><thead><tr><th>Why</th>"
      )
      $0.raw("<th>Path</th><th>Layer</th><th>By</th><th>Detail</th></tr></thead><tbody>")
      for gap in assessment.gaps.prefix(Self.listed) {
        $0.element("tr") {
          $0.element("td", ["data-l": "Why"], text: gap.reason.rawValue)
          $0.element("td", ["data-l": "Path"]) {
            $0.element("code", text: HTMLText.short(gap.path))
          }
          $0.element("td", ["data-l": "Layer"], text: gap.layer.map { String($0) } ?? "")
          $0.element("td", ["data-l": "By"], text: HTMLText.short(gap.source))
          $0.element("td", ["data-l": "Detail"], text: HTMLText.short(gap.detail))
        }
      }
      $0.raw("</tbody></table></div>\n")
      more(assessment.gaps.count, into: &$0)
    }
  }

  private func dismissed(into html: inout HTMLWriter) {
    guard !assessment.dismissed.isEmpty else { return }
    html.element("section", ["id": "dismissed"]) {
      $0.raw("<h2>Taken out</h2>\n<div class=\"scroll\"><table><thead><tr><th>Severity</th>")
      $0.raw("<th>Finding</th><th>Package</th><th>By</th><th>Reason</th></tr></thead><tbody>")
      for item in assessment.dismissed.prefix(Self.listed) {
        let finding = item.finding
        let name = finding.vulnerability?.package.fullName ?? finding.location.text
        $0.element("tr") {
          $0.element("td", ["data-l": "Severity"]) {
            let severity = finding.severity.rawValue
            $0.element("span", ["class": "chip \(severity)"], text: severity)
          }
          $0.element("td", ["data-l": "Finding"]) {
            $0.element("code", ["class": "id"], text: HTMLText.short(finding.rule))
            $0.element("span", ["class": "title"], text: HTMLText.short(finding.title))
          }
          $0.element("td", ["data-l": "Package"], text: HTMLText.short(name))
          let origin = item.origin.isEmpty ? "" : ", \(item.origin)"
          $0.element("td", ["data-l": "By"], text: HTMLText.short(item.authority.words + origin))
          $0.element("td", ["data-l": "Reason"], text: HTMLText.short(item.reason))
        }
      }
      $0.raw("</tbody></table></div>\n")
      more(assessment.dismissed.count, into: &$0)
    }
  }

  private func more(_ count: Int, into html: inout HTMLWriter) {
    guard count > Self.listed else { return }
    html.element("p", ["class": "dim"], text: "and \(HTMLText.count(count - Self.listed)) more")
  }

  private func warnings(into html: inout HTMLWriter) {
    guard !assessment.verdict.warnings.isEmpty else { return }
    html.element("section") {
      $0.raw("<h2>Policy</h2>\n<ul class=\"warnings\">")
      for warning in assessment.verdict.warnings.prefix(Self.listed) {
        $0.element("li", text: HTMLText.short(warning))
      }
      $0.raw("</ul>\n")
    }
  }

  private func data(into html: inout HTMLWriter) {
    html.element("section", ["id": "data"]) {
      $0.raw("<h2>Data</h2>\n")
      guard !assessment.data.isEmpty else {
        $0.raw("<p class=\"note\">No advisories were asked.</p>\n")
        return
      }
      if assessment.data.contains(where: \.isStarter) {
        $0.raw("<p class=\"note\">The starter set is built in and knows only some of the most ")
        $0.raw("dangerous flaws: what is not listed here is not known to be safe. Get full data ")
        $0.raw("with <code>plimsoll data update</code>.</p>\n")
      }
      $0.raw("<div class=\"scroll\"><table><thead><tr><th>Advisories</th><th>Date</th>")
      $0.raw("<th>Records</th><th>From</th></tr></thead><tbody>")
      for source in assessment.data {
        $0.element("tr") {
          $0.element("td", ["data-l": "Advisories"], text: HTMLText.short(source.space))
          let date = source.date.isEmpty ? "undated" : source.date
          $0.element("td", ["data-l": "Date"], text: HTMLText.short(date))
          let records = HTMLText.count(source.records)
          $0.element("td", ["class": "number", "data-l": "Records"], text: records)
          let feeds = source.feeds.joined(separator: ", ")
          let origin = source.isStarter ? "built-in starter set" : feeds
          $0.element("td", ["data-l": "From"], text: HTMLText.short(origin))
        }
      }
      $0.raw("</tbody></table></div>\n")
    }
  }
}
