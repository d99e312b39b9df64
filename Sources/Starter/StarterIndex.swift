package import Advisories
package import Model

/// Starter advisories as an index; nothing is read before it is asked for.
///
/// Used by one thread at a time.
package final class StarterIndex: AdvisoryIndex {
  private let load: () -> [UInt8]
  private var opened: Result<StarterArchive, StarterError>?
  private var shelves: [AdvisorySpace: StarterShelf] = [:]
  private var knownFacts: [String: FlawFacts]?

  /// - Parameter load: gives the bytes that were built in; called once, when first asked.
  package init(_ load: @escaping () -> [UInt8] = BuiltInStarter.bytes) { self.load = load }

  package func source(of space: AdvisorySpace) -> DataSource? {
    guard case .success(let archive) = open(), let entry = archive.entry(for: space) else {
      return nil
    }
    return DataSource(
      space: space.rawValue,
      feeds: Set(entry.sources.map(\.feed)).sorted(),
      date: entry.sources.map(\.date).max() ?? "",
      records: entry.advisories,
      isStarter: true
    )
  }

  package func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(AdvisoryIndexError) -> [AdvisoryCandidate] {
    try shelf(of: space)?.candidates(named: name, in: space) ?? []
  }

  package func advisory(_ key: AdvisoryKey) throws(AdvisoryIndexError) -> Advisory {
    guard let shelf = try shelf(of: key.space), let index = Int(exactly: key.number),
      shelf.all.indices.contains(index)
    else { throw AdvisoryIndexError(StarterError.damaged.description) }
    return shelf.all[index]
  }

  package func facts(of flaw: String) throws(AdvisoryIndexError) -> FlawFacts? {
    if let knownFacts { return knownFacts[flaw] }
    do throws(StarterError) {
      let facts = try open().get().facts()
      knownFacts = facts
      return facts[flaw]
    } catch {
      throw AdvisoryIndexError(error.description)
    }
  }

  private func open() -> Result<StarterArchive, StarterError> {
    if let opened { return opened }
    let result: Result<StarterArchive, StarterError>
    do throws(StarterError) { result = .success(try StarterArchive(load())) } catch {
      result = .failure(error)
    }
    opened = result
    return result
  }

  private func shelf(of space: AdvisorySpace) throws(AdvisoryIndexError) -> StarterShelf? {
    if let known = shelves[space] { return known }
    do throws(StarterError) {
      let archive = try open().get()
      guard let entry = archive.entry(for: space) else { return nil }
      let shelf = try archive.shelf(of: entry)
      shelves[space] = shelf
      return shelf
    } catch {
      throw AdvisoryIndexError(error.description)
    }
  }
}
