import TestSupport
import Testing

/// The program says how an image is built, and what of it could go.
@Suite(.timeLimit(.minutes(5))) struct `image as it is built` {
  private let program: Program
  private let layout: String

  init() throws {
    program = try Program()
    var image = ImageBuilder()
    image.environment = ["PATH=/usr/bin", "API_TOKEN=4f9a1c7d2e8b"]
    image.command = ["server"]
    image.layer(createdBy: "ADD rootfs.tar /") {
      $0.file("etc/os-release", debianRelease)
      $0.file(dpkgStatusPath, dpkgStatus("server 1.0", "tool 1.0"))
      $0.file("var/lib/dpkg/info/server.list", "/.\n/usr/bin/server\n")
      $0.file("var/lib/dpkg/info/tool.list", "/.\n/usr/bin/gdb\n")
      $0.file("usr/bin/server", smallProgram, mode: 0o755)
      $0.file("usr/bin/gdb", smallProgram + [1], mode: 0o755)
      $0.file("opt/root", smallProgram + [2], mode: 0o4755)
    }
    layout = try program.layout(image)
  }

  private func rules(_ arguments: String...) async throws -> [String] {
    let outcome = try await program.run(["scan", layout, "--format", "json"] + arguments)
    let findings = try json(outcome.text)["findings"] as? [[String: Any]] ?? []
    return findings.compactMap { $0["rule"] as? String }
  }

  @Test func `has its faults told, the worst first`() async throws {
    #expect(
      try await rules("--scanners", "privilege,surface")
        == ["PLM-P010", "PLM-P032", "PLM-P001", "PLM-A004", "PLM-P042"]
    )
  }

  @Test(arguments: [
    ("privilege", ["PLM-P010", "PLM-P032", "PLM-P001", "PLM-P042"]), ("surface", ["PLM-A004"]),
    ("vuln", []),
  ]) func `is looked at for what is wanted`(scanner: String, expected: [String]) async throws {
    #expect(try await rules("--scanners", scanner) == expected)
  }

  @Test func `has its credentials named and not shown`() async throws {
    let outcome = try await program.run("scan", layout)
    #expect(outcome.text.contains("API_TOKEN is set in the image (12 bytes)"))
    #expect(!outcome.text.contains("4f9a1c7d2e8b"))
    #expect(outcome.text.contains("Surface    "))
  }

  @Test(arguments: [
    ("high,privilege", 1), ("critical,privilege", 0), ("secret", 1), ("low,surface", 1),
    ("vulnerability", 0),
  ]) func `is denied by kind`(condition: String, code: Int32) async throws {
    #expect(try await program.run("scan", layout, "--fail-on", condition).code == code)
  }

  @Test func `refuses to look for what nobody knows`() async throws {
    let outcome = try await program.run("scan", layout, "--scanners", "everything")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("'everything' is none of vuln"))
  }

  @Test func `has packages that can go`() async throws {
    #expect(try await program.output("surface", layout, "--format", "list") == "tool\n")
    let step = try await program.output("surface", layout, "--format", "dockerfile")
    #expect(step.hasSuffix("RUN dpkg --purge \\\n      tool\n"))
    let table = try await program.output("surface", layout)
    #expect(table.contains("nothing reachable names its programs"))
    let document = try json(try await program.output("surface", layout, "--format", "json"))
    #expect(document["starts"] as? [String] == ["usr/bin/server"])
  }

  @Test func `is an image, or has no start command`() async throws {
    try program.folder.write("root/etc/os-release", "ID=debian\n")
    let outcome = try await program.run("surface", "rootfs:root")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("is no image"))
  }
}
