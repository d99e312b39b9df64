import Foundation
import TestSupport
import Testing

/// The program on a machine that has no data at all, and no network.
@Suite(.timeLimit(.minutes(5))) struct `starter advisories` {
  private let program: Program
  private let root: String

  init() throws {
    program = try Program()
    let folder = program.folder
    try folder.write("root/etc/os-release", "ID=debian\nVERSION_ID=\"11\"\n")
    try folder.write(
      "root/var/lib/dpkg/status",
      """
      Package: libc6
      Status: install ok installed
      Architecture: amd64
      Source: glibc
      Version: 2.31-13+deb11u3


      """
    )
    try folder.write(
      "root/srv/app/node_modules/minimist/package.json",
      "{\"name\": \"minimist\", \"version\": \"1.2.5\"}"
    )
    try folder.write(
      "root/usr/lib/python3/dist-packages/Django-3.2.0.dist-info/METADATA",
      "Metadata-Version: 2.1\nName: Django\nVersion: 3.2.0\n"
    )
    root = "rootfs:\(folder.path("root"))"
  }

  @Test func `find what is really there`() async throws {
    let outcome = try await program.run("scan", root, "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try json(outcome.text)
    let findings = report["findings"] as? [[String: Any]] ?? []
    let rules = Set(findings.compactMap { $0["rule"] as? String })
    #expect(rules.isSuperset(of: ["CVE-2023-4911", "CVE-2021-44906"]))
    let data = report["data"] as? [[String: Any]] ?? []
    #expect(!data.isEmpty && data.allSatisfy { $0["isStarter"] as? Bool == true })
    #expect(outcome.text.contains("starter advisories"))
  }

  @Test func `are called so in the table`() async throws {
    let outcome = try await program.run("scan", root)
    #expect(outcome.text.contains("built-in starter set"))
    #expect(outcome.text.contains("knows only some of the most dangerous flaws"))
  }

  @Test(
    arguments: [
      (["--fail-on", "exploited"], 1), (["--fail-on", "malware"], 0), (["--require-packs"], 2),
    ] as [([String], Int32)]
  )
  func `are judged like any other`(options: [String], code: Int32) async throws {
    #expect(try await program.run(["scan", root] + options).code == code)
  }

  @Test func `are explained`() async throws {
    let outcome = try await program.run("explain", "CVE-2023-4911", root)
    #expect(outcome.text.contains("2.31-13+deb11u3 is in"))
  }

  @Test func `are told of by data status, with who published them`() async throws {
    let text = try await program.output("data", "status")
    #expect(text.contains("GitHub Advisory Database") && text.contains("CC-BY-4.0"))
    #expect(text.contains("There is no data of your own"))
  }

  @Test func `are looked through by data search`() async throws {
    let flaw = try await program.output("data", "search", "CVE-2021-44228")
    #expect(flaw.contains("org.apache.logging.log4j:log4j-core"))
    #expect(flaw.contains(", starter)") && flaw.contains("exploited, known since"))
    #expect(try await program.run("data", "search", "CVE-1990-1").code == 2)
  }

  @Test func `give way to packs of the same space`() async throws {
    try program.folder.write(
      "feeds/osv/Debian/CVE-2022-2.json",
      """
      {"id":"CVE-2022-2","modified":"2024-05-06T00:00:00Z","affected":[{"package":{"ecosystem":
       "Debian:11","name":"tool"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}
      """
    )
    let built = try await program.run("data", "build", "--from", program.folder.path("feeds"))
    try #require(built.code == 0, "\(built.errors)")
    let outcome = try await program.run("scan", root, "--format", "json")
    #expect(!outcome.text.contains("CVE-2023-4911"))
    #expect(outcome.text.contains("CVE-2021-44906"))
    let status = try await program.output("data", "status")
    #expect(status.contains("for want of a pack:") && status.contains("debian-11"))
  }
}
