import Foundation
import TestSupport
import Testing

/// Everything but `data update`, `pull`, `push` and images of registries works where there is no
/// network at all, not even a loopback interface that is up, and tries none.
@Suite(.timeLimit(.minutes(5))) struct `without a network` {
  private let program: Program
  private static let unshare = "/usr/bin/unshare"

  init() throws { program = try Program() }

  /// Runs the program in a network namespace of its own.
  private func run(_ arguments: [String]) async throws -> (code: Int32, errors: String) {
    let process = try program.process(arguments)
    let location = process.executableURL?.path ?? ""
    process.executableURL = URL(filePath: Self.unshare)
    process.arguments = ["--map-root-user", "--net", location] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(
      forWritingAtPath: try program.folder.write("errors", "")
    )
    let code = try await program.finish(process)
    return (code, String(decoding: try program.folder.read("errors"), as: UTF8.self))
  }

  /// Skips the test where namespaces are not allowed.
  private func requireNamespaces() async throws {
    guard FileManager.default.isExecutableFile(atPath: Self.unshare) else {
      try skip("needs unshare")
    }
    guard try await run(["--version"]).code == 0 else {
      try skip("needs leave to make a network namespace")
    }
  }

  @Test func `everything else works`() async throws {
    try await requireNamespaces()
    try await program.makeData()
    let document = "sbom:" + (try program.document(version: "1.0.0"))
    let layout = try program.layout()
    let commands = [
      ["data", "build", "--from", "feeds"], ["data", "status"], ["data", "verify"],
      ["data", "search", "left"], ["data", "feeds"], ["data", "export", "all.tar"],
      ["data", "import", "all.tar"], ["data", "key", "list"], ["data", "push", "./share"],
      ["data", "pull", "./share"], ["data", "update", "--feeds", "feeds"], ["scan", document],
      ["scan", layout], ["explain", "CVE-2024-1", document], ["diff", document, document],
      ["sbom", layout], ["sbom", "dir:feeds"], ["convert", "app.cdx.json", "--format", "spdx"],
      ["vex", "create", document, "--id", "CVE-2024-1", "--status", "fixed", "--author", "us"],
      ["list", "formats"], ["cache", "status"],
    ]
    for command in commands {
      let outcome = try await run(command)
      #expect(outcome.code == 0, "\(command): \(outcome.errors)")
      #expect(outcome.errors == "", "\(command)")
    }
  }

  @Test func `what needs one says so`() async throws {
    try await requireNamespaces()
    try program.folder.write(
      ".local/share/plimsoll/sources.yaml",
      "publishers: false\nmirrors: ['https://192.0.2.1/feeds']\n"
    )
    let commands = [
      ["data", "update", "--only", "kev"], ["data", "pull", "https://192.0.2.1/packs"],
      ["data", "pull", "192.0.2.1/team/data"],
    ]
    for command in commands {
      let outcome = try await run(command)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("no connection to 192.0.2.1"), "\(outcome.errors)")
    }
  }
}
