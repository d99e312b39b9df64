package import Model

/// The scores of a vector, in tenths so that they are exact.
package struct CVSSScores: Hashable, Sendable {
  /// From the base metrics alone, 0 to 100.
  package var baseTenths: Int
  /// Versions 2 and 3: with the temporal metrics; `nil` when none of them is given.
  package var temporalTenths: Int?
  /// Versions 2 and 3: with the environmental metrics, and the temporal ones where given; `nil` when
  /// no environmental metric is given.
  package var environmentalTenths: Int?
  /// The score of all that the vector says.
  package var overallTenths: Int

  package var base: Double { Double(baseTenths) / 10 }
  package var temporal: Double? { temporalTenths.map { Double($0) / 10 } }
  package var environmental: Double? { environmentalTenths.map { Double($0) / 10 } }
  package var overall: Double { Double(overallTenths) / 10 }
}

extension CVSSVector {
  /// The scores as the specification of the vector's version has them.
  package var scores: CVSSScores {
    switch version {
    case .v2: CVSS2Score(self).scores
    case .v30, .v31: CVSS3Score(self).scores
    case .v4: CVSS4Score(self).scores
    }
  }

  /// What the score is to be called: `CVSS-B`, `CVSS-BT`, `CVSS-BE` or `CVSS-BTE`, as version 4.0
  /// names them; `nil` for older versions.
  package var nomenclature: String? {
    guard version == .v4 else { return nil }
    return "CVSS-B" + (uses(.threat) ? "T" : "") + (uses(.environmental) ? "E" : "")
  }
}

/// The words of CVSS for scores.
package enum CVSSRating: String, Sendable, CaseIterable {
  case none
  case low
  case medium
  case high
  case critical

  /// The rating of a score: versions 3 and 4 have their own scale, version 2 has the one of the NVD,
  /// which knows no "none" and no "critical".
  package init(tenths: Int, version: CVSSVector.Version) {
    self =
      switch (version, tenths) {
      case (.v2, ..<40): .low
      case (.v2, 70...): .high
      case (_, ...0): .none
      case (_, ..<40): .low
      case (_, ..<70): .medium
      case (_, ..<90): .high
      default: .critical
      }
  }

  /// What it is among our severities: a score of zero is one of no effect.
  package var severity: Severity {
    switch self {
    case .none: .negligible
    case .low: .low
    case .medium: .medium
    case .high: .high
    case .critical: .critical
    }
  }
}
