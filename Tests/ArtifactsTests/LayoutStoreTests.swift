import Artifacts
import Formats
import Model
import OCI
import TestSupport
import Testing

@Suite struct `image layout in a directory` {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func store(
    _ files: ImageFiles,
    reference: String? = nil,
    choice: PlatformChoice = anyPlatform
  ) throws -> LayoutStore {
    try files.write(to: folder.path)
    return LayoutStore(
      directory: folder.path,
      reference: reference,
      choice: choice,
      limits: .standard
    )
  }

  @Test(arguments: ImageBuilder.Family.allCases)
  func `is resolved to subject and layers`(family: ImageBuilder.Family) async throws {
    let image = sampleImage(family)
    var files = ImageFiles()
    files.add(image, name: "example:1")
    let found = try await store(files).resolve()
    #expect(found.subject.name == "example:1")
    #expect(found.subject.platform == "linux/amd64")
    #expect(found.subject.manifestDigest == SHA256.digest(of: image.manifest.span))
    #expect(found.subject.configDigest == SHA256.digest(of: image.configuration.span))
    #expect(found.layers.map(\.createdBy) == ["ADD rootfs.tar /", "RUN install", "COPY notes /"])
    #expect(found.layers.map(\.digest) == image.layers.map(\.digest))
    #expect(found.layers.map(\.diffID) == image.layers.map(\.diffID))
    #expect(found.layers.map(\.mediaType) == image.layers.map(\.mediaType))
  }

  @Test func `gives the stored bytes of each layer`() async throws {
    let image = sampleImage()
    var files = ImageFiles()
    files.add(image)
    let store = try store(files)
    for layer in try await store.resolve().layers {
      let bytes = try readAll(try await store.layer(layer))
      #expect(bytes == image.layers[layer.index].stored)
    }
  }

  @Test(arguments: [Digest.Algorithm.sha384, .sha512])
  func `may name its layers by other digests`(algorithm: Digest.Algorithm) async throws {
    var image = sampleImage()
    image.rename(by: algorithm)
    var files = ImageFiles()
    files.add(image)
    let store = try store(files)
    let layers = try await store.resolve().layers
    #expect(layers.map(\.diffID) == image.layers.map(\.diffID))
    for layer in layers {
      let opened = try openLayer(try await store.layer(layer), layer: layer, limits: .standard)
      #expect(try readAll(opened) == image.layers[layer.index].plain)
    }
  }

  @Test(arguments: [Digest.Algorithm.sha384, .sha512])
  func `holds its layers to such digests`(algorithm: Digest.Algorithm) async throws {
    var image = sampleImage()
    image.rename(by: algorithm)
    var files = ImageFiles()
    files.add(image)
    files[ImageFiles.path(of: image.layers[2].digest)]?[600] ^= 1
    let store = try store(files)
    let layer = try #require(try await store.resolve().layers.last)
    let opened = try openLayer(try await store.layer(layer), layer: layer, limits: .standard)
    #expect(throws: ByteSourceError.self) { try readAll(opened) }
  }

  @Test(arguments: [("one", "one"), ("two", "two"), ("registry/app:2", "registry/app:2")])
  func `finds an image by its name`(reference: String, name: String) async throws {
    var files = ImageFiles()
    for name in ["one", "two", "registry/app:2"] { files.add(sampleImage(name: "x"), name: name) }
    #expect(try await store(files, reference: reference).resolve().subject.name == name)
  }

  @Test func `finds an image by its tag and by its digest`() async throws {
    let image = sampleImage()
    var files = ImageFiles()
    files.add(sampleImage(name: "other"), name: "registry/other:1")
    files.add(image, name: "registry/app:2")
    let digest = SHA256.digest(of: image.manifest.span)
    #expect(try await store(files, reference: "2").resolve().subject.manifestDigest == digest)
    let byDigest = try await store(files, reference: digest.description).resolve()
    #expect(byDigest.subject.manifestDigest == digest)
  }

  @Test func `asks which of several is meant`() async throws {
    var files = ImageFiles()
    files.add(sampleImage(name: "a"), name: "one")
    files.add(sampleImage(name: "b"), name: "two")
    let store = try store(files)
    let error = await #expect(throws: ArtifactError.self) { try await store.resolve() }
    #expect(error?.code == .ambiguous)
    #expect(error?.cause.contains("one, two") == true)
  }

