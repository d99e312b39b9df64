import Formats
package import Model

/// Turns all findings of an assessment into those that count, those that somebody dismissed, and a
/// verdict.
///
/// Of several reasons to dismiss a finding the first of these is named: a waiver, an ignore file, a
/// VEX statement, an option, the baseline.
package struct PolicyJudge: Sendable {
  private let inputs: PolicyInputs
  private let index: RuleIndex

  package init(_ inputs: PolicyInputs) {
    self.inputs = inputs
    index = RuleIndex(inputs.rules)
  }

  /// Judges; what was dismissed before is judged anew, so that judging twice changes nothing.
  package func judge(_ assessment: Assessment) -> Assessment {
    var findings = assessment.findings + assessment.dismissed.map(\.finding)
    for place in findings.indices where findings[place].fingerprint.isEmpty {
      findings[place].fingerprint = findings[place].makeFingerprint()
    }
    findings.sort { $0.isMorePressing(than: $1) }
    let artifact = ArtifactNames(assessment.inventory)
    var usage = RuleUsage(count: inputs.rules.count)
    var judged = assessment
    judged.findings = []
    judged.dismissed = []
    let judgement = VEXJudgement(inputs.vex, for: assessment.inventory)
    let attached = VEXJudgement(inputs.attachedVEX, for: assessment.inventory)
    for var finding in findings {
      var decision = judgement.decision(on: finding)
      // What was published to do harm has no say in whether it does.
      if decision == nil, finding.kind != .malware { decision = attached.decision(on: finding) }
      finding.note(decision)
      if let dismissed = dismissal(of: finding, decision, in: artifact, noting: &usage) {
        judged.dismissed.append(dismissed)
      } else {
        judged.findings.append(finding)
      }
    }
    judged.verdict = verdict(on: judged.findings)
    judged.verdict.warnings =
      inputs.warnings + (inputs.vex + inputs.attachedVEX).flatMap(\.warnings)
      + usage.warnings(about: inputs.rules, for: artifact, on: inputs.today)
    return judged
  }

  private func dismissal(
    of finding: Finding,
    _ decision: VEXJudgement.Decision?,
    in artifact: ArtifactNames,
    noting usage: inout RuleUsage
  ) -> DismissedFinding? {
    var decided: DismissedFinding?
    // All of them are asked, so that one is not called unused because another came first.
    for place in index.candidates(for: finding) {
      let rule = inputs.rules[place]
      guard rule.covers(finding, in: artifact) else { continue }
      usage.counts[place] += 1
      if decided == nil, !rule.isExpired(on: inputs.today) {
        decided = DismissedFinding(
          finding,
          by: rule.authority,
          origin: rule.origin,
          reason: rule.reason
        )
      }
    }
    if let decided { return decided }
    if let decision, decision.statement.status.dismisses {
      return DismissedFinding(
        finding,
        by: .vex,
        origin: decision.origin,
        reason: decision.statement.reason
      )
    }
    if let (option, reason) = inputs.options.dismissal(of: finding) {
      return DismissedFinding(finding, by: .option, origin: option, reason: reason)
    }
    if let baseline = inputs.baseline, finding.kind != .malware,
      baseline.fingerprints.contains(finding.fingerprint)
    {
      return DismissedFinding(
        finding,
        by: .baseline,
        origin: baseline.name,
        reason: "was there before"
      )
    }
    return nil
  }

  // MARK: - The verdict

  private func verdict(on findings: [Finding]) -> Verdict {
    var verdict = Verdict()
    guard !inputs.options.failOn.isEmpty else { return verdict }
    let malware = findings.filter { $0.kind == .malware }
    var deciding = Set(malware.map(\.fingerprint))
    if !malware.isEmpty { verdict.reasons.append(Self.reason(malware, "malware")) }
    for rule in inputs.options.failOn {
      let met = findings.filter { $0.kind != .malware && rule.holds(for: $0) }
      guard !met.isEmpty else { continue }
      deciding.formUnion(met.map(\.fingerprint))
      verdict.reasons.append(Self.reason(met, rule.description))
    }
    verdict.outcome = deciding.isEmpty ? .passed : .denied
    verdict.deciding = deciding.sorted()
    return verdict
  }

  /// Such as `3 findings meet high,fixed: CVE-2024-1 in curl, CVE-2024-2 in zlib and 1 more`.
  private static func reason(_ findings: [Finding], _ condition: String) -> String {
    let named = findings.prefix(3).map(\.shortName)
    let more = findings.count - named.count
    let count = findings.count == 1 ? "1 finding meets" : "\(findings.count) findings meet"
    return "\(count) \(condition): \(named.joined(separator: ", "))"
      + (more > 0 ? " and \(more) more" : "")
  }
}

