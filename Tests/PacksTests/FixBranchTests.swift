import Advisories
import Model
import Packs
import TestSupport
import Testing
import Trust

/// Two notices about one flaw in sudo, as minor releases of one distribution get them.
private func notice(_ number: Int, _ fixed: String) -> String {
  """
  {"id":"ALSA-2026:\(number)","modified":"2026-05-06T00:00:00Z","related":["CVE-2026-35535"],
   "affected":[{"package":{"ecosystem":"AlmaLinux:9","name":"sudo"},"ranges":[{"type":"ECOSYSTEM",
   "events":[{"introduced":"0"},{"fixed":"\(fixed)"}]}]}]}
  """
}

@Suite struct `fix of a flaw in several minor releases` {
  @Test(arguments: [
    ("2.28-235.el8_9.1", true), ("2.28-236.el8_9.13", false), ("2.28-245.el8", true),
    ("2.28-251.el8", true), ("2.28-251.el8_10", true), ("2.28-251.el8_10.1", false),
  ])
  func `is asked of builds that may be of any`(version: String, isAffected: Bool) async throws {
    let fixes = ["2.28-236.el8_9.13", "2.28-251.el8_10.1"]
    let rules = try await rules(of: version, fixedIn: fixes)
    #expect(rules == (isAffected ? ["CVE-2026-35535"] : []))
  }

  @Test(arguments: [
    ("1.9.5p2-14.el9_7", true), ("1.9.5p2-15.el9_7", false), ("1.9.5p2-16.el9_7", false),
    ("1.9.17p2-2.el9_8", true), ("1.9.17p2-3.el9_8", false), ("1.9.10-1.el9_7", false),
    ("1.9.10-1.el9_6", true),
  ])
  func `is that of the package's own`(version: String, isAffected: Bool) async throws {
    let fixes = ["1.9.5p2-15.el9_7", "1.9.17p2-3.el9_8"]
    let rules = try await rules(of: version, fixedIn: fixes)
    #expect(rules == (isAffected ? ["CVE-2026-35535"] : []))
  }

  private func rules(of version: String, fixedIn fixes: [String]) async throws -> [String] {
    let scratch = try ScratchFolder()
    for (number, fixed) in fixes.enumerated() {
      try scratch.write("feeds/osv/AlmaLinux/\(number).json", notice(number, fixed))
    }
    let folder = PackFolder(path: "\(scratch.path)/packs")
    let summary = try await PackBuilder(width: 1).build(
      from: scratch.path("feeds"),
      into: folder,
      replacing: nil,
      key: try Ed25519PrivateKey()
    )
    var inventory = Inventory(subject: Subject(kind: .rootFilesystem, name: "test"))
    inventory.system = OperatingSystem(id: "almalinux", version: "9.8", path: "etc/os-release")
    let evidence = Evidence(analyzer: "test", method: .installedDatabase, path: "rpmdb")
    inventory.packages = [Package(.rpm, name: "sudo", version: version, evidence: evidence)]
    return try Matcher(PackSet(folder, summary.manifest)).match(inventory).findings.map(\.rule)
  }
}
