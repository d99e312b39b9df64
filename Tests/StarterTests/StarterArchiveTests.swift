import Advisories
import Formats
import Model
import Starter
import TestSupport
import Testing

@Suite struct `starter archive` {
  private let contents: StarterContents
  private let bytes: [UInt8]

  init() {
    contents = sampleContents
    bytes = StarterArchive.bytes(of: sampleContents)
  }

  @Test func `gives back what was written`() throws {
    let archive = try StarterArchive(bytes)
    let entry = try #require(archive.entry(for: AdvisorySpace("npm")))
    #expect(entry.advisories == 1)
    #expect(entry.sources == contents.spaces[0].sources)
    let shelf = try archive.shelf(of: entry)
    let said = shelf.candidates(named: "thing", in: entry.space)
    #expect(said.map(\.affected) == contents.spaces[0].advisories[0].affected)
    #expect(try archive.facts() == ["CVE-2021-1": contents.facts[0]])
  }

  @Test func `is found by every name of a flaw`() throws {
    let archive = try StarterArchive(bytes)
    let shelf = try archive.shelf(of: try #require(archive.entries.first))
    for name in ["GHSA-aaaa-bbbb-cccc", "CVE-2021-1"] {
      #expect(shelf.advisories(called: name) == [0])
    }
    #expect(shelf.advisories(called: "CVE-2021-2") == [])
    #expect(shelf.packages(of: 0, in: AdvisorySpace("npm")).map(\.name) == ["thing"])
  }

  @Test func `is the same for the same contents`() {
    #expect(StarterArchive.bytes(of: contents) == bytes)
  }

  @Test func `is refused when a byte is missing or another`() {
    let taken = bytes.indices.filter { place in
      var other = bytes
      other[place] ^= 0x40
      return isTaken(Array(bytes.prefix(place))) || isTaken(other)
    }
    #expect(taken == [])
  }

  @Test func `is refused when it is spoilt`() {
    #expect(hostileVariants(of: bytes).filter { $0 != bytes && isTaken($0) } == [])
  }

  private func isTaken(_ bytes: [UInt8]) -> Bool { (try? StarterArchive(bytes)) != nil }

  @Test func `says that there is none, or one of another version`() {
    #expect(throws: StarterError.absent) { try StarterArchive([]) }
    #expect(throws: StarterError.foreign) { try StarterArchive(Array("something else".utf8)) }
    #expect(throws: StarterError.damaged) { try StarterArchive(Array("PLSTART1".utf8)) }
    #expect(throws: StarterError.foreign) { try StarterArchive(sealed([99])) }
  }

  @Test(arguments: [[], [0], [1], [1, 0xFF, 0xFF], [1, 1, 0, 3]] as [[UInt8]])
  func `is refused when what was sealed makes no sense`(record: [UInt8]) {
    #expect(throws: StarterError.self) { try StarterArchive(sealed(record)) }
  }

  /// A record in a whole frame with the right hash.
  private func sealed(_ record: [UInt8]) -> [UInt8] {
    let packed = Zstd.compressed(record)
    return Array("PLSTART1".utf8) + Array(SHA256.digest(of: packed.span).hex.utf8) + packed
  }
}

/// One flaw in one package.
let sampleContents: StarterContents = {
  var contents = StarterContents()
  var advisory = Advisory(id: "GHSA-aaaa-bbbb-cccc", feed: "osv")
  advisory.aliases = ["CVE-2021-1"]
  advisory.published = "2021-02-03"
  var part = AffectedPackage(AdvisorySpace("npm"), "thing")
  part.ranges = [VersionInterval(.fixed("1.4.2"))]
  advisory.affected = [part]
  let publisher = StarterPublisher("Somebody", "MIT", "https://example.org", feeds: ["osv"])
  let source = StarterSource(publisher, feed: "osv", date: "2021-02-04", records: 1)
  contents.spaces = [
    StarterSpace(AdvisorySpace("npm"), sources: [source], advisories: [advisory])
  ]
  var facts = FlawFacts(id: "CVE-2021-1")
  facts.exploited = ExploitedFact(added: "2021-03-04", due: "", isUsedByRansomware: false)
  contents.facts = [facts]
  return contents
}()
