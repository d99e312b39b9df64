import Foundation
import TestSupport
import Testing

/// Everything but `data update`, `pull`, `push` and images of registries works where there is no
/// network at all, not even a loopback interface that is up, and tries none.
@Suite(.timeLimit(.minutes(5))) struct `without a network` {
  private let program: Program

  init() throws { program = try Program() }

  /// Runs the program behind another one, which has its name among its arguments.
  private func run(
    _ wrapper: [String],
    _ arguments: [String]
  ) async throws -> (code: Int32, errors: String) {
    let process = try program.process(arguments)
    let location = process.executableURL?.path ?? ""
    process.executableURL = URL(filePath: wrapper[0])
    process.arguments = wrapper.dropFirst() + [location] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(
      forWritingAtPath: try program.folder.write("errors", "")
    )
    let code = try await program.finish(process)
    return (code, String(decoding: try program.folder.read("errors"), as: UTF8.self))
  }

  /// Skips the test where a wrapper is missing or does not do here what it is for.
  private func require(_ wrapper: [String], or reason: String) async throws {
    guard FileManager.default.isExecutableFile(atPath: wrapper[0]),
      try await run(wrapper, ["--version"]).code == 0
    else { try skip(reason) }
  }

  private static let alone = ["/usr/bin/unshare", "--map-root-user", "--net"]

  /// Everything that has no need of a network, with the data and targets it is given.
  private func commands() async throws -> [[String]] {
    try await program.makeData()
    let document = "sbom:" + (try program.document(version: "1.0.0"))
    let layout = try program.layout()
    return [
      ["data", "build", "--from", "feeds"], ["data", "status"], ["data", "verify"],
      ["data", "search", "left"], ["data", "feeds"], ["data", "export", "all.tar"],
      ["data", "import", "all.tar"], ["data", "key", "list"], ["data", "push", "./share"],
      ["data", "pull", "./share"], ["data", "update", "--feeds", "feeds"], ["scan", document],
      ["scan", layout], ["explain", "CVE-2024-1", document], ["diff", document, document],
      ["surface", layout],
      ["sbom", layout], ["sbom", "dir:feeds"], ["convert", "app.cdx.json", "--format", "spdx"],
      ["vex", "create", document, "--id", "CVE-2024-1", "--status", "fixed", "--author", "us"],
      ["list", "formats"], ["cache", "status"],
    ]
  }

  @Test func `everything else works`() async throws {
    try await require(Self.alone, or: "needs leave to make a network namespace")
    for command in try await commands() {
      let outcome = try await run(Self.alone, command)
      #expect(outcome.code == 0, "\(command): \(outcome.errors)")
      #expect(outcome.errors == "", "\(command)")
    }
  }

  @Test func `everything else asks for no socket of the internet`() async throws {
    let log = program.folder.path("calls")
    let traced = ["/usr/bin/strace", "-f", "-qq", "-e", "trace=socket", "-o", log]
    try await require(traced, or: "needs strace, and leave to trace")
    for command in try await commands() {
      _ = try await run(traced, command)
      let calls = String(decoding: try program.folder.read("calls"), as: UTF8.self)
      #expect(!calls.contains("AF_INET"), "\(command): \(calls)")
    }
  }

  @Test func `what needs one says so`() async throws {
    try await require(Self.alone, or: "needs leave to make a network namespace")
    try program.folder.write(
      ".local/share/plimsoll/sources.yaml",
      "publishers: false\nmirrors: ['https://192.0.2.1/feeds']\n"
    )
    let commands = [
      ["data", "update", "--only", "kev"], ["data", "pull", "https://192.0.2.1/packs"],
      ["data", "pull", "192.0.2.1/team/data"],
    ]
    for command in commands {
      let outcome = try await run(Self.alone, command)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("no connection to 192.0.2.1"), "\(outcome.errors)")
    }
  }
}
