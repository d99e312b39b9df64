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
    subcommands: [Scores.self, PackageURLs.self, Versions.self]
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

  struct Versions: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "versions",
      abstract: "Compare versions, and ask ranges and OSV records about them.",
      discussion: """
        Reads standard input and answers each line, in order, with {"result":…} or {"error":…}:
          {"op":"compare","scheme":"deb","a":"1.0~rc1","b":"1.0"}            → -1
          {"op":"valid","scheme":"apk","version":"1.2-r0"}                   → true
          {"op":"contains","scheme":"npm","range":"^1.2","version":"1.3.0"}  → true
          {"op":"affected","record":{…},"version":"1.0"}                     → true or false
        Schemes: \(VersionScheme.allCases.map(\.rawValue).joined(separator: ", ")).
        """
    )

    func run() throws {
      var lines = LineReader(descriptor: STDIN_FILENO)
      while let line = try lines.next() {
        try StandardOutput.write(VersionTool.answer(line.span) + [UInt8(ascii: "\n")])
      }
    }
  }
}
