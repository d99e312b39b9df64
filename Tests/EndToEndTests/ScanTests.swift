import Foundation
import TestSupport
import Testing

/// The program scans a root file system by packs that it made itself, without any network.
@Suite(.timeLimit(.minutes(5))) struct `scan` {
  private let program: Program
  private let root: String

  init() async throws {
    program = try Program()
    let folder = program.folder
    try folder.write("root/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
    try folder.write(
      "root/var/lib/dpkg/status",
      """
      Package: libtool1
      Status: install ok installed
      Architecture: amd64
      Source: tool (2:1.2-3)
      Version: 1.2-3+b1


      """
    )
    try folder.write(
      "feeds/osv/Debian/CVE-2022-2.json",
      """
      {"id":"CVE-2022-2","summary":"Too much is read","modified":"2024-05-06T00:00:00Z",
       "affected":[{"package":{"ecosystem":"Debian:12","name":"tool"},"ranges":[{"type":
       "ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2:1.2-3+deb12u1"}]}],
       "ecosystem_specific":{"urgency":"high"}}]}
      """
    )
    root = "rootfs:\(folder.path("root"))"
    let built = try await program.run("data", "build", "--from", folder.path("feeds"))
    try #require(built.code == 0, "\(built.errors)")
  }

  @Test func `finds what the data knows, and says what to do`() async throws {
    let outcome = try await program.run("scan", root, "--format", "json")
    #expect(outcome.code == 0)
    let findings = try json(outcome.text)["findings"] as? [[String: Any]] ?? []
    #expect(findings.compactMap { $0["rule"] as? String } == ["CVE-2022-2"])
    #expect(outcome.text.contains("2:1.2-3+deb12u1"))
  }

  @Test(arguments: [
    ("--fail-on", "negligible", 1), ("--fail-on", "exploited", 0), ("--fail-on", "nonsense", 2),
    ("--policy", "/nonexistent", 2), ("--vex", "/nonexistent.json", 2),
    ("--min-severity", "worst", 2),
  ])
  func `ends as the gate says`(option: String, value: String, code: Int32) async throws {
    #expect(try await program.run("scan", root, option, value).code == code)
  }

  @Test func `heeds a VEX statement that it wrote itself`() async throws {
    let vex = program.folder.path("a.openvex.json")
    let made = try await program.run(
      "vex",
      "create",
      root,
      "--id",
      "CVE-2022-2",
      "--status",
      "not_affected",
      "--justification",
      "vulnerable_code_not_present",
      "--author",
      "us",
      "-o",
      vex
    )
    try #require(made.code == 0, "\(made.errors)")
    #expect(try await program.run("vex", "lint", vex, root).code == 0)
    #expect(
      try await program.run("scan", root, "--vex", vex, "--fail-on", "negligible").code == 0
    )
  }

  @Test func `heeds what lies in the artifact only when it is asked to`() async throws {
    let made = try await program.run([
      "vex", "create", root, "--id", "CVE-2022-2", "--status", "not_affected", "--justification",
      "vulnerable_code_not_present", "--author", "us", "-o",
      program.folder.path("root/a.openvex.json"),
    ])
    try #require(made.code == 0, "\(made.errors)")
    let options = ["--fail-on", "negligible", "--format", "json"]
    #expect(try await program.run(["scan", root] + options).code == 1)
    let asked = try await program.run(["scan", root, "--artifact-vex"] + options)
    #expect(asked.code == 0)
    #expect(asked.text.contains("from the artifact, not verified: a.openvex.json"))
  }

  @Test(arguments: [("table", "Only there: the data has no record (1)"), ("json", "no-record")])
  func `tells why another scanner says something else`(format: String, text: String) async throws {
    try program.folder.write(
      "trivy.json",
      """
      {"SchemaVersion": 2, "Results": [{"Class": "os-pkgs", "Vulnerabilities": [
       {"VulnerabilityID": "CVE-2022-1", "PkgName": "libtool1", "InstalledVersion": "1.2-3+b1"}]}]}
      """
    )
    let outcome = try await program.run(
      "scan",
      root,
      "--compare",
      program.folder.path("trivy.json"),
      "--format",
      format
    )
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.text.contains("CVE-2022-1"))
    #expect(outcome.text.contains(text))
  }

  @Test(arguments: ["{}", "nonsense"])
  func `refuses to compare with what is no report`(text: String) async throws {
    try program.folder.write("other.json", text)
    let outcome = try await program.run(
      "scan",
      root,
      "--compare",
      program.folder.path("other.json")
    )
    #expect(outcome.code == 2)
  }

  @Test func `counts only what is new against an earlier report`() async throws {
    let report = program.folder.path("before.json")
    #expect(try await program.run("scan", root, "-o", report).code == 0)
    let options = ["--baseline", report, "--fail-on", "any"]
    #expect(try await program.run(["scan", root] + options).code == 0)
  }

  @Test func `heeds the ignore file that lies there`() async throws {
    try program.folder.write(".trivyignore", "CVE-2022-2\n")
    #expect(try await program.run("scan", root, "--fail-on", "any").code == 0)
  }

  @Test func `goes on after a target that is broken, and says so`() async throws {
    let outcome = try await program.run("scan", "archive:/nonexistent.tar", root)
    #expect(outcome.code == 2)
    #expect(outcome.text.contains("CVE-2022-2"))
  }

  @Test func `is refused without data where that is asked`() async throws {
    let none = program.folder.path("none")
    let outcome = try await program.run("scan", root, "--data-dir", none, "--require-packs")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("plimsoll data build"))
  }

  @Test func `takes from the policy what options ask for`() async throws {
    try program.folder.write("plimsoll.yaml", "require-packs: true\nartifact-vex: true\n")
    let none = try await program.run("scan", root, "--data-dir", program.folder.path("none"))
    #expect(none.code == 2)
    #expect(none.errors.contains("there is no data"))
    #expect(try await program.run("scan", root).text.contains("CVE-2022-2"))
  }

  @Test func `does not say that a flaw is not there where it cannot know`() async throws {
    let known = try await program.run("explain", "CVE-1999-1", root)
    #expect(known.code == 0)
    let none = program.folder.path("none")
    let unknown = try await program.run("explain", "CVE-1999-1", root, "--data-dir", none)
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("not known: there is no data of your own for debian:12"))
  }

  @Test func `explains a finding with what was compared`() async throws {
    let outcome = try await program.run("explain", "cve-2022-2", root)
    #expect(outcome.text.contains("2:1.2-3 is in < 2:1.2-3+deb12u1"))
  }

  @Test func `finds the same by data that was exported and imported`() async throws {
    let file = program.folder.path("data.tar")
    let other = program.folder.path("other")
    #expect(try await program.run("data", "export", file).code == 0)
    #expect(try await program.run("data", "import", file, "--data-dir", other).code == 2)
    let key = try await program.run("data", "key", "show")
    try program.folder.write("local.pub", key.output)
    let imported = try await program.run(
      "data",
      "import",
      file,
      "--data-dir",
      other,
      "--key",
      program.folder.path("local.pub")
    )
    #expect(imported.code == 0, "\(imported.errors)")
    #expect(try await program.run("data", "verify", "--data-dir", other).code == 0)
    #expect(try await program.run("scan", root, "--data-dir", other).text.contains("CVE-2022-2"))
  }
}
