import Advisories
import Model
package import Packs

/// Picks starter advisories out of packs: facts about the most dangerous flaws in what images carry,
/// from publishers whose licence allows it, and no sentences.
package final class StarterChoice {
  private let set: PackSet
  private let manifest: PackManifest
  private let facts: StarterFacts
  /// Names of the flaws that were taken.
  private var chosen: Set<String> = []

  package init(_ set: PackSet, _ manifest: PackManifest) {
    self.set = set
    self.manifest = manifest
    facts = StarterFacts(set, manifest)
  }

  /// What is to be built in: the same for the same packs.
  package func contents() throws -> StarterContents {
    var contents = StarterContents()
    chosen = []
    for space in Set(starterPublishers.flatMap(\.spaces)).sorted() {
      guard let entry = manifest.entry(for: space) else { continue }
      let picked = try pick(from: entry, AdvisorySpace(rawValue: space))
      if !picked.advisories.isEmpty { contents.spaces.append(picked) }
    }
    for name in chosen.sorted() {
      if let known = try facts.of(name) { contents.facts.append(known.bare) }
    }
    contents.factSources = facts.sources(of: contents.facts)
    return contents
  }

  private func pick(
    from entry: PackManifest.Entry,
    _ space: AdvisorySpace
  ) throws -> StarterSpace {
    let records = try records(of: entry, in: space)
    let withdrawn = Set(records.filter { !$0.withdrawn.isEmpty }.map(\.id))
    var counts: [StarterSource: Int] = [:]
    var advisories: [Advisory] = []
    for record in records {
      // A record that is about the same thing as one that was taken back goes with it.
      let names = [record.id] + record.aliases.filter { !FlawNames.isCVE($0) }
      guard withdrawn.isDisjoint(with: names),
        let publisher = starterPublishers.first(where: {
          $0.owns(id: record.id, feed: record.feed, in: space)
        }), let picked = try picked(record, in: space)
      else { continue }
      let date = entry.feeds.first { $0.name == record.feed }?.date ?? ""
      counts[StarterSource(publisher, feed: record.feed, date: date, records: 0), default: 0] += 1
      advisories.append(picked)
    }
    let sources = counts.map { source, count in
      var counted = source
      counted.records = count
      if counted.date.isEmpty { counted.date = latestDay(records, feed: source.feed) }
      return counted
    }
    return StarterSpace(
      space,
      sources: sources.sorted(),
      advisories: advisories.sorted { ($0.id, $0.feed) < ($1.id, $1.feed) }
    )
  }

  /// The records of a pack, each with what it says of packages that count here.
  private func records(
    of entry: PackManifest.Entry,
    in space: AdvisorySpace
  ) throws -> [Advisory] {
    let pack = try set.open(entry)
    var parts: [Int64: [AffectedPackage]] = [:]
    for candidate in try pack.everything(in: space) where candidate.affected.isForStarters {
      parts[candidate.key.number, default: []].append(candidate.affected.bare)
    }
    return try parts.sorted { $0.key < $1.key }.map { number, parts in
      var advisory = try pack.advisory(number)
      advisory.affected = parts.filter { !DebianRelease.predates($0, flaw: advisory.id) }
      return advisory
    }
  }

  /// The bare facts of a record, where one of its flaws is dangerous enough; `nil` otherwise.
  private func picked(_ advisory: Advisory, in space: AdvisorySpace) throws -> Advisory? {
    guard advisory.kind == .vulnerability, !advisory.affected.isEmpty else { return nil }
    let threshold = StarterThreshold.forSpace(space)
    let preference = SeverityPreference(for: space)
    let own = advisory.severities + advisory.affected.flatMap(\.severities)
    let flaws = try FlawNames.flaws(of: advisory).filter { names in
      let known = try facts.of(names)
      let deciding = preference.deciding(among: own + (known?.severities ?? []))
      return threshold.takes(deciding?.severity ?? .unknown, known)
    }
    guard !flaws.isEmpty else { return nil }
    let names = Set(flaws.joined())
    chosen.formUnion(names)
    return advisory.bare(about: names)
  }

  private func latestDay(_ advisories: [Advisory], feed: String) -> String {
    let own = advisories.filter { $0.feed == feed }
    return own.map { max($0.published, $0.modified) }.max() ?? ""
  }
}
