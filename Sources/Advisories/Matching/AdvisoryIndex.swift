package import Model

/// Where advisories are looked up: packs of data, or what is built in.
package protocol AdvisoryIndex {
  /// What is known of a space; `nil` where there is no data for it.
  func source(of space: AdvisorySpace) -> DataSource?

  /// What advisories say of a package, affected or not.
  func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(AdvisoryIndexError) -> [AdvisoryCandidate]

  /// The record that a candidate is part of.
  func advisory(_ key: AdvisoryKey) throws(AdvisoryIndexError) -> Advisory

  /// What is known of a flaw apart from packages, from all feeds together.
  func facts(of flaw: String) throws(AdvisoryIndexError) -> FlawFacts?
}

/// The place of a record in an index.
package struct AdvisoryKey: Hashable, Sendable {
  package var space: AdvisorySpace
  package var number: Int64

  package init(space: AdvisorySpace, number: Int64) {
    self.space = space
    self.number = number
  }
}

/// What one advisory says of one package.
package struct AdvisoryCandidate: Hashable, Sendable {
  package var key: AdvisoryKey
  package var feed: String
  package var affected: AffectedPackage

  package init(key: AdvisoryKey, feed: String, affected: AffectedPackage) {
    self.key = key
    self.feed = feed
    self.affected = affected
  }
}

/// Data that is there and cannot be read: a damaged pack.
package struct AdvisoryIndexError: Error, Hashable {
  /// One sentence: what is damaged, and what to do.
  package var message: String

  package init(_ message: String) { self.message = message }
}
