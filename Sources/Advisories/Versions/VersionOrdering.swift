/// What one scheme knows of its versions: their order, which are written rightly, its ranges.
protocol VersionOrdering {
  /// The order of two versions.
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder

  /// Whether the scheme's own tools take this for a version.
  static func isValid(_ version: String) -> Bool

  /// Whether a version lies in a range written in the scheme's own language.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool
}

extension VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    try GenericVersions.compare(left, right)
  }

  static func isValid(_ version: String) -> Bool { GenericVersions.isValid(version) }

  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    try ComparisonRange(range).contains(version, by: Self.compare)
  }
}

extension VersionOrder {
  /// The order of two comparable values.
  init<Value: Comparable>(_ left: Value, _ right: Value) {
    self = left == right ? .same : left < right ? .before : .after
  }

  /// The order seen from the other side.
  var reversed: VersionOrder {
    switch self {
    case .before: .after
    case .same: .same
    case .after: .before
    }
  }
}
