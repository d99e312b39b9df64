package import Advisories
import Glibc
package import Model

/// The packs of a folder as one index: each is opened when it is first asked for.
///
/// Used by one thread at a time.
package final class PackSet: AdvisoryIndex {
  private let folder: PackFolder
  private let manifest: PackManifest
  private var packs: [String: Pack] = [:]
  private var records: [AdvisoryKey: Advisory] = [:]
  private lazy var stamps = PackStamps(folder: folder)

  package init(_ folder: PackFolder, _ manifest: PackManifest) {
    self.folder = folder
    self.manifest = manifest
  }

  /// Whether anything is known of flaws apart from packages.
  package var hasFacts: Bool { manifest.packs.contains { $0.facts > 0 } }

  package func source(of space: AdvisorySpace) -> DataSource? {
    guard let entry = manifest.entry(for: space.rawValue) else { return nil }
    return DataSource(
      space: space.rawValue,
      feeds: entry.feeds.map(\.name),
      date: entry.feeds.map(\.date).max() ?? "",
      records: entry.advisories,
      isStarter: false
    )
  }

  package func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(AdvisoryIndexError) -> [AdvisoryCandidate] {
    guard let entry = manifest.entry(for: space.rawValue) else { return [] }
    do throws(PackError) {
      return try open(entry).candidates(named: name, in: space)
    } catch {
      throw AdvisoryIndexError(error.description)
    }
  }

  package func advisory(_ key: AdvisoryKey) throws(AdvisoryIndexError) -> Advisory {
    if let known = records[key] { return known }
    guard let entry = manifest.entry(for: key.space.rawValue) else {
      throw AdvisoryIndexError("there is no data for \(key.space.rawValue)")
    }
    do throws(PackError) {
      let advisory = try open(entry).advisory(key.number)
      // One record speaks of many packages of an artifact.
      records[key] = advisory
      return advisory
    } catch {
      throw AdvisoryIndexError(error.description)
    }
  }

  package func facts(of flaw: String) throws(AdvisoryIndexError) -> FlawFacts? {
    var found: FlawFacts?
    for entry in manifest.packs where entry.facts > 0 {
      do throws(PackError) {
        guard let facts = try open(entry).facts(of: flaw) else { continue }
        found?.merge(facts)
        found = found ?? facts
      } catch {
        throw AdvisoryIndexError(error.description)
      }
    }
    return found
  }

  /// Opens a pack, after making sure that it is the file its manifest names.
  package func open(_ entry: PackManifest.Entry) throws(PackError) -> Pack {
    if let pack = packs[entry.name] { return pack }
    let path = "\(folder.path)/\(entry.file)"
    try stamps.verify(entry, at: path)
    let pack = try Pack(path: path)
    packs[entry.name] = pack
    return pack
  }
}
