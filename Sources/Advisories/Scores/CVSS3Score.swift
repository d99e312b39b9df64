/// The equations of CVSS 3.0 and 3.1 (section 7 and, for 3.1's Roundup, appendix A).
struct CVSS3Score {
  private let vector: CVSSVector

  init(_ vector: CVSSVector) { self.vector = vector }

  var scores: CVSSScores {
    let base = base
    let temporal = vector.uses(.threat) ? withThreat(base) : nil
    let environmental = vector.uses(.environmental) ? environmental : nil
    return CVSSScores(
      baseTenths: base,
      temporalTenths: temporal,
      environmentalTenths: environmental,
      overallTenths: environmental ?? temporal ?? base
    )
  }

  private var base: Int {
    let remaining =
      (1 - vector.weight(of: "C")) * (1 - vector.weight(of: "I"))
      * (1 - vector.weight(of: "A"))
    let hasChangedScope = vector.index(of: "S") == 1
    let impact = 1 - remaining
    let changed = 7.52 * (impact - 0.029) - 3.25 * power(impact - 0.02, 15)
    return score(
      impact: hasChangedScope ? changed : 6.42 * impact,
      exploitability: 8.22 * vector.weight(of: "AV") * vector.weight(of: "AC")
        * privileges(vector.index(of: "PR"), hasChangedScope) * vector.weight(of: "UI"),
      hasChangedScope
    )
  }

  private var environmental: Int {
    let hasChangedScope = vector.index(of: "MS") ?? vector.index(of: "S") == 1
    let confidentiality = 1 - modified("C") * vector.weight(of: "CR")
    let integrity = 1 - modified("I") * vector.weight(of: "IR")
    let availability = 1 - modified("A") * vector.weight(of: "AR")
    let impact = min(1 - confidentiality * integrity * availability, 0.915)
    // 3.1 has another curve here, so that a score does not sink as an impact rises.
    let bend =
      vector.version == .v30 ? power(impact - 0.02, 15) : power(impact * 0.9731 - 0.02, 13)
    let privilege = vector.index(of: "MPR") ?? vector.index(of: "PR")
    let modifiedBase = score(
      impact: hasChangedScope ? 7.52 * (impact - 0.029) - 3.25 * bend : 6.42 * impact,
      exploitability: 8.22 * modified("AV") * modified("AC")
        * privileges(privilege, hasChangedScope) * modified("UI"),
      hasChangedScope
    )
    return withThreat(modifiedBase)
  }

  private func score(impact: Double, exploitability: Double, _ hasChangedScope: Bool) -> Int {
    guard impact > 0 else { return 0 }
    let sum = impact + exploitability
    return roundedUp(min(hasChangedScope ? 1.08 * sum : sum, 10))
  }

  private func withThreat(_ tenths: Int) -> Int {
    roundedUp(
      Double(tenths) / 10 * vector.weight(of: "E") * vector.weight(of: "RL")
        * vector.weight(of: "RC")
    )
  }

  /// The weight of the modified metric, or of the base metric where it is not defined.
  private func modified(_ name: String) -> Double {
    vector.index(of: "M" + name) == nil ? vector.weight(of: name) : vector.weight(of: "M" + name)
  }

  /// Privileges count for more where the scope changes.
  private func privileges(_ index: Int?, _ hasChangedScope: Bool) -> Double {
    switch index {
    case 1: hasChangedScope ? 0.68 : 0.62
    case 2: hasChangedScope ? 0.5 : 0.27
    default: 0.85
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var product = 1.0
    for _ in 0..<exponent { product *= base }
    return product
  }

  /// The smallest number with one decimal that is not below the value, in tenths.
  private func roundedUp(_ value: Double) -> Int {
    if vector.version == .v30 {
      // Exact, but for what binary fractions lose.
      return Int((value * 10 - 1e-9).rounded(.up))
    }
    // 3.1, appendix A: five decimals count.
    let scaled = Int((value * 100_000).rounded())
    return scaled % 10_000 == 0 ? scaled / 10_000 : scaled / 10_000 + 1
  }
}