  @Test(arguments: [
    (nil, "linux/amd64"), ("linux/arm64", "linux/arm64"), ("linux/amd64", "linux/amd64"),
  ])
  func `takes the image for the platform`(wanted: String?, platform: String) async throws {
    var arm = sampleImage(name: "arm")
    arm.architecture = "arm64"
    arm.variant = "v8"
    var files = ImageFiles()
    files.add(index: [arm, sampleImage()], name: "both")
    let choice = PlatformChoice(
      wanted: try wanted.map { try Platform($0, completedFrom: amd64) },
      host: amd64
    )
    #expect(try await store(files, choice: choice).resolve().subject.platform == platform)
  }

  @Test func `says which platforms there are`() async throws {
    var files = ImageFiles()
    files.add(index: [sampleImage()], name: "one")
    let wanted = try Platform("linux/s390x", completedFrom: amd64)
    let store = try store(files, choice: PlatformChoice(wanted: wanted, host: amd64))
    let error = await #expect(throws: ArtifactError.self) { try await store.resolve() }
    #expect(error?.cause.contains("linux/amd64") == true)
  }

  private static let image = sampleImage()

  @Test(arguments: [
    Spoiled("no marker", .notFound) { $0["oci-layout"] = nil },
    Spoiled("a marker of the future", .malformed) {
      $0["oci-layout"] = Array(#"{"imageLayoutVersion":"2.0.0"}"#.utf8)
    },
    Spoiled("no index", .malformed) { $0["index.json"] = nil },
    Spoiled("an index that is no JSON", .malformed) { $0["index.json"] = [1, 2, 3] },
    Spoiled("an empty index", .malformed) {
      $0["index.json"] = Array(#"{"schemaVersion":2,"manifests":[]}"#.utf8)
    },
    Spoiled("no manifest", .notFound) { $0[manifestPath(of: image)] = nil },
    Spoiled("a manifest with another digest", .malformed) {
      $0[manifestPath(of: image)]?.append(UInt8(ascii: " "))
    },
    Spoiled("no configuration", .notFound) { $0[configurationPath(of: image)] = nil },
    Spoiled("a configuration with another digest", .malformed) {
      $0[configurationPath(of: image)]?.append(UInt8(ascii: " "))
    },
  ])
  func `is refused with`(spoiled: Spoiled) async throws {
    var files = ImageFiles()
    files.add(Self.image)
    spoiled.spoil(&files)
    let store = try store(files)
    let error = await #expect(throws: ArtifactError.self) { try await store.resolve() }
    #expect(error?.code == spoiled.code, "\(error?.description ?? "")")
  }

  @Test func `is refused when manifest and configuration count layers differently`() async throws {
    var image = sampleImage()
    let manifest = image.manifest
    image.layers.removeLast()
    var files = ImageFiles()
    files.add(image)
    // The shorter configuration, and the manifest of the longer one that names it.
    let short = SHA256.digest(of: image.configuration.span)
    let long = SHA256.digest(of: sampleImage().configuration.span)
    let text = String(decoding: manifest, as: UTF8.self).replacing(long.hex, with: short.hex)
    let digest = SHA256.digest(of: Array(text.utf8).span)
    files[ImageFiles.path(of: digest)] = Array(text.utf8)
    let index = #"{"schemaVersion":2,"manifests":[{"mediaType":"\#(image.manifestType)","#
    files["index.json"] = Array((index + #""digest":"\#(digest)","size":1}]}"#).utf8)
    let store = try store(files)
    let error = await #expect(throws: ArtifactError.self) { try await store.resolve() }
    #expect(error?.cause == "the manifest has 3 layers and the configuration 2")
  }

  @Test func `says that a layer is missing`() async throws {
    var files = ImageFiles()
    files.add(Self.image)
    files[ImageFiles.path(of: Self.image.layers[1].digest)] = nil
    let store = try store(files)
    let layer = try await store.resolve().layers[1]
    let error = await #expect(throws: ArtifactError.self) { _ = try await store.layer(layer) }
    #expect(error?.code == .notFound)
  }

  @Test func `survives spoilt documents`() async throws {
    var files = ImageFiles()
    files.add(Self.image)
    for bytes in hostileVariants(of: files["index.json"] ?? []) {
      files["index.json"] = bytes
      // Either answer will do: that it comes is the test.
      _ = try? await store(files).resolve()
    }
  }
}
