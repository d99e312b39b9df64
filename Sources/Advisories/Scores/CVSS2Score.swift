/// The equations of CVSS 2.0 ("A Complete Guide to the CVSS Version 2.0", section 3.2).
struct CVSS2Score {
  private let vector: CVSSVector

  init(_ vector: CVSSVector) { self.vector = vector }

  var scores: CVSSScores {
    let base = max(0, base(impact: impact))
    let temporal = vector.uses(.threat) ? max(0, temporal(of: base)) : nil
    let environmental = vector.uses(.environmental) ? environmental : nil
    return CVSSScores(
      baseTenths: base,
      temporalTenths: temporal,
      environmentalTenths: environmental,
      overallTenths: environmental ?? temporal ?? base
    )
  }

  private var impact: Double {
    10.41 * (1 - (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A")))
  }

  private var adjustedImpact: Double {
    let confidentiality = 1 - weight("C") * weight("CR")
    let integrity = 1 - weight("I") * weight("IR")
    let availability = 1 - weight("A") * weight("AR")
    return min(10, 10.41 * (1 - confidentiality * integrity * availability))
  }

  /// May be below zero where requirements lower a small impact.
  private func base(impact: Double) -> Int {
    guard impact > 0 else { return 0 }
    let exploitability = 20 * weight("AV") * weight("AC") * weight("Au")
    return Self.tenths((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176)
  }

  private func temporal(of base: Int) -> Int {
    Self.tenths(Double(base) / 10 * weight("E") * weight("RL") * weight("RC"))
  }

  private var environmental: Int {
    let adjusted = Double(temporal(of: base(impact: adjustedImpact))) / 10
    return max(0, Self.tenths((adjusted + (10 - adjusted) * weight("CDP")) * weight("TD")))
  }

  private func weight(_ name: String) -> Double { vector.weight(of: name) }

  /// Rounded to one decimal, halves away from zero.
  ///
  /// The products of temporal and environmental scores have at most seven decimals, so that what
  /// binary fractions lose can be told from a difference.
  private static func tenths(_ value: Double) -> Int {
    let nudge = value < 0 ? -1e-9 : 1e-9
    return Int((value * 10 + nudge).rounded(.toNearestOrAwayFromZero))
  }
}
