/// Versions of no known scheme.
enum GenericVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    VersionOrder(left, right)
  }

  static func isValid(_ version: String) -> Bool { !version.isEmpty }
}
