import Analysis
import Artifacts
import Formats
import Model
import TestSupport
import Testing

@Suite struct `streamed archive` {
  private func read(
    _ files: ImageFiles,
    reference: String? = nil,
    packed: ([UInt8]) -> [UInt8] = { $0 }
  ) async throws -> (ResolvedImage, [LayerInventory]) {
    let index = FileIndex(view: .installed, limits: .standard)
    var archive = StreamedArchive(index: index, limits: .standard)
    let plain = try decompressed(ArraySource(packed(files.archive())), limits: .standard)
    try archive.read(plain, shouldStop: { false })
    return try await archive.image(reference: reference, choice: anyPlatform, name: "stream")
  }

  private func packages(_ layers: [LayerInventory]) -> [[String]] {
    layers.map { $0.facts.values.flatMap(\.packages).map(\.name).sorted() }
  }

  private static func layout() -> ImageFiles {
    var files = ImageFiles()
    files.add(sampleImage(), name: "example:1")
    return files
  }

  private static func saved() -> ImageFiles {
    var files = ImageFiles()
    files.addSaved([(sampleImage(), ["example:1"])])
    return files
  }

  @Test(arguments: [layout(), saved()])
  func `is walked as it passes by`(files: ImageFiles) async throws {
    let (image, layers) = try await read(files)
    #expect(image.subject.name == "example:1")
    #expect(packages(layers) == [["bash"], ["bash", "curl"], []])
    #expect(layers.allSatisfy { $0.gaps.isEmpty })
  }

  @Test(arguments: [false, true])
  func `is held to other digests too`(isSpoilt: Bool) async throws {
    var image = sampleImage()
    image.rename(by: .sha512)
    var files = ImageFiles()
    files.add(image, name: "example:1")
    if isSpoilt {
      // The last byte of a file's padding, which no checksum but the digest covers.
      files[ImageFiles.path(of: image.layers[2].digest)]?[1023] ^= 1
      await #expect(throws: ArtifactError.self) { try await read(files) }
    } else {
      #expect(packages(try await read(files).1) == [["bash"], ["bash", "curl"], []])
    }
  }

  @Test func `may be compressed as a whole`() async throws {
    #expect(packages(try await read(Self.saved(), packed: Compressing.gzip).1).count == 3)
    #expect(packages(try await read(Self.layout(), packed: Compressing.zstd).1).count == 3)
  }

  @Test func `may have its documents at the start or at the end`() async throws {
    for reversed in [false, true] {
      var files = Self.layout()
      if reversed { files.order.reverse() }
      #expect(packages(try await read(files).1) == [["bash"], ["bash", "curl"], []])
    }
  }

  @Test func `may share layers by links`() async throws {
    let path = "\(sampleImage().layers[0].diffID.hex)/layer.tar"
    var files = Self.saved()
    files["shared/layer.tar"] = files[path]
    files[path] = nil
    files.links[path] = "../shared/layer.tar"
    #expect(packages(try await read(files).1)[0] == ["bash"])
  }

  @Test func `may hold several images`() async throws {
    var files = ImageFiles()
    files.addSaved([
      (sampleImage(name: "a"), ["app:1"]), (sampleImage(name: "b"), ["app:2"]),
    ])
    #expect(packages(try await read(files, reference: "app:2").1)[0] == ["b"])
    await #expect(throws: ArtifactError.self) { try await read(files) }
  }

  @Test func `may have empty layers`() async throws {
    var image = sampleImage()
    image.layer(.gzip, bytes: [UInt8](repeating: 0, count: 1024))
    var files = ImageFiles()
    files.addSaved([(image, ["example:1"])])
    #expect(try await read(files).1.count == 4)
  }

  @Test(arguments: [
    Spoiled("no documents", .notFound) { files in
      for path in files.order where path.hasSuffix(".json") { files[path] = nil }
    },
    Spoiled("a layer that is not there", .malformed) {
      $0["\(sampleImage().layers[1].diffID.hex)/layer.tar"] = nil
    },
    Spoiled("a layer that is another", .malformed) {
      $0["\(sampleImage().layers[1].diffID.hex)/layer.tar"] = sampleImage().layers[0].plain
    },
  ])
  func `is refused with`(spoiled: Spoiled) async throws {
    var files = Self.saved()
    spoiled.spoil(&files)
    let spoiledFiles = files
    let error = await #expect(throws: ArtifactError.self) { try await read(spoiledFiles) }
    #expect(error?.code == spoiled.code, "\(error?.description ?? "")")
  }

  @Test func `keeps what it read of a layer that is damaged`() async throws {
    var image = sampleImage()
    image.layers[0].store(image.layers[0].stored.dropLast(12))
    var files = ImageFiles()
    files.add(image)
    let layers = try await read(files).1
    #expect(packages(layers)[0] == ["bash"])
    #expect(layers[0].hasDamage)
  }

  @Test func `that ends early is an error`() async throws {
    let whole = Self.saved().archive()
    for length in [whole.count / 4, whole.count / 2, 700] {
      await #expect(throws: (any Error).self) {
        try await read(Self.saved()) { _ in Array(whole.prefix(length)) }
      }
    }
  }
}
