import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `bills of materials` {
  private let program: Program

  init() throws { program = try Program() }

  private static let purls = """
    pkg:deb/debian/base@1.0-1?arch=amd64&distro=debian-12
    pkg:deb/debian/curl@8.0-1?arch=amd64&distro=debian-12
    pkg:npm/left@1.3.0

    """

  @Test(arguments: ["json", "cyclonedx", "spdx"], ["json", "cyclonedx", "spdx", "purl"])
  func `are turned into each other`(from: String, to: String) async throws {
    let target = try program.layout()
    _ = try await program.output("sbom", target, "-f", from, "-o", "document")
    let converted = try await program.output("convert", "document", "-f", to, "-o", "converted")
    #expect(converted == "")
    let purls =
      to == "purl"
      ? String(decoding: try program.folder.read("converted"), as: UTF8.self)
      : try await program.output("convert", "converted", "-f", "purl")
    #expect(purls == Self.purls)
  }

  @Test(arguments: ["sbom:document", "./document", "document"])
  func `are targets`(target: String) async throws {
    _ = try await program.output("sbom", try program.layout(), "-f", "spdx", "-o", "document")
    #expect(try await program.output("sbom", target, "-f", "purl") == Self.purls)
  }

  @Test func `stay the same when they are turned into their own format`() async throws {
    let first = try await program.output("sbom", try program.layout(), "-f", "json", "-o", "a.json")
    #expect(first == "")
    _ = try await program.output("convert", "a.json", "-f", "json", "-o", "b.json")
    #expect(try program.folder.read("a.json") == (try program.folder.read("b.json")))
  }

  @Test func `keep the gaps of what they tell of`() async throws {
    var image = ImageBuilder()
    image.layer { $0.file("var/lib/rpm/rpmdb.sqlite", "no database") }
    _ = try await program.output("sbom", try program.layout(image), "-o", "a.json")
    let text = try await program.output("convert", "a.json")
    #expect(text.contains("1 part could not be looked at"))
  }

  @Test(arguments: ["{", "{}", "[]", #"{"bomFormat":"CycloneDX","specVersion":"9.9"}"#, "text"])
  func `that are none are refused`(text: String) async throws {
    try program.folder.write("document", text)
    let outcome = try await program.run("convert", "document")
    #expect(outcome.code == 2)
    #expect(outcome.output == [])
    #expect(outcome.errors.hasPrefix("plimsoll: "))
  }
}
