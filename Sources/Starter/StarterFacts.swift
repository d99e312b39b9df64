import Advisories
import Model
import Packs

/// What the feeds of `starterFactPublishers` know of flaws.
final class StarterFacts {
  private let set: PackSet
  private let entries: [PackManifest.Entry]
  private var known: [String: FlawFacts?] = [:]

  init(_ set: PackSet, _ manifest: PackManifest) {
    self.set = set
    let feeds = starterFactPublishers.reduce(into: Set()) { $0.formUnion($1.feeds) }
    entries = manifest.packs.filter { pack in
      pack.facts > 0 && pack.feeds.allSatisfy { feeds.contains($0.name) }
    }
  }

  func of(_ name: String) throws -> FlawFacts? {
    if let before = known[name] { return before }
    var found: FlawFacts?
    for entry in entries {
      guard let facts = try set.open(entry).facts(of: name) else { continue }
      found?.merge(facts)
      found = found ?? facts
    }
    known[name] = .some(found)
    return found
  }

  /// What is known of one flaw by all its names.
  func of(_ names: [String]) throws -> FlawFacts? {
    var found: FlawFacts?
    for name in names {
      guard let facts = try of(name) else { continue }
      found?.merge(facts)
      found = found ?? facts
    }
    return found
  }

  /// Who told what, and as of which day.
  func sources(of facts: [FlawFacts]) -> [StarterSource] {
    starterFactPublishers.compactMap { publisher in
      guard let feed = publisher.feeds.first else { return nil }
      let days = facts.compactMap { Self.day(of: $0, by: feed) }
      guard !days.isEmpty else { return nil }
      let dates = entries.flatMap(\.feeds).filter { $0.name == feed }.map(\.date)
      let date = dates.first { !$0.isEmpty } ?? days.max() ?? ""
      return StarterSource(publisher, feed: feed, date: date, records: days.count)
    }.sorted()
  }

  /// The day of what a feed says of a flaw; `nil` where it says nothing.
  private static func day(of facts: FlawFacts, by feed: String) -> String? {
    switch feed {
    case "kev": facts.exploited?.added
    case "epss": facts.likelihood?.date
    default: facts.severities.isEmpty ? nil : facts.published
    }
  }
}