extension Finding {
  /// Keeps what a statement says that lets the finding stand.
  fileprivate mutating func note(_ decision: VEXJudgement.Decision?) {
    guard case .vulnerability(var detail) = detail else { return }
    detail.vex = nil
    if let decision, !decision.statement.status.dismisses {
      detail.vex = ExploitabilityNote(
        status: decision.statement.status.rawValue,
        note: decision.statement.note,
        origin: decision.origin
      )
    }
    self.detail = .vulnerability(detail)
  }

  /// The rule and what it is about: `CVE-2024-1 in curl`.
  var shortName: String {
    if let package = vulnerability?.package { return "\(rule) in \(package.fullName)" }
    return location.path.isEmpty ? rule : "\(rule) at \(location.path)"
  }
}

/// Finds the rules that may cover a finding without asking all of them.
struct RuleIndex: Hashable, Sendable {
  private var byIdentifier: [String: [Int]] = [:]
  private var others: [Int] = []

  init(_ rules: [DismissalRule]) {
    for (place, rule) in rules.enumerated() {
      let identifiers = rule.conditions.lazy.compactMap { condition in
        if case .identifier(let names) = condition { names } else { nil }
      }.first
      guard let identifiers else {
        others.append(place)
        continue
      }
      for name in Set(identifiers.map { $0.uppercased() }) {
        byIdentifier[name, default: []].append(place)
      }
    }
  }

  /// Places in the list of rules, in order, none twice.
  func candidates(for finding: Finding) -> [Int] {
    guard !byIdentifier.isEmpty else { return others }
    var places = others
    for name in Set(finding.identifiers.map { $0.uppercased() }) {
      places += byIdentifier[name] ?? []
    }
    return Array(Set(places)).sorted()
  }
}

/// How many findings each rule covered, for what to say of those that did nothing.
struct RuleUsage {
  var counts: [Int]

  init(count: Int) { counts = Array(repeating: 0, count: count) }

  func warnings(
    about rules: [DismissalRule],
    for artifact: ArtifactNames,
    on today: CalendarDate
  ) -> [String] {
    var warnings: [String] = []
    // Ignore files are shared by many artifacts and long: one sentence for each file.
    var unused: [(file: String, labels: [String])] = []
    for (place, rule) in rules.enumerated() where rule.concerns(artifact) {
      let isWaiver = rule.authority == .waiver
      let what = "\(isWaiver ? "the waiver of" : "the entry for") \(rule.label) (\(rule.origin))"
      if rule.isExpired(on: today), let expires = rule.expires {
        let count = counts[place]
        let effect =
          count == 0
          ? "matches nothing" : "would cover \(count == 1 ? "1 finding" : "\(count) findings")"
        warnings.append("\(what) ended on \(expires), no longer applies, and \(effect)")
      } else if counts[place] == 0 {
        if isWaiver {
          warnings.append("\(what) matches nothing")
        } else {
          let file = String(rule.origin.prefix { $0 != ":" })
          if unused.last?.file != file { unused.append((file, [])) }
          unused[unused.count - 1].labels.append(rule.label)
        }
      }
    }
    for (file, labels) in unused {
      let named = labels.prefix(10).joined(separator: ", ")
      let more = labels.count > 10 ? " and \(labels.count - 10) more" : ""
      warnings.append("\(file) has entries that match nothing: \(named)\(more)")
    }
    return warnings
  }
}
