import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `output file` {
  private let program: Program

  init() throws { program = try Program() }

  /// The names in the folder of the test that are none of the test's own.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
      .filter { !$0.hasSuffix(".out") && !$0.hasSuffix(".err") && $0 != "layout" }
      .sorted()
  }

  private func run(writingTo path: String) async throws -> Program.Outcome {
    try await program.run("sbom", try program.layout(), "--no-cache", "-f", "json", "-o", path)
  }

  @Test(arguments: [
    ("/dev/full", "No space left on device"), ("folder", "it is a folder; name a file in it"),
    ("folder/", "it is a folder"), ("none/report", "no file can be made in none"),
    ("plain/report", "no file can be made in plain"), ("/proc/report", "in /proc"),
  ])
  func `that cannot be written is an error, and nothing is left`(
    path: String,
    text: String
  ) async throws {
    _ = try program.layout()
    try FileManager.default.createDirectory(
      atPath: program.folder.path("folder"),
      withIntermediateDirectories: false
    )
    try program.folder.write("plain", "x")
    let before = try names()
    let outcome = try await run(writingTo: path)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(text))
    #expect(outcome.output == [])
    #expect(try names() == before)
    #expect(try program.folder.read("plain") == Array("x".utf8))
  }

  @Test func `in a folder that may not be written keeps what was there`() async throws {
    try program.folder.write("closed/report", "old")
    let folder = program.folder.path("closed")
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    }
    guard getuid() != 0 else { try Test.cancel("needs a user other than root") }
    let outcome = try await run(writingTo: "closed/report")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("closed/report cannot be written"))
    #expect(try program.folder.read("closed/report") == Array("old".utf8))
  }

  @Test func `may be a pipe that somebody reads`() async throws {
    let path = program.folder.path("pipe")
    let made = unsafe mkfifo(path, 0o600)
    try #require(made == 0)
    let process = try program.process([
      "sbom", try program.layout(), "--no-cache", "-f", "json", "-o", path,
    ])
    // Opened for both, so that neither side waits for the other.
    let pipe = try #require(FileHandle(forUpdatingAtPath: path))
    #expect(try await program.finish(process) == 0)
    let text = String(decoding: pipe.availableData, as: UTF8.self)
    #expect(text.hasPrefix("{") && text.hasSuffix("}\n"))
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func `may be a device, which stays one`() async throws {
    let before = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(try await run(writingTo: "/dev/null").code == 0)
    let after = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(before as? FileAttributeType == after as? FileAttributeType)
    #expect(after as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `that is a link stays one, and keeps its permissions`() async throws {
    try program.folder.write("kept", "old")
    let kept = program.folder.path("kept")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: kept)
    let link = program.folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "kept")
    #expect(try await run(writingTo: link).code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "kept")
    #expect(try program.folder.read("kept").first == UInt8(ascii: "{"))
    let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions]
    #expect(mode as? Int == 0o640)
  }
}
