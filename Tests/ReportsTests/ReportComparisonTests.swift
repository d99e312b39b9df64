import Advisories
import Model
import Reports
import TestSupport
import Testing

/// Advisories held in memory.
private struct MemoryIndex: AdvisoryIndex {
  var advisories: [Advisory]

  func source(of space: AdvisorySpace) -> DataSource? {
    guard space.rawValue == "debian:12" else { return nil }
    return DataSource(
      space: space.rawValue,
      feeds: ["test"],
      date: "2025-02-12",
      records: advisories.count,
      isStarter: false
    )
  }

  func candidates(named name: String, in space: AdvisorySpace) -> [AdvisoryCandidate] {
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

  func advisory(_ key: AdvisoryKey) -> Advisory { advisories[Int(key.number)] }
  func facts(of flaw: String) -> FlawFacts? { nil }
}

private func advisory(
  _ id: String,
  _ package: String,
  _ range: VersionInterval?,
  withdrawn: String = ""
) -> Advisory {
  var advisory = Advisory(id: id, feed: "test")
  advisory.withdrawn = withdrawn
  var row = AffectedPackage(AdvisorySpace("debian", "12"), package, nameKind: .source)
  row.ranges = range.map { [$0] } ?? []
  if range == nil { row.fixState = .notAffected }
  if range?.end == .open { row.fixState = .notFixed }
  advisory.affected = [row]
  return advisory
}

private let index = MemoryIndex(advisories: [
  advisory("CVE-2024-1", "openssl", VersionInterval(.fixed("3.0.13-1"))),
  advisory("CVE-2024-2", "openssl", VersionInterval(.fixed("3.0.10-1"))),
  advisory("CVE-2024-3", "openssl", nil),
  advisory("CVE-2024-4", "openssl", VersionInterval(.open), withdrawn: "2024-05-06"),
  advisory("CVE-2024-5", "zlib", VersionInterval(from: "1:2-1", .fixed("1:3-1"))),
  advisory("CVE-2024-11", "zlib", VersionInterval(.open)),
])

private func assessment() throws -> Assessment {
  let evidence = Evidence(analyzer: "test", method: .installedDatabase, path: "var/lib/dpkg/status")
  var ssl = Package(.deb, name: "libssl3", version: "3.0.11-1", evidence: evidence)
  ssl.source = SourcePackage(name: "openssl", version: "3.0.11-1")
  var zlib = Package(.deb, name: "zlib1g", version: "1:1.2-1", evidence: evidence)
  zlib.source = SourcePackage(name: "zlib", version: "1:1.2-1")
  var requests = Package(.pypi, name: "requests", version: "2.28.1", evidence: evidence)
  requests.owner = PackageOwner(ecosystem: .deb, name: "python3-requests")
  var inventory = Inventory(subject: Subject(kind: .rootFilesystem, name: "test"))
  inventory.system = OperatingSystem(id: "debian", version: "12", path: "etc/os-release")
  inventory.packages = [
    ssl, zlib, requests, Package(.npm, name: "left-pad", version: "1.0.0", evidence: evidence),
  ]
  var assessment = Assessment(inventory: inventory)
  let result = try Matcher(index).match(inventory)
  assessment.findings = result.findings
  assessment.data = result.data
  return assessment
}

private func comparison(_ text: String) throws -> ReportComparison {
  let report = try ForeignReport.read(Array(text.utf8).span, limits: .standard)
  return try ReportComparison(try assessment(), with: report, by: Matcher(index))
}

@Suite struct `comparison with another scanner's report` {
  @Test(arguments: [
    ("CVE-2024-2", MissingReason.fixInstalled), ("CVE-2024-3", .vendorNotAffected),
    ("CVE-2024-4", .withdrawn), ("CVE-2024-5", .outsideRange), ("CVE-2024-6", .noRecord),
    ("CVE-2024-7", .versionDiffers), ("CVE-2024-8", .packageNotFound),
    ("CVE-2024-9", .ownedByDistribution), ("CVE-2024-10", .noData),
  ])
  func `gives a reason for what only they found`(id: String, reason: MissingReason) throws {
    let missing = try comparison(trivyReportExample).missing
    #expect(missing.filter { $0.theirs.id == id }.map(\.reason) == [reason])
    #expect(missing.allSatisfy { !$0.detail.isEmpty })
  }

  @Test func `tells what both found, and in what it differs`() throws {
    let trivy = try comparison(trivyReportExample)
    #expect(trivy.agreements.map(\.finding.rule) == ["CVE-2024-1"])
    #expect(trivy.agreements[0].differences == ["severity unknown here, high there"])
    let grype = try comparison(grypeReportExample)
    #expect(grype.agreements.map(\.theirs.id) == ["GHSA-aaaa-bbbb-cccc"])
    #expect(grype.agreements[0].differences.count == 2)
  }

  @Test func `gives a reason for what only we found`() throws {
    #expect(try comparison(trivyReportExample).extra.map(\.reason) == [.ourRecord])
    #expect(try comparison(grypeReportExample).extra.map(\.reason) == [.ignoredThere])
  }

  @Test func `is the same for people and programs`() throws {
    let comparison = try comparison(trivyReportExample)
    #expect(
      comparison.text.contains("1 in both, 1 of them with differences; 9 only there, 1 only here")
    )
    let json = String(decoding: comparison.json, as: UTF8.self)
    #expect(json.contains("\"reason\": \"owned-by-distribution\""))
  }

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"Results": 1}"#, #"{"matches": {}}"#, #"{"matches": [{}]}"#,
    #"{"matches": [{"vulnerability": {"id": "a"}, "artifact": {}}]}"#,
    #"{"Results": [{"Vulnerabilities": [{}]}]}"#,
    #"{"Results": [{"Vulnerabilities": [{"VulnerabilityID": "a"}]}]}"#,
  ])
  func `is refused for what is no report`(text: String) {
    let error = #expect(throws: ForeignReportError.self) {
      try ForeignReport.read(Array(text.utf8).span, limits: .standard)
    }
    #expect(error?.description.isEmpty == false)
  }

  @Test(arguments: [trivyReportExample, grypeReportExample])
  func `meets damaged reports without harm`(text: String) {
    for variant in hostileVariants(of: Array(text.utf8)) {
      // Either way is right, as long as it comes to an end.
      _ = try? ForeignReport.read(variant.span, limits: .standard)
    }
  }
}
