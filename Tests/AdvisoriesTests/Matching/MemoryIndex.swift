import Advisories
import Model

/// Advisories that a test holds in memory.
struct MemoryIndex: AdvisoryIndex {
  var advisories: [Advisory]

  func source(of space: AdvisorySpace) -> DataSource? {
    let records = advisories.count { $0.affected.contains { $0.space == space } }
    guard records > 0 else { return nil }
    return DataSource(
      space: space.rawValue,
      feeds: ["test"],
      date: "2025-01-01",
      records: records,
      isStarter: false
    )
  }

  func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(AdvisoryIndexError) -> [AdvisoryCandidate] {
    advisories.enumerated().flatMap { number, advisory in
      advisory.affected.filter { $0.name == name && $0.space == space }.map {
        AdvisoryCandidate(
          key: AdvisoryKey(space: space, number: Int64(number)),
          feed: advisory.feed,
          affected: $0
        )
      }
    }
  }

  func advisory(_ key: AdvisoryKey) throws(AdvisoryIndexError) -> Advisory {
    advisories[Int(key.number)]
  }

  func facts(of flaw: String) throws(AdvisoryIndexError) -> FlawFacts? { nil }
}
