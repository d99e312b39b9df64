import Artifacts
import Formats
import Model
import OCI
import TestSupport
import Testing

@Suite struct `image archive` {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func store(_ bytes: [UInt8], reference: String? = nil) throws -> ArchiveStore {
    try ArchiveStore(
      path: try folder.write("image.tar", bytes),
      reference: reference,
      choice: anyPlatform,
      limits: .standard
    )
  }

  private static func saved() -> ImageFiles {
    var files = ImageFiles()
    files.addSaved([(sampleImage(), ["example:1", "another:2"])])
    return files
  }

  @Test func `of the old form is resolved`() async throws {
    let image = sampleImage()
    let found = try await store(Self.saved().archive()).resolve()
    #expect(found.subject.name == "example:1")
    #expect(found.subject.tags == ["another:2", "example:1"])
    #expect(found.subject.configDigest == SHA256.digest(of: image.configuration.span))
    #expect(found.subject.manifestDigest == nil)
    #expect(found.layers.map(\.diffID) == image.layers.map(\.diffID))
    #expect(found.layers.map(\.digest) == [nil, nil, nil])
  }

  @Test func `of the old form gives its plain layers`() async throws {
    let image = sampleImage()
    let store = try store(Self.saved().archive())
    for layer in try await store.resolve().layers {
      let bytes = try readAll(try await store.layer(layer))
      #expect(bytes == image.layers[layer.index].plain)
    }
  }

  @Test func `with a layout in it is read by its digests`() async throws {
    var files = Self.saved()
    files.add(sampleImage(), name: "example:1")
    let found = try await store(files.archive()).resolve()
    #expect(found.subject.manifestDigest == SHA256.digest(of: sampleImage().manifest.span))
    #expect(found.layers.map(\.digest) == sampleImage().layers.map(\.digest))
  }

  @Test func `with several images wants one named`() async throws {
    var files = ImageFiles()
    files.addSaved([
      (sampleImage(name: "a"), ["app:1"]), (sampleImage(name: "b"), ["app:2", "app:latest"]),
    ])
    let unnamed = try store(files.archive())
    let error = await #expect(throws: ArtifactError.self) { try await unnamed.resolve() }
    #expect(error?.code == .ambiguous)
    let named = try await store(files.archive(), reference: "app:latest").resolve()
    #expect(named.subject.tags == ["app:2", "app:latest"])
    let unknown = try store(files.archive(), reference: "app:3")
    #expect(
      await #expect(throws: ArtifactError.self) { try await unknown.resolve() }?.code == .notFound
    )
  }

  @Test func `follows links to shared layers`() async throws {
    let image = sampleImage()
    var files = Self.saved()
    let path = "\(image.layers[0].diffID.hex)/layer.tar"
    let bytes = try #require(files[path])
    files[path] = nil
    files["shared/layer.tar"] = bytes
    files.links[path] = "../shared/layer.tar"
    let store = try store(files.archive())
    let layer = try await store.resolve().layers[0]
    #expect(try readAll(try await store.layer(layer)) == bytes)
  }

  @Test(arguments: [
    Spoiled("no list of images", .notFound) { $0["manifest.json"] = nil },
    Spoiled("an empty list", .malformed) { $0["manifest.json"] = Array("[]".utf8) },
    Spoiled("a list that is no JSON", .malformed) { $0["manifest.json"] = Array("[".utf8) },
    Spoiled("a configuration that is missing", .malformed) { files in
      for path in files.order where path.hasSuffix(".json") && path != "manifest.json" {
        files[path] = nil
      }
    },
    Spoiled("a path that leads out", .malformed) {
      $0["manifest.json"] = Array(#"[{"Config":"../c","RepoTags":[],"Layers":[]}]"#.utf8)
    },
    Spoiled("fewer layers than the configuration has", .malformed) { files in
      let config = files.order.first { $0.hasSuffix(".json") && $0 != "manifest.json" } ?? ""
      files["manifest.json"] = Array(#"[{"Config":"\#(config)","Layers":[]}]"#.utf8)
    },
  ])
  func `is refused with`(spoiled: Spoiled) async throws {
    var files = Self.saved()
    spoiled.spoil(&files)
    let store = try store(files.archive())
    let error = await #expect(throws: ArtifactError.self) { try await store.resolve() }
    #expect(error?.code == spoiled.code, "\(error?.description ?? "")")
  }

  @Test func `that is cut short is an error`() throws {
    let whole = Self.saved().archive()
    for length in [whole.count / 4, whole.count / 2, 700] {
      #expect(throws: ByteSourceError.self) { try store(Array(whole.prefix(length))) }
    }
  }

  @Test func `that lies about the size of a file is an error`() {
    var tar = TarBuilder()
    tar.add("manifest.json", type: "0", contents: [1, 2, 3], size: 1 << 40)
    #expect(throws: ByteSourceError.self) { try store(tar.finished()) }
  }

  @Test func `survives spoilt bytes`() async throws {
    var files = ImageFiles()
    files.addSaved([(ImageBuilder(), ["empty:1"])])
    for bytes in hostileVariants(of: files.archive()) {
      // Either answer will do: that it comes is the test.
      _ = try? await store(bytes).resolve()
    }
  }
}
