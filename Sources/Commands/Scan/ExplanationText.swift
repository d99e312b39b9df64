import Advisories
import Model
import Reports

/// An explanation as lines for people.
struct ExplanationText {
  private(set) var lines: [String] = []

  init(_ explanation: Explanation, _ inventory: Inventory) {
    add(explanation.package, inventory)
    if let finding = explanation.finding, let detail = finding.vulnerability {
      add(finding, detail, inventory)
    } else if explanation.note.isEmpty {
      lines.append("  not affected\(Self.reason(explanation))")
    } else {
      lines.append("  not asked: \(explanation.note)")
    }
    for (judgement, advisory) in explanation.judgements { add(judgement, advisory) }
  }

  /// Why there is no finding although a record says that the version is affected.
  private static func reason(_ explanation: Explanation) -> String {
    let affecting = explanation.judgements.filter(\.judgement.isAffected)
    guard !affecting.isEmpty else { return "" }
    if affecting.allSatisfy({ !$0.advisory.withdrawn.isEmpty }) { return ": it was withdrawn" }
    return ": what a record of higher rank says decides"
  }

  private mutating func add(_ package: Package, _ inventory: Inventory) {
    let source = package.source.map { " (source \($0.name) \($0.version))" } ?? ""
    lines.append("\(package.ecosystem.rawValue) \(package.fullName) \(package.version)\(source)")
    for evidence in package.evidence.prefix(5) {
      let inner = evidence.innerPath.isEmpty ? "" : "!/\(evidence.innerPath)"
      lines.append(
        "  found in \(evidence.path)\(inner) by \(evidence.analyzer)\(layer(evidence, inventory))"
      )
    }
  }

  private func layer(_ evidence: Evidence, _ inventory: Inventory) -> String {
    guard let number = evidence.layer else { return "" }
    let isFromBase = inventory.isFromBase(layer: number)
    let owner = isFromBase.map { $0 ? " of the base image" : ", own" } ?? ""
    guard inventory.layers.indices.contains(number),
      !inventory.layers[number].createdBy.isEmpty
    else { return ", layer \(number)\(owner)" }
    return ", layer \(number)\(owner): \(inventory.layers[number].createdBy)"
  }

  private mutating func add(
    _ finding: Finding,
    _ detail: VulnerabilityDetail,
    _ inventory: Inventory
  ) {
    lines.append("  affected by \(detail.identifiers.joined(separator: ", ")): \(finding.title)")
    lines.append(
      "  severity \(finding.severity.rawValue), risk \(Int(detail.risk.rounded())) of 100"
    )
    for statement in detail.severities {
      let score = statement.score.map { " = \($0)" } ?? ""
      let mark = statement == detail.decidingSeverity ? "  (decides)" : ""
      lines.append(
        "    \(statement.source): \(statement.text)\(score), \(statement.severity.rawValue)\(mark)"
      )
    }
    if let exploited = detail.exploited {
      lines.append("  exploited, known since \(exploited.added)")
    }
    if let likelihood = detail.likelihood {
      let percent = Int((likelihood.probability * 1000).rounded())
      lines.append(
        "  likely to be exploited within 30 days: \(percent / 10).\(percent % 10) % (\(likelihood.date))"
      )
    }
    lines.append("  fix: \(fix(detail))")
    if let isFromBase = inventory.isFromBase(layer: finding.location.layer) {
      lines.append("  from: \(isFromBase ? inventory.baseSentence : "an own layer")")
    }
    if !finding.remedy.isEmpty { lines.append("  what to do: \(finding.remedy)") }
  }

  private func fix(_ detail: VulnerabilityDetail) -> String {
    guard !detail.fixedVersions.isEmpty else { return detail.fixState.rawValue }
    return "fixed in \(detail.fixedVersions.joined(separator: ", "))"
  }

  private mutating func add(_ judgement: Judgement, _ advisory: Advisory) {
    let affected = judgement.candidate.affected
    let channel = affected.channel.isEmpty ? "" : " \(affected.channel)"
    lines.append(
      "  record \(advisory.id) of \(advisory.feed), \(affected.space.rawValue)\(channel), \(affected.name):"
    )
    let outcome =
      switch judgement.outcome {
      case .affected(let range, _):
        "\(judgement.version) is in \(range), \(affected.fixState.rawValue)"
      case .unaffected(let reason): "not affected: \(reason)"
      case .inapplicable(let reason): "set aside: \(reason)"
      case .incomparable(let reason): "set aside: \(reason)"
      }
    lines.append("    \(outcome)")
    if !advisory.withdrawn.isEmpty {
      lines.append("    withdrawn by its publisher on \(advisory.withdrawn)")
    }
    if !affected.note.isEmpty { lines.append("    \(affected.note)") }
  }
}
