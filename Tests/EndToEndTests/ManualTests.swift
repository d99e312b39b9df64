import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `manual page` {
  private let program: Program
  private static let page = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/man/plimsoll.1")

  init() throws { program = try Program() }

  /// The page as plain words, its escapes resolved.
  private func text() throws -> String {
    try String(contentsOf: Self.page, encoding: .utf8)
      .replacing("\\-", with: "-").replacing(/\\f[BIRP]/, with: "")
  }

  /// The names of all commands and long options, as the program itself tells them.
  private func vocabulary() async throws -> (commands: Set<String>, options: Set<String>) {
    let help = try json(try await program.output("--experimental-dump-help"))
    var (commands, options): (Set<String>, Set<String>) = ([], [])
    var waiting = [help["command"] as? [String: Any] ?? [:]]
    while let command = waiting.popLast() {
      if let name = command["commandName"] as? String { commands.insert(name) }
      for argument in command["arguments"] as? [[String: Any]] ?? [] {
        for name in argument["names"] as? [[String: Any]] ?? [] {
          guard name["kind"] as? String == "long", let text = name["name"] as? String else {
            continue
          }
          options.insert("--" + text)
        }
      }
      waiting += command["subcommands"] as? [[String: Any]] ?? []
    }
    return (commands, options)
  }

  @Test func `tells of every command and option, and of no other`() async throws {
    let (commands, options) = try await vocabulary()
    let text = try text()
    #expect(commands.subtracting(["help"]).filter { !text.contains($0) } == [])
    let told = Set(text.matches(of: /--[a-z][a-z-]+/).map { String($0.output) })
    #expect(options.subtracting(told) == [])
    #expect(told.subtracting(options) == ["--generate-completion-script"])
  }

  @Test func `tells of every format and of the version`() async throws {
    let text = try text()
    for line in try await program.output("list", "formats").split(separator: "\n") {
      #expect(text.contains(line.prefix { $0 != " " }))
    }
    #expect(text.contains("plimsoll " + (try await program.output("--version")).dropLast()))
  }

  @Test func `is clean`() async throws {
    let formatter = "/usr/bin/man"
    guard FileManager.default.isExecutableFile(atPath: formatter) else {
      try skip("needs man")
    }
    let process = Process()
    process.executableURL = URL(filePath: formatter)
    process.arguments = ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", Self.page.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(
      forWritingAtPath: try program.folder.write("complaints", "")
    )
    #expect(try await program.finish(process) == 0)
    #expect(try program.folder.read("complaints") == [])
  }
}
