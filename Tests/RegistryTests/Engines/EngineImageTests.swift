import Artifacts
import Formats
import Model
import OCI
import Testing

@testable import Registry

/// Answers to `GET /images/{name}/json`, cut down to what is read.
enum Inspections {
  static let idHex = String(repeating: "1", count: 64)
  static let layerHex = String(repeating: "2", count: 64)
  static let manifestHex = String(repeating: "3", count: 64)

  static let docker = """
    {"Id":"sha256:\(idHex)","RepoTags":["b:2","a:1"],
    "RepoDigests":["a@sha256:\(manifestHex)"],"Architecture":"arm64","Variant":"v8","Os":"linux",
    "Config":{"Labels":{"x":"y"}},"RootFS":{"Type":"layers","Layers":["sha256:\(layerHex)"]}}
    """

  static let podman = """
    {"Id":"\(idHex)","RepoTags":null,"RepoDigests":null,"Architecture":"amd64","Os":"linux",
    "Digest":"sha256:\(manifestHex)","OsVersion":"20.10.24","Config":{"Labels":null},
    "RootFS":{"Layers":["sha256:\(layerHex)"]},"History":[{"created_by":"ADD x"}]}
    """

  /// Docker with its images in containerd: the name leads to an index.
  static let index = """
    {"Id":"sha256:\(idHex)","RepoTags":["a:1"],"RepoDigests":["a@sha256:\(idHex)"],
    "Descriptor":{"mediaType":"application/vnd.oci.image.index.v1+json",
    "digest":"sha256:\(idHex)","size":1},"Architecture":"amd64","Os":"linux",
    "RootFS":{"Layers":["sha256:\(layerHex)"]},"Manifests":[
    {"Kind":"attestation","Available":true,"Descriptor":{"digest":"sha256:\(layerHex)"}},
    {"Kind":"image","Available":true,"Descriptor":{"digest":"sha256:\(layerHex)"},
    "ImageData":{"Platform":{"os":"linux","architecture":"arm64"}}},
    {"Kind":"image","Available":true,"Descriptor":{"digest":"sha256:\(manifestHex)"},
    "ImageData":{"Platform":{"os":"linux","architecture":"amd64"}}}]}
    """
}

@Suite struct `engine image` {
  private func image(_ json: String, _ engine: EngineKind = .docker) throws -> EngineImage {
    try EngineImage(
      JSONReader.parse(Array(json.utf8).span, limits: .standard),
      engine: engine,
      name: EngineImageName("a:1")
    )
  }

  private let id = Digest(algorithm: .sha256, bytes: [UInt8](repeating: 0x11, count: 32))
  private let layer = Digest(algorithm: .sha256, bytes: [UInt8](repeating: 0x22, count: 32))
  private let manifest = Digest(algorithm: .sha256, bytes: [UInt8](repeating: 0x33, count: 32))

  @Test func `of Docker is named by its configuration`() throws {
    let image = try image(Inspections.docker)
    #expect(image.configDigest == id)
    #expect(image.manifestDigest == nil)
    #expect(image.tags == ["a:1", "b:2"])
    #expect(image.execution.labels == ["x": "y"])
    #expect(image.platform.description == "linux/arm64")
    #expect(image.diffIDs == [layer])
  }

  @Test func `of Podman has an identifier without its algorithm`() throws {
    let image = try image(Inspections.podman, .podman)
    #expect(image.configDigest == id)
    #expect(image.manifestDigest == manifest)
    #expect(image.history?.steps(layerCount: 1)?.map(\.createdBy) == ["ADD x"])
    #expect(image.tags.isEmpty)
    #expect(image.platform == .linuxAMD64)
  }

  @Test func `of Docker on containerd is named by its manifest`() throws {
    let image = try image(Inspections.index)
    #expect(image.isNamedByManifest)
    #expect(image.configDigest == nil)
    #expect(image.manifestDigest == manifest)
  }

  @Test(arguments: [
    "[]", "{}", #"{"Id":5}"#, #"{"Id":"sha256:12"}"#,
    Inspections.docker.replacing(Inspections.layerHex, with: "zz"),
  ])
  func `is refused`(json: String) {
    #expect(throws: EngineError.self) { try image(json) }
  }

  @Test func `becomes what the walk wants`() throws {
    let history = try EngineHistory(
      JSONReader.parse(Array(#"[{"CreatedBy":"ADD x","Size":3}]"#.utf8).span, limits: .standard),
      engine: .docker
    )
    let resolved = try #require(try image(Inspections.docker).resolved(history: history))
    #expect(resolved.layers.map(\.createdBy) == ["ADD x"])
    #expect(resolved.layers.map(\.diffID) == [layer])
    #expect(resolved.subject.name == "a:1")
    #expect(resolved.subject.configDigest == id)
    #expect(resolved.subject.tags == ["a:1", "b:2"])
  }

  @Test func `gives an exported one its own names`() throws {
    var inventory = Inventory(subject: Subject(kind: .image, name: "archive"))
    var exported = Layer(index: 0)
    exported.diffID = layer
    exported.digest = manifest
    exported.createdBy = "ADD x"
    inventory.layers = [exported]
    inventory.subject.manifestDigest = layer
    try image(Inspections.docker).restate(&inventory)
    #expect(inventory.subject.name == "a:1")
    #expect(inventory.subject.manifestDigest == nil)
    #expect(inventory.layers.first?.digest == nil)
    #expect(inventory.layers.first?.createdBy == "ADD x")
  }

  @Test func `notices that it was replaced meanwhile`() throws {
    var inventory = Inventory(subject: Subject(kind: .image, name: "archive"))
    #expect(throws: EngineError.self) { try image(Inspections.docker).restate(&inventory) }
  }
}

@Suite struct `engine interface` {
  @Test(arguments: [
    ("1.41", nil, "/v1.41", "/v1.41"), (nil, nil, "", ""), ("x", nil, "", ""),
    ("1.41", "4.3.1", "/v1.41", "/v4.3.1/libpod"), ("1.41", "4/../x", "/v1.41", "/v1.41"),
  ])
  func `has paths`(docker: String?, podman: String?, prefix: String, inspection: String) {
    let interface = EngineInterface(docker: docker, podman: podman)
    #expect(interface.prefix == prefix)
    #expect(interface.inspectionPrefix == inspection)
  }

  @Test func `of Podman has not all that its version promises`() {
    #expect(EngineInterface(docker: "1.50", podman: nil).has(.manifests))
    #expect(!EngineInterface(docker: "1.50", podman: "6.0.0").has(.manifests))
    #expect(!EngineInterface(docker: nil, podman: nil).has(.manifests))
  }
}

@Suite struct `engine version` {
  @Test func `is ordered by number`() throws {
    let versions = ["1.9", "1.24", "1.48", "2.0"].compactMap { EngineVersion($0) }
    #expect(versions.count == 4)
    #expect(versions == versions.sorted())
    #expect(EngineVersion("1.48") == .manifests)
  }

  @Test(arguments: ["", "1", "1.", "1.2.3", "1.x", "-1.2", "1.99999"])
  func `is refused`(text: String) { #expect(EngineVersion(text) == nil) }
}
