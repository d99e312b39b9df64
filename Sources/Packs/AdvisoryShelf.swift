package import Advisories

/// The advisories of one space as `plimsoll data search` looks through them.
package protocol AdvisoryShelf {
  /// What advisories say of a package.
  func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(PackError) -> [AdvisoryCandidate]

  /// A record by its number.
  func advisory(_ number: Int64) throws(PackError) -> Advisory

  /// The numbers of the records that go by a name.
  func advisories(called id: String) throws(PackError) -> [Int64]

  /// The packages that a record speaks of.
  func packages(of number: Int64, in space: AdvisorySpace) throws(PackError) -> [AffectedPackage]
}

extension Pack: AdvisoryShelf {}
