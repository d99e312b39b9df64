import Foundation
import TestSupport
import Testing

/// The program scans several targets side by side, whatever becomes of any of them.
@Suite(.timeLimit(.minutes(5))) struct `scan of several targets` {
  private let program: Program
  private let roots: [String]

  init() async throws {
    program = try Program()
    let folder = program.folder
    for number in 0..<6 {
      try folder.write("root\(number)/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
      try folder.write(
        "root\(number)/var/lib/dpkg/status",
        "Package: tool\nStatus: install ok installed\nArchitecture: amd64\nVersion: \(number)-1\n\n"
      )
    }
    try folder.write(
      "feeds/osv/Debian/CVE-2022-2.json",
      """
      {"id":"CVE-2022-2","summary":"Too much is read","modified":"2024-05-06T00:00:00Z",
       "affected":[{"package":{"ecosystem":"Debian:12","name":"tool"},"ranges":[{"type":
       "ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3-1"}]}],
       "ecosystem_specific":{"urgency":"high"}}]}
      """
    )
    roots = (0..<6).map { "rootfs:\(folder.path("root\($0)"))" }
    let built = try await program.run("data", "build", "--from", folder.path("feeds"))
    try #require(built.code == 0, "\(built.errors)")
  }

  @Test(arguments: ["1", "3", "64"])
  func `says the same whatever the number side by side`(width: String) async throws {
    let broken = ["archive:/nonexistent.tar", "sbom:/etc/os-release"]
    let asked = ["scan", "--parallel", width] + broken + roots + roots
    let outcome = try await program.run(asked)
    #expect(outcome.code == 2)
    let rows = outcome.lines.drop { $0 != "All targets" }.dropFirst(2)
    #expect(rows.count == 9)
    #expect(rows.prefix(2).allSatisfy { $0.contains("failed") })
    #expect(rows.dropFirst(2).prefix(3).allSatisfy { $0.contains("CVE-2022-2 in tool") })
    #expect(rows.last == "8 targets, 3 findings, 2 could not be looked at whole")
  }

  @Test func `is denied when one of them is, and says which`() async throws {
    let list = try program.folder.write("list", "\(roots[4]) # mended\n\n\(roots[1])\n")
    let outcome = try await program.run("scan", "--input-list", list, "--fail-on", "any")
    #expect(outcome.code == 1)
    #expect(outcome.lines.suffix(3).first { $0.contains("root4") }?.contains("passed") == true)
    #expect(outcome.lines.last == "2 targets, 1 finding, 1 denied")
  }

  @Test func `writes a report each, and the summary for who waits`() async throws {
    let name = program.folder.path("report-{}.json")
    let outcome = try await program.run(["scan", "-o", name] + roots.prefix(3))
    #expect(outcome.code == 0)
    #expect(outcome.text == "")
    #expect(outcome.errors.contains("3 targets, 3 findings"))
    let reports = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(reports.filter { $0.hasPrefix("report-rootfs_") }.count == 3)
  }

  @Test(arguments: [["--parallel", "0", "a", "b"], ["-o", "r-{}.json", "a/b", "a:b"]])
  func `refuses what cannot be`(arguments: [String]) async throws {
    #expect(try await program.run(["scan"] + arguments).code == 2)
  }
}
