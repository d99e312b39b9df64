import Model
import Policy
import Testing

@Suite struct `waiver` {
  /// The judged assessment of one finding under one waiver, written as a flow map.
  private func judged(_ waiver: String, _ finding: Finding) throws -> Assessment {
    var inputs = PolicyInputs(today: try today())
    inputs.rules = try policy("waivers:\n  - {reason: because, \(waiver)}\n").waivers
    return PolicyJudge(inputs).judge(image([finding]))
  }

  private static var flaw: Finding {
    PolicyTests.flaw(
      "CVE-2024-0001",
      in: "libcurl4",
      path: "usr/lib/x.so",
      change: {
        $0.identifiers = ["CVE-2024-0001", "GHSA-aaaa-bbbb-cccc", "DSA-1-1"]
        $0.package.source = SourcePackage(name: "curl", version: "1.0")
      }
    )
  }

  @Test(arguments: [
    "id: CVE-2024-0001", "id: cve-2024-0001", "id: GHSA-aaaa-bbbb-cccc", "id: [X-1, DSA-1-1]",
    "package: libcurl4", "package: libcurl*", "package: curl", "package: 'pkg:deb/debian/libcurl4'",
    "package: 'pkg:deb/debian/libcurl4@1.0?distro=debian-12'",
    "id: CVE-2024-0001, version: 1.*", "path: usr/lib/*.so", "path: usr/",
    "id: CVE-2024-0001, ecosystem: deb", "id: CVE-2024-0001, ecosystem: Debian:12",
    "id: CVE-2024-0001, image: ghcr.io/acme/app:1.2", "id: CVE-2024-0001, image: ghcr.io/acme/*",
    "id: CVE-2024-0001, image: ghcr.io/acme/app", "package: curl, image: 'sha256:0001*'",
    "id: CVE-2024-0001, expires: 2026-06-16",
  ])
  func `takes out what it names`(waiver: String) throws {
    let judged = try judged(waiver, Self.flaw)
    #expect(judged.findings.isEmpty)
    let dismissed = try #require(judged.dismissed.first)
    #expect(dismissed.authority == .waiver)
    #expect(dismissed.origin == "plimsoll.yaml:2")
    #expect(dismissed.reason == "because")
    #expect(judged.verdict.warnings.isEmpty)
  }

  @Test(arguments: [
    "id: CVE-2024-0002", "id: CVE-2024-00010", "package: libcurl", "package: wget",
    "package: 'pkg:deb/ubuntu/libcurl4'", "package: 'pkg:deb/debian/libcurl4@1.1'",
    "id: CVE-2024-0001, version: 2.*", "path: lib/*.so", "id: CVE-2024-0001, ecosystem: npm",
    "id: CVE-2024-0001, ecosystem: debian:11", "id: CVE-2024-0001, ecosystem: ubuntu",
    "id: CVE-2024-0001, path: opt/**",
  ])
  func `leaves the rest, and says that it did nothing`(waiver: String) throws {
    let judged = try judged(waiver, Self.flaw)
    #expect(judged.findings.count == 1)
    #expect(judged.verdict.warnings.count == 1)
    #expect(judged.verdict.warnings[0].hasSuffix("(plimsoll.yaml:2) matches nothing"))
  }

  @Test func `for other images is not called unused`() throws {
    let judged = try judged("id: CVE-2024-0001, image: docker.io/other/*", Self.flaw)
    #expect(judged.findings.count == 1)
    #expect(judged.verdict.warnings.isEmpty)
  }

  @Test(arguments: [
    ("2026-06-15", "CVE-2024-0001", "would cover 1 finding"),
    ("2020-01-01", "X", "matches nothing"),
  ])
  func `ends on its day, and says so`(day: String, id: String, effect: String) throws {
    let judged = try judged("id: \(id), expires: \(day)", Self.flaw)
    #expect(judged.findings.count == 1)
    let said =
      "the waiver of \(id) (plimsoll.yaml:2) ended on \(day), no longer applies, and \(effect)"
    #expect(judged.verdict.warnings == [said])
  }

  @Test(arguments: [("package: evil", 1), ("path: usr/**", 1), ("id: MAL-2024-1", 0)])
  func `lets malware through by its name alone`(waiver: String, left: Int) throws {
    let malware = PolicyTests.flaw("MAL-2024-1", in: "evil", .unknown, path: "usr/a")
    #expect(try judged(waiver, malware).findings.count == left)
  }

  @Test func `takes out faults of files by path`() throws {
    let secret = fault(.secret, "aws-key", .high, path: "root/.aws/credentials")
    #expect(try judged("id: aws-key, path: root/**", secret).dismissed.count == 1)
    #expect(try judged("id: aws-key, package: a", secret).dismissed.isEmpty)
  }
}
