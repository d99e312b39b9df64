import Advisories
import Model
import Packs
import Starter
import TestSupport
import Testing
import Trust

/// Records that are to be picked, and such as are not.
private let records = [
  "kev/known_exploited_vulnerabilities.json": """
  {"dateReleased":"2024-03-01T00:00:00Z","vulnerabilities":[
    {"cveID":"CVE-2021-1","dateAdded":"2021-03-04","dueDate":"2021-04-01","knownRansomwareCampaignUse":"Known"},
    {"cveID":"CVE-2021-3","dateAdded":"2021-03-04","dueDate":"2021-04-01","knownRansomwareCampaignUse":"Unknown"}]}
  """,
  "epss/epss_scores-2024-03-02.csv": """
  #model_version:v2023.03.01,score_date:2024-03-02T00:00:00+0000
  cve,epss,percentile
  CVE-2021-1,0.123456789,0.987654321
  CVE-2021-2,0.5,0.99
  CVE-2021-4,0.6,0.99
  """,
  // Known to be used.
  "osv/npm/GHSA-aaaa-aaaa-aaaa.json": record("GHSA-aaaa-aaaa-aaaa", "CVE-2021-1", "npm"),
  // Likely to be used, and critical.
  "osv/npm/GHSA-bbbb-bbbb-bbbb.json": record("GHSA-bbbb-bbbb-bbbb", "CVE-2021-2", "npm"),
  // Likely to be used, and not bad.
  "osv/npm/GHSA-cccc-cccc-cccc.json": record(
    "GHSA-cccc-cccc-cccc",
    "CVE-2021-4",
    "npm",
    severity: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"
  ),
  // Nobody uses it.
  "osv/npm/GHSA-dddd-dddd-dddd.json": record("GHSA-dddd-dddd-dddd", "CVE-2021-5", "npm"),
  // Taken back, and what was said to be the same.
  "osv/PyPI/GHSA-eeee-eeee-eeee.json": record(
    "GHSA-eeee-eeee-eeee",
    "CVE-2021-1",
    "PyPI",
    more: "\"withdrawn\":\"2022-01-01T00:00:00Z\","
  ),
  "osv/PyPI/PYSEC-2021-7.json": record(
    "PYSEC-2021-7",
    "CVE-2021-1\",\"GHSA-eeee-eeee-eeee",
    "PyPI"
  ),
  // Malware is no flaw.
  "osv/npm/MAL-2021-1.json": record("MAL-2021-1", "CVE-2021-3", "npm"),
  // A licence that does not allow it, and a kernel.
  "osv/Ubuntu/UBUNTU-CVE-2021-3.json": record(
    "UBUNTU-CVE-2021-3",
    "CVE-2021-3",
    "Ubuntu:22.04:LTS"
  ),
  "osv/Debian/CVE-2021-3.json": record("CVE-2021-3", "", "Debian:12", package: "linux"),
  // Mended in the release, and mended before there was one.
  "osv/Debian/CVE-2021-1.json": record("CVE-2021-1", "", "Debian:12", fix: "1.4.2+deb12u1"),
  "osv/Debian/CVE-2021-2.json": record("CVE-2021-2", "", "Debian:12"),
]

@Suite struct `starter choice` {
  @Test func `takes what is used, or bad and likely to be`() async throws {
    let contents = try await chosen(records)
    #expect(contents.spaces.map(\.space.rawValue) == ["debian:12", "npm"])
    #expect(contents.spaces[0].advisories.map(\.id) == ["CVE-2021-1"])
    #expect(
      contents.spaces[1].advisories.map(\.id) == ["GHSA-aaaa-aaaa-aaaa", "GHSA-bbbb-bbbb-bbbb"]
    )
  }

  @Test func `leaves sentences out, and digits that mean nothing`() async throws {
    let contents = try await chosen(records)
    #expect(contents.spaces[1].advisories.allSatisfy { $0.summary == "" && $0.references == [] })
    let facts = try #require(contents.facts.first { $0.id == "CVE-2021-1" })
    #expect(facts.exploited?.isUsedByRansomware == true)
    #expect(facts.likelihood?.probability == 0.12346)
    #expect(facts.likelihood?.percentile == 0.9877)
  }

  @Test func `names the publishers, and their days`() async throws {
    let contents = try await chosen(records)
    let npm = contents.spaces[1].sources
    #expect(npm.map(\.publisher) == ["GitHub Advisory Database"])
    #expect(npm.map(\.records) == [2])
    #expect(npm.map(\.date) == ["2024-02-03"])
    #expect(contents.factSources.map(\.feed) == ["kev", "epss"])
    #expect(contents.factSources.map(\.date).last == "2024-03-02")
  }

  @Test(arguments: [
    (Severity.critical, 0.1, true), (.critical, 0.09, false), (.high, 0.4, true),
    (.high, 0.3, false), (.unknown, 0.4, true), (.medium, 0.9, false),
  ])
  func `asks more where one flaw has many notices`(
    severity: Severity,
    likelihood: Double,
    isTaken: Bool
  ) {
    var facts = FlawFacts(id: "CVE-2021-1")
    facts.likelihood = ExploitLikelihood(probability: likelihood, percentile: 1, date: "")
    #expect(StarterThreshold.notices.takes(severity, facts) == isTaken)
    #expect(!StarterThreshold.notices.takes(severity, nil))
  }
}

