import Advisories
import Foundation
import Model
import Starter
import Testing

/// What is really built in, read once: `scripts/make-starter` wrote it.
private struct BuiltIn {
  static let all = Result { try BuiltIn() }

  let archive: StarterArchive
  var advisories: [(space: AdvisorySpace, advisory: Advisory)] = []
  var parts: [AffectedPackage] = []
  let facts: [String: FlawFacts]

  init() throws {
    archive = try BuiltInStarter.archive()
    facts = try archive.facts()
    for entry in archive.entries {
      let shelf = try archive.shelf(of: entry)
      advisories += shelf.all.map { (entry.space, $0) }
      parts += shelf.everything
    }
  }
}

@Suite struct `built-in starter advisories` {
  private let archive: StarterArchive
  private let advisories: [(space: AdvisorySpace, advisory: Advisory)]
  private let parts: [AffectedPackage]
  private let facts: [String: FlawFacts]

  init() throws {
    let all = try BuiltIn.all.get()
    archive = all.archive
    advisories = all.advisories
    parts = all.parts
    facts = all.facts
  }

  @Test func `are some thousand, and small`() {
    #expect((2000...StarterArchive.advisoryLimit).contains(advisories.count))
    #expect(BuiltInStarter.bytes().count <= StarterArchive.sizeLimit)
    #expect(archive.entries.map(\.advisories).reduce(0, +) == advisories.count)
    #expect(archive.entries.map(\.affected).reduce(0, +) == parts.count)
  }

  @Test(arguments: [
    ("maven", "CVE-2021-44228"), ("maven", "CVE-2022-22965"), ("npm", "CVE-2021-44906"),
    ("debian:11", "CVE-2023-4911"), ("debian:12", "CVE-2023-4863"), ("golang", "CVE-2023-45288"),
    ("redhat:9", "CVE-2023-4911"), ("bitnami", "CVE-2021-41773"),
  ])
  func `name what everybody has heard of`(space: String, flaw: String) {
    let own = advisories.filter { $0.space.rawValue == space }.map(\.advisory)
    #expect(own.contains { ([$0.id] + $0.aliases + $0.covers).contains(flaw) })
  }

  @Test func `hold no sentences`() {
    let talking = advisories.map(\.advisory).filter { !$0.summary.isEmpty || $0.references != [] }
    #expect(talking.map(\.id) == [])
    #expect(parts.filter { !$0.note.isEmpty }.map(\.name) == [])
    #expect(facts.values.filter { !$0.summary.isEmpty }.map(\.id) == [])
    let own = advisories.flatMap { $0.advisory.severities } + parts.flatMap(\.severities)
    let words = own + facts.values.flatMap(\.severities)
    #expect(words.map(\.text).filter { $0.contains(" ") } == [])
  }

  @Test func `are of publishers who let others pass them on`() {
    let strange = advisories.filter { space, advisory in
      !starterPublishers.contains { $0.owns(id: advisory.id, feed: advisory.feed, in: space) }
    }
    #expect(strange.map(\.advisory.id) == [])
    let known: Set = ["Apache-2.0", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "MIT"]
    // Two publishers of facts who name no licence, and say that their facts may be used.
    let others = Set((starterPublishers + starterFactPublishers).map(\.license)).subtracting(known)
    #expect(others == ["free with attribution", "none stated, reuse endorsed"])
    let families = Set(archive.entries.map(\.space.family))
    #expect(families.isDisjoint(with: ["alpine", "amazon", "ubuntu", "wolfi"]))
  }

  @Test func `are credited`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let notice = try String(contentsOf: root.appending(path: "NOTICE"), encoding: .utf8)
    let sources = archive.entries.flatMap(\.sources) + archive.factSources
    for source in sources {
      #expect(notice.contains(source.publisher) && notice.contains(source.address))
      let lines = notice.split(separator: "\n")
      let line = lines.first { $0.contains(source.publisher) } ?? ""
      #expect(line.contains(source.license), "\(source.publisher)")
    }
    let dates = Set(sources.map(\.date)).filter { !$0.isEmpty }
    #expect(dates.filter { !notice.contains($0) } == [])
  }

  @Test func `are about flaws that are used, or likely to be`() {
    let harmless = advisories.map(\.advisory).filter { advisory in
      let known = FlawNames.flaws(of: advisory).joined().compactMap { facts[$0] }
      return !known.contains {
        $0.exploited != nil || ($0.likelihood?.probability ?? 0) >= StarterThreshold.usual.critical
      }
    }
    #expect(harmless.map(\.id) == [])
    let others = advisories.map(\.advisory).filter {
      $0.kind != .vulnerability || $0.withdrawn != ""
    }
    #expect(others.map(\.id) == [])
  }

  @Test func `are not about kernels, and never a mere denial`() {
    #expect(parts.filter { $0.fixState == .notAffected }.map(\.name) == [])
    let kernels = parts.filter { $0.space.rawValue.contains(":") && $0.name.hasPrefix("kernel") }
    #expect(kernels.map(\.name) == [])
  }
}
