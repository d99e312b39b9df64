/// Versions of no known scheme, in the order that most people would put them: see `NaturalVersion`.
enum GenericVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = NaturalVersion(left[...])
    return NaturalVersion.compare(first.parts, NaturalVersion(right[...]).parts)
  }

  static func isValid(_ version: String) -> Bool { !version.isEmpty }
}
