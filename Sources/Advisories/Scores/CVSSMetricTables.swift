/// One metric of a CVSS version.
package struct CVSSMetric: Hashable, Sendable {
  /// The groups of metrics.
  package enum Group: Hashable, Sendable {
    case base
    /// Called temporal before version 4.
    case threat
    case environmental
    /// Version 4: metrics that no score depends on.
    case supplemental
  }

  let name: String
  package let group: Group
  /// Worst first for version 4, where the place counts; "not defined" last where it is a value.
  let values: [String]
  /// Versions 2 and 3: the number for each value.
  let weights: [Double]

  init(_ name: String, _ group: Group, _ values: [(String, Double)]) {
    self.name = name
    self.group = group
    self.values = values.map(\.0)
    weights = values.map(\.1)
  }

  /// A metric of version 4, whose values are given in one text.
  init(_ name: String, _ group: Group, _ values: String) {
    self.name = name
    self.group = group
    self.values = values.split(separator: " ").map(String.init)
    weights = []
  }

  func isUndefined(_ index: Int) -> Bool {
    group != .base && (values[index] == "X" || values[index] == "ND")
  }
}

extension CVSSVector.Version {
  /// The metrics in the order in which vectors list them.
  var metrics: [CVSSMetric] {
    switch self {
    case .v2: Self.metrics2
    case .v30, .v31: Self.metrics3
    case .v4: Self.metrics4
    }
  }

  /// Whether a vector may list its metrics in any order.
  var hasFreeOrder: Bool { self == .v30 || self == .v31 }

  /// "A Complete Guide to the CVSS Version 2.0", section 3.2.
  private static let metrics2: [CVSSMetric] = {
    let impact = [("N", 0), ("P", 0.275), ("C", 0.66)]
    let requirement = [("L", 0.5), ("M", 1), ("H", 1.51), ("ND", 1)]
    return [
      CVSSMetric("AV", .base, [("L", 0.395), ("A", 0.646), ("N", 1)]),
      CVSSMetric("AC", .base, [("H", 0.35), ("M", 0.61), ("L", 0.71)]),
      CVSSMetric("Au", .base, [("M", 0.45), ("S", 0.56), ("N", 0.704)]),
      CVSSMetric("C", .base, impact),
      CVSSMetric("I", .base, impact),
      CVSSMetric("A", .base, impact),
      CVSSMetric("E", .threat, [("U", 0.85), ("POC", 0.9), ("F", 0.95), ("H", 1), ("ND", 1)]),
      CVSSMetric("RL", .threat, [("OF", 0.87), ("TF", 0.9), ("W", 0.95), ("U", 1), ("ND", 1)]),
      CVSSMetric("RC", .threat, [("UC", 0.9), ("UR", 0.95), ("C", 1), ("ND", 1)]),
      CVSSMetric(
        "CDP",
        .environmental,
        [("N", 0), ("L", 0.1), ("LM", 0.3), ("MH", 0.4), ("H", 0.5), ("ND", 0)]
      ),
      CVSSMetric(
        "TD",
        .environmental,
        [("N", 0), ("L", 0.25), ("M", 0.75), ("H", 1), ("ND", 1)]
      ),
      CVSSMetric("CR", .environmental, requirement),
      CVSSMetric("IR", .environmental, requirement),
      CVSSMetric("AR", .environmental, requirement),
    ]
  }()

  /// Versions 3.0 and 3.1, section 7.4.
  ///
  /// Privileges count for more where the scope changes, see `CVSS3Score`.
  private static let metrics3: [CVSSMetric] = {
    let vector = [("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2)]
    let complexity = [("L", 0.77), ("H", 0.44)]
    let privileges = [("N", 0.85), ("L", 0.62), ("H", 0.27)]
    let interaction = [("N", 0.85), ("R", 0.62)]
    let scope = [("U", 0.0), ("C", 1)]
    let impact = [("H", 0.56), ("L", 0.22), ("N", 0)]
    let requirement = [("H", 1.5), ("M", 1), ("L", 0.5), ("X", 1)]
    let undefined = [("X", 1.0)]
    return [
      CVSSMetric("AV", .base, vector),
      CVSSMetric("AC", .base, complexity),
      CVSSMetric("PR", .base, privileges),
      CVSSMetric("UI", .base, interaction),
      CVSSMetric("S", .base, scope),
      CVSSMetric("C", .base, impact),
      CVSSMetric("I", .base, impact),
      CVSSMetric("A", .base, impact),
      CVSSMetric("E", .threat, [("H", 1), ("F", 0.97), ("P", 0.94), ("U", 0.91), ("X", 1)]),
      CVSSMetric("RL", .threat, [("U", 1), ("W", 0.97), ("T", 0.96), ("O", 0.95), ("X", 1)]),
      CVSSMetric("RC", .threat, [("C", 1), ("R", 0.96), ("U", 0.92), ("X", 1)]),
      CVSSMetric("CR", .environmental, requirement),
      CVSSMetric("IR", .environmental, requirement),
      CVSSMetric("AR", .environmental, requirement),
      CVSSMetric("MAV", .environmental, vector + undefined),
      CVSSMetric("MAC", .environmental, complexity + undefined),
      CVSSMetric("MPR", .environmental, privileges + undefined),
      CVSSMetric("MUI", .environmental, interaction + undefined),
      CVSSMetric("MS", .environmental, scope + undefined),
      CVSSMetric("MC", .environmental, impact + undefined),
      CVSSMetric("MI", .environmental, impact + undefined),
      CVSSMetric("MA", .environmental, impact + undefined),
    ]
  }()

  /// Version 4.0, table 23: the order is prescribed.
  private static let metrics4: [CVSSMetric] = [
    CVSSMetric("AV", .base, "N A L P"),
    CVSSMetric("AC", .base, "L H"),
    CVSSMetric("AT", .base, "N P"),
    CVSSMetric("PR", .base, "N L H"),
    CVSSMetric("UI", .base, "N P A"),
    CVSSMetric("VC", .base, "H L N"),
    CVSSMetric("VI", .base, "H L N"),
    CVSSMetric("VA", .base, "H L N"),
    CVSSMetric("SC", .base, "H L N"),
    CVSSMetric("SI", .base, "H L N"),
    CVSSMetric("SA", .base, "H L N"),
    CVSSMetric("E", .threat, "A P U X"),
    CVSSMetric("CR", .environmental, "H M L X"),
    CVSSMetric("IR", .environmental, "H M L X"),
    CVSSMetric("AR", .environmental, "H M L X"),
    CVSSMetric("MAV", .environmental, "N A L P X"),
    CVSSMetric("MAC", .environmental, "L H X"),
    CVSSMetric("MAT", .environmental, "N P X"),
    CVSSMetric("MPR", .environmental, "N L H X"),
    CVSSMetric("MUI", .environmental, "N P A X"),
    CVSSMetric("MVC", .environmental, "H L N X"),
    CVSSMetric("MVI", .environmental, "H L N X"),
    CVSSMetric("MVA", .environmental, "H L N X"),
    CVSSMetric("MSC", .environmental, "H L N X"),
    CVSSMetric("MSI", .environmental, "S H L N X"),
    CVSSMetric("MSA", .environmental, "S H L N X"),
    CVSSMetric("S", .supplemental, "X N P"),
    CVSSMetric("AU", .supplemental, "X N Y"),
    CVSSMetric("R", .supplemental, "X A U I"),
    CVSSMetric("V", .supplemental, "X D C"),
    CVSSMetric("RE", .supplemental, "X L M H"),
    CVSSMetric("U", .supplemental, "X Clear Green Amber Red"),
  ]
}
