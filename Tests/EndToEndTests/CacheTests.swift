import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `layer cache` {
  private let program: Program

  init() throws { program = try Program() }

  private func entries() -> [String] {
    program.folder.listing().filter { $0.hasPrefix(".cache/plimsoll/layers/") }
  }

  /// Takes the layers out of a layout, so that only the cache can tell what was in them.
  private func removeLayers() throws {
    for layer in sampleImage().layers {
      let path = "layout/\(ImageFiles.path(of: layer.digest))"
      try FileManager.default.removeItem(atPath: program.folder.path(path))
    }
  }

  @Test func `makes a second run do without the layers`() async throws {
    let target = try program.layout()
    let first = try await program.output("sbom", target)
    try removeLayers()
    #expect(try await program.output("sbom", target) == first)
    #expect(entries().count == 3)
  }

  @Test func `is left alone on request`() async throws {
    let target = try program.layout()
    _ = try await program.output("sbom", target, "--no-cache")
    #expect(program.folder.listing().allSatisfy { !$0.contains("plimsoll") })
    _ = try await program.output("sbom", target)
    try removeLayers()
    #expect(try await program.run("sbom", target, "--no-cache").code == 2)
  }

  @Test func `tells what it holds, and forgets it`() async throws {
    let empty = try await program.output("cache", "status")
    #expect(empty.contains("Layers     0"))
    _ = try await program.output("sbom", try program.layout())
    let status = try await program.output("cache", "status")
    #expect(status.contains("Layers     3"))
    #expect(status.contains("\(program.folder.path)/.cache/plimsoll/layers"))
    #expect(try await program.output("cache", "clear") == "3 layers forgotten\n")
    #expect(entries() == [])
  }

  @Test func `may be elsewhere`() async throws {
    let target = try program.layout()
    _ = try await program.output("sbom", target, "--cache-dir", "flag")
    var other = program
    other.environment["PLIMSOLL_CACHE_DIR"] = program.folder.path("variable")
    _ = try await other.output("sbom", target)
    var third = program
    third.environment["XDG_CACHE_HOME"] = program.folder.path("xdg")
    _ = try await third.output("sbom", target)
    for place in ["flag/layers", "variable/layers", "xdg/plimsoll/layers"] {
      #expect(program.folder.listing().filter { $0.hasPrefix(place + "/") }.count == 3)
    }
  }

  @Test func `that is damaged is made anew`() async throws {
    let target = try program.layout()
    let first = try await program.output("sbom", target)
    for entry in entries() {
      var bytes = try program.folder.read(entry)
      bytes[bytes.count / 2] ^= 1
      try program.folder.write(entry, bytes)
    }
    #expect(try await program.output("sbom", target) == first)
  }

  @Test func `that cannot be written is a warning`() async throws {
    let target = try program.layout()
    try program.folder.write("file", "x")
    let outcome = try await program.run("sbom", target, "--cache-dir", "file")
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("warning: the layer cache cannot be written"))
    let quiet = try await program.run("sbom", target, "--cache-dir", "file", "--quiet")
    #expect(quiet.errors == "")
  }

  @Test func `serves many runs at once`() async throws {
    let target = try program.layout()
    let expected = try await program.output("sbom", target, "--no-cache")
    let outputs = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { try await program.output("sbom", target) } }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(outputs.allSatisfy { $0 == expected })
    #expect(entries().filter { $0.hasSuffix(".layer") }.count == 3)
    #expect(entries().count == 3)
  }

  @Test func `has no trace of runs that were interrupted`() async throws {
    var image = sampleImage()
    let noise = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    image.layer(.gzip) { for number in 0..<8 { $0.file("noise\(number)", noise) } }
    let target = try program.layout(image)
    for milliseconds in stride(from: 4, through: 120, by: 8) {
      let process = try program.process(["sbom", target, "-o", "report"])
      process.standardError = FileHandle.nullDevice
      Task {
        try await Task.sleep(for: .milliseconds(milliseconds))
        if process.isRunning { process.interrupt() }
      }
      _ = try await program.finish(process)
    }
    #expect(entries().allSatisfy { $0.hasSuffix(".layer") })
    #expect(!program.folder.listing().contains { $0.contains("partial") })
    let after = try await program.output("sbom", target)
    #expect(after == (try await program.output("sbom", target, "--no-cache")))
  }
}
