package import Advisories
package import Model
package import Packs

/// The user's packs, and starter advisories for spaces that no pack is there for.
///
/// A space is answered by the one or the other, never by both, so that what is said of it is as
/// whole as the pack. Used by one thread at a time.
package final class StarterFallback: AdvisoryIndex {
  private let packs: PackSet?
  private let starter: any AdvisoryIndex
  private var hasPack: [AdvisorySpace: Bool] = [:]

  /// - Parameter packs: `nil` where the user has no data at all.
  package init(_ packs: PackSet?, starter: any AdvisoryIndex = StarterIndex()) {
    self.packs = packs
    self.starter = starter
  }

  private func index(for space: AdvisorySpace) -> any AdvisoryIndex {
    guard let packs else { return starter }
    if let known = hasPack[space] { return known ? packs : starter }
    let isThere = packs.source(of: space) != nil
    hasPack[space] = isThere
    return isThere ? packs : starter
  }

  package func source(of space: AdvisorySpace) -> DataSource? {
    index(for: space).source(of: space)
  }

  package func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(AdvisoryIndexError) -> [AdvisoryCandidate] {
    try index(for: space).candidates(named: name, in: space)
  }

  package func advisory(_ key: AdvisoryKey) throws(AdvisoryIndexError) -> Advisory {
    try index(for: key.space).advisory(key)
  }

  /// The user's own where there are any facts at all: scores of two days are not mixed.
  package func facts(of flaw: String) throws(AdvisoryIndexError) -> FlawFacts? {
    if let packs, packs.hasFacts { return try packs.facts(of: flaw) }
    return try starter.facts(of: flaw)
  }
}
