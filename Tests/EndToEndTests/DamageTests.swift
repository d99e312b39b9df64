import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `damaged image` {
  private let program: Program

  init() throws { program = try Program() }

  /// A layout in which the stored bytes of one layer are not what the manifest promises.
  private func layout(spoiling layer: Int, _ change: (inout [UInt8]) -> Void) throws {
    let image = sampleImage()
    var files = ImageFiles()
    files.add(image, name: "example:1")
    var stored = image.layers[layer].stored
    change(&stored)
    files[ImageFiles.path(of: image.layers[layer].digest)] = stored
    try files.write(to: program.folder.path("layout"))
  }

  private func expectDamage(
    _ outcome: Program.Outcome,
    layer: Int,
    location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(outcome.code == 2, sourceLocation: location)
    let said = "layer \(layer) could not be read whole"
    #expect(outcome.errors.contains(said), "\(outcome.errors)", sourceLocation: location)
    let gaps = try #require(try json(outcome.text)["gaps"] as? [[String: Any]])
    #expect(gaps.contains { $0["layer"] as? Int == layer }, sourceLocation: location)
  }

  @Test(arguments: [0, 1, 2]) func `with a layer cut short is told of`(layer: Int) async throws {
    try layout(spoiling: layer) { $0.removeLast(9) }
    let outcome = try await program.run("sbom", "oci:layout", "-f", "json")
    try expectDamage(outcome, layer: layer)
    #expect(outcome.text.contains("\"base\""))
  }

  @Test(arguments: [0, 1, 2]) func `with a changed byte is told of`(layer: Int) async throws {
    try layout(spoiling: layer) { $0[$0.count / 2] ^= 0x40 }
    try expectDamage(try await program.run("sbom", "oci:layout", "-f", "json"), layer: layer)
  }

  @Test func `is told of again, not remembered as whole`() async throws {
    try layout(spoiling: 2) { $0[$0.count / 2] ^= 0x40 }
    for _ in 0..<2 {
      try expectDamage(try await program.run("sbom", "oci:layout", "-f", "json"), layer: 2)
    }
  }

  @Test(arguments: ["table", "json", "cyclonedx", "spdx"])
  func `says so in every format that can`(format: String) async throws {
    try layout(spoiling: 1) { $0.removeLast(9) }
    let outcome = try await program.run("sbom", "oci:layout", "-f", format)
    #expect(outcome.code == 2)
    #expect(outcome.text.contains("truncated") || outcome.text.contains("ends"))
  }

  @Test func `with a layer missing is an error`() async throws {
    let target = try program.layout()
    let layer = ImageFiles.path(of: sampleImage().layers[1].digest)
    try FileManager.default.removeItem(atPath: program.folder.path("layout/\(layer)"))
    let outcome = try await program.run("sbom", target)
    #expect(outcome.code == 2)
    #expect(outcome.output == [])
    #expect(outcome.errors.contains("layer 1"))
  }

  @Test func `in an archive cut short is an error`() async throws {
    let bytes = program.archiveBytes()
    for count in [bytes.count / 3, bytes.count / 2, 512] {
      try program.folder.write("cut.tar", Array(bytes.prefix(count)))
      #expect(try await program.run("sbom", "archive:cut.tar").code == 2)
      let streamed = try await program.run("sbom", "archive:-", input: Array(bytes.prefix(count)))
      #expect(streamed.code == 2)
    }
  }

  @Test func `with a broken database is a gap and no error`() async throws {
    var image = ImageBuilder()
    image.layer {
      $0.file("etc/os-release", debianRelease)
      $0.file("var/lib/rpm/rpmdb.sqlite", "no database")
      $0.file(dpkgStatusPath, dpkgStatus("base 1.0-1"))
    }
    let text = try await program.output("sbom", try program.layout(image))
    #expect(text.contains("Gaps      1 part could not be looked at"))
    #expect(text.contains("var/lib/rpm/rpmdb.sqlite"))
  }

  @Test func `that names files outside its root writes none`() async throws {
    var image = ImageBuilder()
    image.layer {
      $0.file("../../escaped", "x")
      $0.file("/tmp/plimsoll-escaped", "x")
      $0.symbolicLink("out", to: "/tmp")
      $0.file("out/plimsoll-escaped", "x")
    }
    let before = program.folder.listing()
    _ = try await program.run("sbom", try program.layout(image))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/plimsoll-escaped"))
    #expect(!program.folder.listing().contains { $0.contains("escaped") })
    #expect(before.isEmpty)
  }
}
