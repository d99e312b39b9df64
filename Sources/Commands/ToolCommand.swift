import Advisories
import ArgumentParser
import Glibc
import Model
import Reports

/// Small tools that answer a line of JSON for a line of JSON, for tests and scripts.
struct ToolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tool",
    abstract: "Answer questions, a line of JSON for a line of JSON.",
    subcommands: [Scores.self, PackageURLs.self]
  )

  struct Scores: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cvss",
      abstract: "Score CVSS vectors of versions 2.0, 3.0, 3.1 and 4.0.",
      discussion: """
        Reads standard input and answers each line, in order:
          {"vector":"CVSS:3.1/AV:N/…"}  → {"version":"3.1","score":9.8,"severity":"critical",…}
          {"vector":"no vector"}        → {"error":…}
        """
    )

    func run() throws {
      var lines = LineReader(descriptor: STDIN_FILENO)
      while let line = try lines.next() {
        try StandardOutput.write(CVSSTool.answer(line.span) + [UInt8(ascii: "\n")])
      }
    }
  }

  struct PackageURLs: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "purl",
      abstract: "Parse, build and normalise package URLs.",
      discussion: """
        Reads standard input and answers each line, in order:
          {"op":"parse","purl":"pkg:npm/%40a/b@1"}          → its parts, or {"error":…}
          {"op":"build","type":"npm","name":"b",…}          → {"purl":…}
          {"op":"canonical","purl":"pkg:PyPI/Some_Name@1"}  → {"purl":…}
        """
    )

    func run() throws {
      var lines = LineReader(descriptor: STDIN_FILENO)
      while let line = try lines.next() {
        try StandardOutput.write(PackageURLTool.answer(line.span) + [UInt8(ascii: "\n")])
      }
    }
  }
}
