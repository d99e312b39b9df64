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
    ("1.9.5p2-14.el9_7", true), ("1.9.5p2-15.el9_7", false), ("1.9.5p2-16.el9_7", false),
    ("1.9.17p2-2.el9_8", true), ("1.9.17p2-3.el9_8", false), ("1.9.10-1.el9_7", false),
    ("1.9.10-1.el9_6", true),
  ])
  func `is that of the package's own`(version: String, isAffected: Bool) async throws {
    let scratch = try ScratchFolder()
    try scratch.write("feeds/osv/AlmaLinux/A.json", notice(1, "1.9.5p2-15.el9_7"))
    try scratch.write("feeds/osv/AlmaLinux/B.json", notice(2, "1.9.17p2-3.el9_8"))
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
    let findings = try Matcher(PackSet(folder, summary.manifest)).match(inventory).findings
    #expect(findings.map(\.rule) == (isAffected ? ["CVE-2026-35535"] : []))
  }
}
