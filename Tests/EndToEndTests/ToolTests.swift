import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `tools` {
  private let program: Program

  init() throws { program = try Program() }

  @Test func `answer questions about package URLs in order`() async throws {
    let questions = (0..<2000).map { number in
      number.isMultiple(of: 3)
        ? #"{"op":"parse","purl":"nonsense\#(number)"}"#
        : #"{"op":"parse","purl":"pkg:npm/%40scope/name@\#(number)"}"#
    }
    let input = Array(questions.joined(separator: "\n").utf8)
    let answers = try await program.output("tool", "purl", input: input)
      .split(separator: "\n").map(String.init)
    #expect(answers.count == questions.count)
    for (number, answer) in answers.enumerated() {
      let fields = try json(answer)
      if number.isMultiple(of: 3) {
        #expect(fields["error"] != nil)
      } else {
        #expect(fields["version"] as? String == "\(number)")
      }
    }
  }

  @Test func `answer each line as it comes`() async throws {
    let process = try program.process(["tool", "purl"])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    async let code = program.finish(process)
    for number in 0..<3 {
      let line = #"{"op":"canonical","purl":"pkg:PyPI/Some_Name@\#(number)"}"# + "\n"
      try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
      let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      #expect(try json(answer)["purl"] as? String == "pkg:pypi/some-name@\(number)")
    }
    try input.fileHandleForWriting.close()
    #expect(try await code == 0)
  }

  @Test func `list what can be read and written`() async throws {
    let analyzers = try await program.output("list", "analyzers")
    #expect(analyzers.split(separator: "\n").count > 50)
    #expect(analyzers.contains("dpkg-status"))
    let formats = try await program.output("list", "formats")
      .split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(
      formats.sorted() == [
        "cyclonedx", "gitlab", "html", "json", "junit", "markdown", "purl", "sarif", "spdx",
        "table",
      ]
    )
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `complete in shells`(shell: String) async throws {
    let script = try await program.output("--generate-completion-script", shell)
    for word in ["sbom", "convert", "no-cache", "platform"] { #expect(script.contains(word)) }
  }
}
