import Foundation
import TestSupport
import Testing

/// The program checks Dockerfiles of a folder.
@Suite(.timeLimit(.minutes(5))) struct `check` {
  private let program: Program

  init() throws {
    program = try Program()
    let folder = program.folder
    try folder.write("tree/.gitignore", "out/\n")
    try folder.write("tree/Dockerfile", "FROM debian\nUSER 1\n")
    try folder.write("tree/app/web.Dockerfile", "FROM debian:12\nRUN sudo a\nUSER 1\n")
    try folder.write("tree/out/Dockerfile", "FROM debian\n")
    try folder.write("tree/README", "FROM debian\n")
  }

  private func rules(_ arguments: String..., input: [UInt8]? = nil) async throws -> [String] {
    let outcome = try await program.run(["check"] + arguments + ["-f", "json"], input: input)
    let findings = try json(outcome.text)["findings"] as? [[String: Any]] ?? []
    return findings.map { finding in
      let place = finding["location"] as? [String: Any] ?? [:]
      let (path, line) = (place["path"] as? String ?? "", place["line"] as? Int ?? 0)
      return "\(finding["rule"] as? String ?? "") \(path):\(line):\(place["column"] as? Int ?? 0)"
    }
  }

  @Test func `walks a folder as Git sees it`() async throws {
    let expected = ["PLM-D001 tree/Dockerfile:1:6", "PLM-D057 tree/app/web.Dockerfile:2:5"]
    #expect(try await rules("tree").sorted() == expected)
    #expect(try await rules("tree/app").count == 1)
  }

  @Test func `reads standard input and files that are named`() async throws {
    let text = Array("FROM debian\nUSER 1\n".utf8)
    #expect(try await rules("-", input: text) == ["PLM-D001 -:1:6"])
    #expect(try await rules("tree/README", "--only", "DL3006") == ["PLM-D001 tree/README:1:6"])
  }

  @Test(
    arguments: [
      (["tree"], 0), (["tree", "--fail-on", "medium"], 1), (["tree", "--fail-on", "critical"], 0),
      (["tree", "--skip", "DL3006,DL3004", "--fail-on", "any"], 0), (["nothing"], 2),
      (["tree", "--only", "DL9999"], 2), (["tree", "--fail-on", "nonsense"], 2), ([], 2),
    ] as [([String], Int32)]
  )
  func `ends as the gate says`(arguments: [String], code: Int32) async throws {
    #expect(try await program.run(["check"] + arguments).code == code)
  }

  @Test func `says what it could not read, whatever else it found`() async throws {
    try program.folder.write("tree/x.dockerfile", "FROM debian\nRUM a\n")
    let outcome = try await program.run("check", "tree", "--format", "json")
    #expect(outcome.code == 2)
    #expect(outcome.text.contains("there is no instruction RUM"))
    #expect(outcome.text.contains("PLM-D057"))
  }

  @Test func `heeds the policy and the settings of hadolint that lie there`() async throws {
    try program.folder.write(".hadolint.yaml", "ignored: [DL3004]\n")
    try program.folder.write(
      "plimsoll.yaml",
      "waivers:\n  - id: DL3006\n    reason: ours\n  - id: CVE-2024-1\n    reason: x\n"
    )
    let outcome = try await program.run("check", "tree", "--fail-on", "any", "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect((try json(outcome.text)["dismissed"] as? [Any])?.count == 2)
    #expect(!outcome.text.contains("CVE-2024-1"))
  }

  @Test(arguments: [
    "table", "json", "sarif", "junit", "markdown", "html", "gitlab", "cyclonedx", "spdx",
  ])
  func `writes every format`(format: String) async throws {
    let outcome = try await program.run("check", "tree", "--format", format)
    #expect(outcome.code == 0, "\(outcome.errors)")
    if !["cyclonedx", "spdx", "gitlab"].contains(format) {
      #expect(outcome.text.contains("PLM-D057"))
    }
  }

  @Test func `lists its rules and prints the page of each`() async throws {
    #expect(try await program.output("list", "checks").contains("PLM-D001"))
    let page = try await program.output("explain", "dl3006")
    #expect(page.contains("PLM-D001") && page.contains("    FROM debian:12"))
    #expect(try await program.run("explain", "CVE-2024-1").code == 2)
  }
}
