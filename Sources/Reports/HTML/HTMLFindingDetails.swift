import Model

/// What is known of one finding, folded away behind its name.
struct HTMLFindingDetails {
  private let finding: Finding
  private let inventory: Inventory

  /// Statements, advisories and addresses that are listed of one finding.
  private static let listed = 12

  init(_ finding: Finding, in inventory: Inventory) {
    self.finding = finding
    self.inventory = inventory
  }

  func write(into html: inout HTMLWriter) {
    html.element("details") {
      $0.element("summary") {
        $0.element("code", ["class": "id"], text: HTMLText.short(finding.rule))
        for mark in finding.marks {
          let isHot = mark.hasPrefix("exploited") || mark == "malware"
          $0.element("span", ["class": isHot ? "chip hot" : "chip plain"], text: mark)
        }
        if finding.vulnerability?.isKernelHeaders == true {
          $0.raw("<span class=\"chip plain\">kernel headers</span>")
        }
        $0.element("span", ["class": "title"], text: HTMLText.short(finding.title))
      }
      $0.element("dl") { list(into: &$0) }
    }
  }

  private func list(into html: inout HTMLWriter) {
    item("What to do", finding.remedy, into: &html)
    item("Where", place, into: &html)
    item("Brought by", step, into: &html)
    if let detail = finding.vulnerability { facts(of: detail, into: &html) }
    let links = WebAddress.linkable(finding.references).prefix(Self.listed)
    if !links.isEmpty {
      html.raw("<dt>Read more</dt>")
      html.element("dd") {
        for link in links {
          $0.element("div") { $0.link(HTMLText.short(link), to: link) }
        }
      }
    }
  }

  private func item(_ name: StaticString, _ text: String, into html: inout HTMLWriter) {
    guard !text.isEmpty else { return }
    html.element("dt") { $0.raw(name) }
    html.element("dd", text: HTMLText.long(text))
  }

  private var place: String {
    let path = finding.location.text
    guard let base = finding.vulnerability?.isFromBase else { return path }
    return "\(path)\(path.isEmpty ? "" : ", ")\(base ? "from the base image" : "own layer")"
  }

  private var step: String {
    guard let layer = finding.location.layer,
      let found = inventory.layers.first(where: { $0.index == layer })
    else { return "" }
    return found.createdBy.isEmpty ? "" : "layer \(layer): \(found.createdBy)"
  }

  private func facts(of detail: VulnerabilityDetail, into html: inout HTMLWriter) {
    let others = detail.identifiers.filter { $0 != finding.rule }
    item("Also known as", others.joined(separator: ", "), into: &html)
    if detail.fixedVersions.count > 1 {
      item("Fixed in", detail.fixedVersions.joined(separator: ", "), into: &html)
    }
    if let exploited = detail.exploited {
      let due = exploited.due.isEmpty ? "" : ", to be mended by \(exploited.due)"
      item("Used in attacks", "listed \(exploited.added)\(due)", into: &html)
    }
    if let likelihood = detail.likelihood {
      let share = ExploitLikelihood(probability: likelihood.percentile, percentile: 0, date: "")
      let date = likelihood.date.isEmpty ? "" : ", as of \(likelihood.date)"
      item(
        "Likelihood (EPSS)",
        "\(likelihood.percent) within 30 days, more than \(share.percent) of flaws\(date)",
        into: &html
      )
    }
    statements(of: detail, into: &html)
    advisories(of: detail, into: &html)
    item("Weaknesses", detail.weaknesses.joined(separator: ", "), into: &html)
    let dates = [("published", detail.published), ("changed", detail.modified)]
    let text = dates.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }
    item("Dates", text.joined(separator: ", "), into: &html)
  }

  private func statements(of detail: VulnerabilityDetail, into html: inout HTMLWriter) {
    guard !detail.severities.isEmpty else { return }
    html.raw("<dt>Severity</dt>")
    html.element("dd") {
      for statement in detail.severities.prefix(Self.listed) {
        $0.element("div") {
          let score = statement.score.map { $0.isFinite ? " \($0)" : "" } ?? ""
          let decides = statement == detail.decidingSeverity ? " (decides)" : ""
          $0.text(HTMLText.short("\(statement.source): \(statement.severity.rawValue)\(score)"))
          $0.text(decides)
          if statement.scale != .word {
            $0.text(" ")
            $0.element("code", text: HTMLText.short(statement.text))
          }
        }
      }
    }
  }

  private func advisories(of detail: VulnerabilityDetail, into html: inout HTMLWriter) {
    guard !detail.advisories.isEmpty else { return }
    html.raw("<dt>Decided by</dt>")
    html.element("dd") {
      for advisory in detail.advisories.prefix(Self.listed) {
        $0.element("div") {
          $0.element("b", text: HTMLText.short(advisory.id))
          $0.text(HTMLText.short(" of \(advisory.feed) (\(advisory.space)): "))
          $0.text(HTMLText.short("\(advisory.packageName) \(advisory.version) is in "))
          $0.element("code", text: HTMLText.short(advisory.range))
        }
      }
    }
  }
}
