import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `streams` {
  private let program: Program

  init() throws { program = try Program() }

  @Test func `get notes only from verbose runs`() async throws {
    let target = try program.layout()
    let plain = try await program.run("sbom", target)
    #expect(plain.errors == "")
    let verbose = try await program.run("sbom", target, "--verbose", "--no-cache")
    #expect(verbose.errors.contains("3 layers, 0 of them known"))
    #expect(verbose.errors.contains("layer 2 read"))
    #expect(verbose.output == plain.output)
    let both = try await program.run("sbom", target, "--verbose", "--quiet")
    #expect(both.errors == "")
  }

  @Test func `may be closed by who has read enough`() async throws {
    let process = try program.process(["sbom", try program.layout()])
    let output = Pipe()
    process.standardOutput = output
    try output.fileHandleForReading.close()
    process.standardError = FileHandle(
      forWritingAtPath: try program.folder.write("errors", "")
    )
    #expect(try await program.finish(process) == 0)
    #expect(try program.folder.read("errors") == [])
  }

  @Test func `that are full are an error`() async throws {
    let process = try program.process(["sbom", try program.layout()])
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = FileHandle(
      forWritingAtPath: try program.folder.write("errors", "")
    )
    #expect(try await program.finish(process) == 2)
    let errors = String(decoding: try program.folder.read("errors"), as: UTF8.self)
    #expect(errors.contains("writing the output failed"))
  }

  private func shown(_ program: Program, _ arguments: String...) async throws -> String {
    let terminal = try Terminal()
    let process = try program.process(["sbom", try program.layout()] + arguments)
    process.standardOutput = terminal.line
    process.standardError = terminal.line
    #expect(try await program.finish(process) == 0)
    return terminal.shown()
  }

  @Test func `that are a terminal get colours and progress`() async throws {
    let text = try await shown(program)
    #expect(text.contains("\u{1B}[1mexample:1\u{1B}[0m"))
    #expect(text.contains("reading layers: 3 of 3"))
    let quiet = try await shown(program, "--quiet")
    #expect(!quiet.contains("reading layers"))
  }

  @Test func `get no colours from NO_COLOR`() async throws {
    var plain = program
    plain.environment["NO_COLOR"] = "1"
    let text = try await shown(plain, "--quiet")
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("example:1  image"))
  }

  @Test func `get colours on a terminal only`() async throws {
    #expect(!(try await program.output("sbom", try program.layout())).contains("\u{1B}"))
  }
}

@Suite(.timeLimit(.minutes(5))) struct `hostile names` {
  private let program: Program
  private static let evil = "x\u{1B}[31m\u{7}\r\u{9B}2J\u{202E}\u{2066}y"

  init() throws { program = try Program() }

  private func image() -> ImageBuilder {
    let evil = Self.evil
    var image = ImageBuilder()
    image.labels = [evil: evil]
    image.layer(createdBy: "RUN \(evil)") {
      $0.file("etc/os-release", "ID=debian\nPRETTY_NAME=\"\(evil)\"\nVERSION_ID=12\n")
      $0.file(dpkgStatusPath, dpkgStatus("\(evil) 1\(evil)"))
      $0.file("opt/\(evil)", smallProgram, mode: 0o755)
      $0.file("srv/\(evil)/node_modules/a/package.json", "{")
      $0.file("../\(evil)", "x")
    }
    return image
  }

  private func expectSafe(_ text: String, location: SourceLocation = #_sourceLocation) {
    let unsafe = text.unicodeScalars.filter { scalar in
      scalar != "\n" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    #expect(unsafe.isEmpty, sourceLocation: location)
    #expect(text.contains("\\u{1b}"), sourceLocation: location)
  }

  @Test func `do not reach the terminal with a report`() async throws {
    let outcome = try await program.run("sbom", try program.layout(image(), name: Self.evil))
    expectSafe(outcome.text)
  }

  @Test func `do not reach the terminal with an error`() async throws {
    var files = ImageFiles()
    files.add(sampleImage(), name: Self.evil)
    files.add(sampleImage(marker: "other"), name: "other")
    try files.write(to: program.folder.path("layout"))
    let outcome = try await program.run("sbom", "oci:layout")
    #expect(outcome.code == 2)
    expectSafe(outcome.errors)
    expectSafe(try await program.run("sbom", "./\(Self.evil)").errors)
  }

  @Test(arguments: ["json", "cyclonedx", "spdx"])
  func `are escaped in documents`(format: String) async throws {
    let target = try program.layout(image(), name: Self.evil)
    let text = try await program.run("sbom", target, "-f", format).text
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 })
    #expect(try !json(text).isEmpty)
  }
}
