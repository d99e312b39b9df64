import Advisories
import Model
import Testing

/// What a publisher says of a release everybody has, and of what a subscription adds.
private struct Case: Sendable, CustomTestStringConvertible {
  var name: String
  var system: OperatingSystem
  var ecosystem: Ecosystem
  var version: String
  var space: AdvisorySpace
  /// Channel, and the version with the fix; `nil` for none.
  var rows: [(channel: String, fixed: String?)]
  var fixedVersions: [String]
  var channel: String

  var testDescription: String { name }
}

private func system(_ id: String, _ version: String, end: String? = nil) -> OperatingSystem {
  var system = OperatingSystem(id: id, version: version, path: "etc/os-release")
  system.endOfLife = end
  return system
}

private let cases = [
  Case(
    name: "only with a subscription",
    system: system("ubuntu", "20.04"),
    ecosystem: .deb,
    version: "1.0-1",
    space: AdvisorySpace("ubuntu", "20.04"),
    rows: [("", nil), ("esm-infra", "1.0-1ubuntu0.1~esm1")],
    fixedVersions: ["1.0-1ubuntu0.1~esm1"],
    channel: "Ubuntu Pro"
  ),
  Case(
    name: "for everybody",
    system: system("ubuntu", "20.04"),
    ecosystem: .deb,
    version: "1.0-1",
    space: AdvisorySpace("ubuntu", "20.04"),
    rows: [("", "1.0-1ubuntu0.1"), ("esm-infra", "1.0-1ubuntu0.1~esm1")],
    fixedVersions: ["1.0-1ubuntu0.1"],
    channel: ""
  ),
  Case(
    name: "for a release that only the subscription keeps",
    system: system("ubuntu", "16.04"),
    ecosystem: .deb,
    version: "1.0-1",
    space: AdvisorySpace("ubuntu", "16.04"),
    rows: [("pro", "1.0-1ubuntu0.1~esm1")],
    fixedVersions: ["1.0-1ubuntu0.1~esm1"],
    channel: "Ubuntu Pro"
  ),
  Case(
    name: "below what is installed",
    system: system("rhel", "9.4"),
    ecosystem: .rpm,
    version: "1.0-10.el9",
    space: AdvisorySpace("redhat", "9"),
    rows: [("", nil), ("rhel_eus:9.0::baseos", "1.0-3.el9_0.2")],
    fixedVersions: [],
    channel: ""
  ),
  Case(
    name: "in an extended stream",
    system: system("rhel", "8.6"),
    ecosystem: .rpm,
    version: "1.0-1.el8",
    space: AdvisorySpace("redhat", "8"),
    rows: [("", nil), ("rhel_eus:8.6::baseos", "1.0-1.el8_6.2")],
    fixedVersions: ["1.0-1.el8_6.2"],
    channel: "Extended Update Support"
  ),
]

@Suite struct `fix that not everybody gets` {
  @Test(arguments: cases) private func `is named with what it needs`(_ given: Case) throws {
    let evidence = Evidence(analyzer: "test", method: .installedDatabase, path: "db")
    let package = Package(given.ecosystem, name: "tool", version: given.version, evidence: evidence)
    var advisory = Advisory(id: "CVE-2024-1", feed: "test")
    advisory.affected = given.rows.map { row in
      var affected = AffectedPackage(given.space, "tool", nameKind: .source)
      affected.channel = row.channel
      affected.ranges = [VersionInterval(row.fixed.map { .fixed($0) } ?? .open)]
      return affected
    }
    let findings = try Matcher(MemoryIndex(advisories: [advisory]))
      .findings(of: package, system: given.system)
    #expect(findings.compactMap(\.vulnerability?.fixedVersions) == [given.fixedVersions])
    #expect(findings.compactMap(\.vulnerability?.fixChannel) == [given.channel])
  }
}

@Suite struct `release whose support has ended` {
  @Test(arguments: [("2024-06-30", 1), ("2030-06-30", 0), (nil, 0)])
  func `is told as a gap`(end: String?, count: Int) throws {
    var inventory = Inventory(subject: Subject(kind: .rootFilesystem, name: "test"))
    inventory.system = system("debian", "10", end: end)
    let result = try Matcher(MemoryIndex(advisories: []), today: "2026-01-01").match(inventory)
    #expect(result.gaps.count { $0.detail.hasPrefix("support of debian 10 ended") } == count)
  }
}
