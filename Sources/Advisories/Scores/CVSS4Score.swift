/// The score of CVSS 4.0: by the macro vector, then moved towards the next lower ones by how far the
/// vector is from the worst of its own (specification, section 8).
///
/// All in whole numbers: scores in tenths, distances in steps, and the mean over a denominator that
/// all divisions go into.
struct CVSS4Score {
  private let vector: CVSSVector
  /// Whether only base metrics count.
  private let isBaseOnly: Bool

  init(_ vector: CVSSVector, isBaseOnly: Bool = false) {
    self.vector = vector
    self.isBaseOnly = isBaseOnly
  }

  var scores: CVSSScores {
    CVSSScores(
      baseTenths: CVSS4Score(vector, isBaseOnly: true).tenths,
      temporalTenths: nil,
      environmentalTenths: nil,
      overallTenths: tenths
    )
  }

  /// Steps below the worst value; 0 is the worst.
  ///
  /// Safety, which only modified metrics have, is above the worst of the base metrics, so that `H`
  /// is 1 there.
  private func level(_ name: String) -> Int {
    let isSubsequent = name == "SI" || name == "SA"
    if !isBaseOnly, let modified = vector.index(of: "M" + name) {
      return name == "SC" ? modified + 1 : modified
    }
    let base = vector.index(of: name) ?? 0
    return isSubsequent || name == "SC" ? base + 1 : base
  }

  /// Threat and requirements: the worst where they are not defined.
  private func assumed(_ name: String) -> Int { isBaseOnly ? 0 : vector.index(of: name) ?? 0 }

  private var tenths: Int {
    let impacts = ["VC", "VI", "VA"].map(level)
    let subsequent = ["SC", "SI", "SA"].map(level)
    let requirements = ["CR", "IR", "AR"].map(assumed)
    guard impacts.contains(where: { $0 < 2 }) || subsequent.contains(where: { $0 < 3 }) else {
      return 0
    }
    let access = ["AV", "PR", "UI"].map(level)
    let hurdles = ["AC", "AT"].map(level)
    let macro = CVSS4MacroVector(
      access: access,
      hurdles: hurdles,
      impacts: impacts,
      subsequent: subsequent,
      threat: assumed("E"),
      requirements: requirements
    )
    guard let score = macro.tenths else { return 0 }

    var sum = 0
    var lower = 0
    func approach(_ next: Int?, _ distance: Int, of depth: Int) {
      guard let next, score >= next else { return }
      lower += 1
      sum += (score - next) * distance * (Self.denominator / depth)
    }
    approach(macro.lowered(.access), macro.distance(.access, access), of: macro.depth(.access))
    approach(macro.lowered(.hurdles), macro.distance(.hurdles, hurdles), of: macro.depth(.hurdles))
    approach(
      macro.loweredImpact,
      macro.distance(.impacts, impacts + requirements),
      of: macro.depth(.impacts)
    )
    approach(
      macro.lowered(.subsequent),
      macro.distance(.subsequent, subsequent),
      of: macro.depth(.subsequent)
    )
    // Threat has one vector a level: never a distance, but it counts in the mean.
    approach(macro.lowered(.threat), 0, of: 1)
    guard lower > 0 else { return score }
    // Halves round up.
    let whole = Self.denominator * lower
    return (2 * (score * whole - sum) + whole) / (2 * whole)
  }

  /// What every depth divides.
  private static let denominator = 840
}

/// The six digits by which a vector of CVSS 4.0 is first scored (specification, tables 24 to 29).
struct CVSS4MacroVector {
  /// The sets of metrics that have a digit, which the specification numbers.
  enum Part: Int {
    /// EQ1: AV, PR, UI.
    case access
    /// EQ2: AC, AT.
    case hurdles
    /// EQ3: VC, VI, VA, looked at together with EQ6, requirements.
    case impacts
    /// EQ4: SC, SI, SA.
    case subsequent
    /// EQ5: E.
    case threat
    /// EQ6: CR, IR, AR with VC, VI, VA.
    case requirements
  }

  private var digits: [Int]

  init(
    access: [Int],
    hurdles: [Int],
    impacts: [Int],
    subsequent: [Int],
    threat: Int,
    requirements: [Int]
  ) {
    let isFree = access.map { $0 == 0 }
    let isPhysical = access[0] == 3
    let accessDigit =
      isFree.allSatisfy { $0 } ? 0 : isFree.contains(true) && !isPhysical ? 1 : 2
    let impactDigit = impacts[0] == 0 && impacts[1] == 0 ? 0 : impacts.contains(0) ? 1 : 2
    let isSafety = subsequent[1] == 0 || subsequent[2] == 0
    let needed = zip(requirements, impacts).contains { $0 == 0 && $1 == 0 }
    digits = [
      accessDigit,
      hurdles == [0, 0] ? 0 : 1,
      impactDigit,
      isSafety ? 0 : subsequent.contains(1) ? 1 : 2,
      threat,
      needed ? 0 : 1,
    ]
  }

  /// The score of the worst vector that has these digits; `nil` for digits that no vector has.
  var tenths: Int? { Self.tenths(digits) }

  private static func tenths(_ digits: [Int]) -> Int? {
    var index = 0
    for (digit, count) in zip(digits, CVSS4Tables.digitCounts) {
      guard digit < count else { return nil }
      index = index * count + digit
    }
    let value = CVSS4Tables.scores[index]
    return value < 0 ? nil : Int(value)
  }

  /// The score one step down in a part.
  func lowered(_ part: Part) -> Int? {
    var lower = digits
    lower[part.rawValue] += 1
    return Self.tenths(lower)
  }

  /// The score one step down in impacts and requirements: in the one that can go down, in the less
  /// harmful step where both can.
  var loweredImpact: Int? {
    let candidates =
      switch (digits[Part.impacts.rawValue], digits[Part.requirements.rawValue]) {
      case (0, 0): [lowered(.requirements), lowered(.impacts)]
      case (1, 0): [lowered(.requirements)]
      default: [lowered(.impacts)]
      }
    return candidates.compactMap(\.self).max()
  }

  /// How many steps a part can be from its worst.
  func depth(_ part: Part) -> Int {
    let digit = digits[part.rawValue]
    return part == .impacts
      ? CVSS4Tables.impactDepths[digit][digits[Part.requirements.rawValue]]
      : CVSS4Tables.depths[part.rawValue][digit]
  }

  /// The steps from the first of the part's worst vectors that is nowhere better.
  func distance(_ part: Part, _ levels: [Int]) -> Int {
    let digit = digits[part.rawValue]
    let worst =
      part == .impacts
      ? CVSS4Tables.worstImpacts[digit][digits[Part.requirements.rawValue]]
      : CVSS4Tables.worst[part.rawValue][digit]
    let above = worst.first { zip(levels, $0).allSatisfy { $0 >= $1 } } ?? levels
    return zip(levels, above).reduce(0) { $0 + $1.0 - $1.1 }
  }
}
