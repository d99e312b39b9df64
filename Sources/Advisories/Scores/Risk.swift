package import Model

/// What is known of a finding that its risk depends on.
package struct RiskFacts: Hashable, Sendable {
  /// Whether attacks are known, by a catalogue of such flaws.
  package enum Exploitation: Int, Sendable, CaseIterable, Comparable {
    case unknown
    case known
    case byRansomware

    package static func < (left: Exploitation, right: Exploitation) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  package var severity: Severity
  /// From 0 to 10, where the deciding statement has one.
  package var score: Double?
  /// The probability of EPSS, from 0 to 1; `nil` when it is not known.
  package var probability: Double?
  package var exploitation: Exploitation
  /// Whether there is a version with the fix.
  package var hasFix: Bool
  /// Whether it is about sources or headers of a kernel, which do not run in a container.
  package var isKernelHeaders: Bool
  /// Whether the package was published to do harm.
  package var isMalware: Bool

  package init(_ severity: Severity, score: Double? = nil) {
    self.severity = severity
    self.score = score
    probability = nil
    exploitation = .unknown
    hasFix = false
    isKernelHeaders = false
    isMalware = false
  }

  /// The facts of a finding.
  package init(_ kind: Finding.Kind, severity: Severity, detail: VulnerabilityDetail) {
    self.init(severity, score: detail.decidingSeverity?.score)
    probability = detail.likelihood?.probability
    if let exploited = detail.exploited {
      exploitation = exploited.isUsedByRansomware ? .byRansomware : .known
    }
    hasFix = detail.fixState == .fixed
    isKernelHeaders = detail.isKernelHeaders
    isMalware = kind == .malware
  }
}

extension RiskFacts {
  /// From 0 to 100 with one decimal: harm × threat × remedy × reach, as `docs/risk.md` has it.
  ///
  /// Never lower for a worse severity, a higher score, a higher probability, more exploitation, or a
  /// fix that is there.
  package var risk: Double {
    if isMalware { return 100 }
    let value = 100 * harm * threat * (hasFix ? 1 : 0.9) * (isKernelHeaders ? 0.1 : 1)
    return (value * 10).rounded() / 10
  }

  /// How bad it would be, from 0 to 1: the score, kept within what the severity allows.
  private var harm: Double {
    let band = Self.band(of: severity)
    guard let score, score.isFinite else { return band.usual / 10 }
    return min(max(score, band.lowest), band.highest) / 10
  }

  /// How likely it is to be used, from 0.2 to 1.
  private var threat: Double {
    switch exploitation {
    case .byRansomware: 1
    case .known: 0.95
    case .unknown: 0.2 + 0.7 * likelihood
    }
  }

  /// The fourth root of the probability: most are below one in a hundred, and differ there.
  private var likelihood: Double {
    guard let probability, probability.isFinite else { return 0.15 }
    return min(max(probability, 0), 1).squareRoot().squareRoot()
  }

  private static func band(
    of severity: Severity
  ) -> (lowest: Double, usual: Double, highest: Double) {
    switch severity {
    case .unknown: (4, 4, 4)
    case .negligible: (0, 0.5, 1)
    case .low: (1, 2.5, 3.9)
    case .medium: (4, 5.5, 6.9)
    case .high: (7, 8, 8.9)
    case .critical: (9, 9.5, 10)
    }
  }
}
