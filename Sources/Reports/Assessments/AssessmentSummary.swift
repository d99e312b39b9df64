package import Model

/// The counts of an assessment, and how far it can be relied on.
package struct AssessmentSummary: Hashable, Sendable {
  /// Whether an answer of no findings means anything.
  package enum Coverage: String, Sendable, CaseIterable {
    /// All that was found was looked up.
    case complete
    /// Something could not be looked at: see the gaps.
    case partial
    /// There was no data to look packages up in: nothing is known.
    case noData = "no-data"
    /// The artifact has no packages that anything could be known of.
    case noPackages = "no-packages"
  }

  package var coverage: Coverage
  package var findings: Int
  package var byKind: [Finding.Kind: Int]
  package var bySeverity: [Severity: Int]
  /// Those that a fixed version mends.
  package var fixable: Int
  package var fixableBySeverity: [Severity: Int]
  /// Those known to be used in attacks.
  package var exploited: Int
  package var dismissed: Int
  package var gaps: Int
  /// Whether any of the data is what is built in.
  package var usesStarter: Bool

  package init(_ assessment: Assessment) {
    let inventory = assessment.inventory
    findings = assessment.findings.count
    byKind = [:]
    bySeverity = [:]
    fixableBySeverity = [:]
    exploited = 0
    for finding in assessment.findings {
      byKind[finding.kind, default: 0] += 1
      bySeverity[finding.severity, default: 0] += 1
      if finding.isFixable { fixableBySeverity[finding.severity, default: 0] += 1 }
      if finding.vulnerability?.exploited != nil { exploited += 1 }
    }
    fixable = fixableBySeverity.values.reduce(0, +)
    dismissed = assessment.dismissed.count
    gaps = assessment.gaps.count
    usesStarter = assessment.data.contains(where: \.isStarter)
    if inventory.subject.kind == .configuration {
      coverage = assessment.gaps.isEmpty ? .complete : .partial
    } else if inventory.packages.isEmpty {
      coverage = assessment.gaps.isEmpty ? .noPackages : .partial
    } else if assessment.data.allSatisfy({ $0.records == 0 }) {
      coverage = .noData
    } else {
      coverage = assessment.gaps.isEmpty ? .complete : .partial
    }
  }

  /// One sentence that never calls what was not looked at clean.
  package var sentence: String {
    switch coverage {
    case .noData: return "\(count), but no advisories were asked: what is vulnerable is not known"
    case .noPackages: return "\(count), but no packages either: there was nothing to look up"
    case .partial:
      let parts = "\(gaps) \(gaps == 1 ? "part" : "parts")"
      return "\(count), but \(parts) could not be looked at"
    case .complete: return usesStarter ? "\(count) in the built-in starter advisories" : count
    }
  }

  private var count: String {
    switch findings {
    case 0: "No findings"
    case 1: "1 finding"
    default: "\(findings) findings"
    }
  }
}

extension Finding {
  /// Whether there is a version that mends it.
  var isFixable: Bool { vulnerability.map { !$0.fixedVersions.isEmpty } ?? false }

  /// The version to go to, the next of those that have the fix; empty where there is none.
  var nextFix: String {
    guard let detail = vulnerability, !detail.fixedVersions.isEmpty else { return "" }
    if detail.fixedVersions.count == 1 { return detail.fixedVersions[0] }
    let order = FixOrder(of: detail)
    return order.smallest(mending: [detail.fixedVersions], from: detail.package.version) ?? ""
  }

  /// What makes it more pressing than its severity: known attacks, and the likelihood of some.
  var marks: [String] {
    guard let detail = vulnerability else { return [] }
    var marks: [String] = []
    if kind == .malware { marks.append("malware") }
    if let exploited = detail.exploited {
      marks.append(exploited.isUsedByRansomware ? "exploited by ransomware" : "exploited")
    }
    if let likelihood = detail.likelihood { marks.append("EPSS \(likelihood.percent)") }
    return marks
  }
}

extension ExploitLikelihood {
  /// The probability in per cent with as many digits as tell something: `94 %`, `0.04 %`.
  var percent: String {
    guard probability.isFinite else { return "? %" }
    let bounded = min(max(probability, 0), 1)
    let hundredths = Int((bounded * 10_000).rounded())
    if hundredths == 0, bounded > 0 { return "< 0.01 %" }
    if (1000..<9950).contains(hundredths) || hundredths == 10_000 {
      return "\(Int((bounded * 100).rounded())) %"
    }
    let fraction = hundredths % 100
    if fraction == 0 { return "\(hundredths / 100) %" }
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
  }
}

extension Severity {
  /// Worst first, as tables have them.
  static let worstFirst = allCases.sorted(by: >)
}