@Suite struct `starter fallback` {
  @Test func `answers only for spaces without a pack`() async throws {
    let made = try await MadePacks(["osv/npm/GHSA-1.json": record("GHSA-1", "CVE-2020-9", "npm")])
    let index = StarterFallback(made.set, starter: StarterIndex { starterBytes })
    let (npm, pypi) = (AdvisorySpace("npm"), AdvisorySpace("pypi"))
    #expect(index.source(of: npm)?.isStarter == false)
    #expect(index.source(of: pypi)?.isStarter == true)
    #expect(index.source(of: AdvisorySpace("gem")) == nil)
    let own = try index.candidates(named: "thing", in: npm)
    #expect(try own.map { try index.advisory($0.key).id } == ["GHSA-1"])
    let others = try index.candidates(named: "thing", in: pypi)
    #expect(try others.map { try index.advisory($0.key).id } == ["GHSA-aaaa-bbbb-cccc"])
  }

  @Test func `takes facts from the packs where there are any`() async throws {
    let own = try await MadePacks(records)
    #expect(try StarterFallback(own.set).facts(of: "CVE-2014-6271") == nil)
    let bare = try await MadePacks(["osv/npm/GHSA-1.json": record("GHSA-1", "CVE-2020-9", "npm")])
    #expect(try StarterFallback(bare.set).facts(of: "CVE-2021-44228")?.exploited != nil)
    #expect(try StarterFallback(nil).facts(of: "CVE-2021-44228")?.exploited != nil)
  }

  @Test func `reads nothing where packs answer`() async throws {
    let made = try await MadePacks(records)
    let index = StarterFallback(
      made.set,
      starter: StarterIndex {
        Issue.record("was read")
        return []
      }
    )
    #expect(index.source(of: AdvisorySpace("npm")) != nil)
    #expect(try !index.candidates(named: "thing", in: AdvisorySpace("npm")).isEmpty)
    #expect(try index.facts(of: "CVE-2021-2") != nil)
  }

  @Test func `says that what is built in is damaged`() throws {
    let index = StarterFallback(nil, starter: StarterIndex { [1, 2, 3] })
    #expect(throws: AdvisoryIndexError(StarterError.foreign.description)) {
      try index.candidates(named: "thing", in: AdvisorySpace("npm"))
    }
  }

  @Test func `finds, and says that it is a part`() throws {
    var inventory = Inventory(subject: Subject(kind: .rootFilesystem, name: "test"))
    let evidence = Evidence(analyzer: "test", method: .installedDatabase, path: "a")
    inventory.packages = [
      Package(.npm, name: "thing", version: "1.4.1", evidence: evidence),
      Package(.gem, name: "other", version: "1", evidence: evidence),
    ]
    let index = StarterFallback(
      nil,
      starter: StarterIndex { StarterArchive.bytes(of: sampleContents) }
    )
    let result = try Matcher(index).match(inventory)
    #expect(result.findings.map(\.rule) == ["CVE-2021-1"])
    #expect(result.findings[0].vulnerability?.fixedVersions == ["1.4.2"])
    #expect(result.data.map(\.isStarter) == [true])
    let details = result.gaps.map(\.detail)
    #expect(details.contains { $0.contains("npm there are only 1 starter advisories") })
    #expect(details.contains { $0.contains("no data for gem") })
  }

  private var starterBytes: [UInt8] {
    var contents = sampleContents
    var other = contents.spaces[0]
    other.space = AdvisorySpace("pypi")
    contents.spaces.append(other)
    return StarterArchive.bytes(of: contents)
  }
}

/// A record in the OSV form of a package that is affected below 1.4.2.
private func record(
  _ id: String,
  _ alias: String,
  _ ecosystem: String,
  package: String = "thing",
  severity: String = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  fix: String = "1.4.2",
  more: String = ""
) -> String {
  """
  {"id":"\(id)","aliases":[\(alias.isEmpty ? "" : "\"\(alias)\"")],"modified":"2024-02-03T00:00:00Z",
   \(more)"summary":"Too much is read","references":[{"type":"WEB","url":"https://example.org"}],
   "severity":[{"type":"CVSS_V3","score":"\(severity)"}],
   "affected":[{"package":{"ecosystem":"\(ecosystem)","name":"\(package)"},
   "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"\(fix)"}]}]}]}
  """
}

private func chosen(_ documents: [String: String]) async throws -> StarterContents {
  let made = try await MadePacks(documents)
  return try StarterChoice(made.set, made.summary.manifest).contents()
}

/// Packs made from documents in a folder of their own.
private struct MadePacks {
  let scratch: ScratchFolder
  let set: PackSet
  let summary: PackBuilder.Summary

  init(_ documents: [String: String]) async throws {
    scratch = try ScratchFolder()
    for (path, text) in documents { try scratch.write("feeds/\(path)", text) }
    let folder = PackFolder(path: "\(scratch.path)/packs")
    summary = try await PackBuilder(width: 1).build(
      from: "\(scratch.path)/feeds",
      into: folder,
      replacing: nil,
      key: try Ed25519PrivateKey()
    )
    set = PackSet(folder, summary.manifest)
  }
}
