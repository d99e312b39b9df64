import Artifacts
import Formats
import Model
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite(.timeLimit(.minutes(1))) struct `containerd store` {
  private let host = PlatformChoice(wanted: nil, host: .linuxAMD64)
  private let arm = Platform(os: "linux", architecture: "arm64")

  /// Finds an image in a stubbed containerd.
  private func open<Value>(
    _ name: String,
    _ stub: ContainerdStub,
    in namespaces: [String] = ["default", "k8s.io", "moby"],
    choice: PlatformChoice? = nil,
    _ body: (ContainerdStore) async throws -> Value
  ) async throws -> Value {
    try await GRPCStub.with({ stub.answer($0) }) { path, _ in
      try await ContainerdClient.connected(to: .unix(path: path)) { client in
        try await body(
          ContainerdStore(
            finding: EngineImageName(name),
            in: namespaces,
            of: client,
            choice: choice ?? host,
            limits: .standard
          )
        )
      }
    }
  }

  private func failure(
    _ name: String,
    _ stub: ContainerdStub,
    in namespaces: [String] = ["default"],
    choice: PlatformChoice? = nil
  ) async throws -> EngineError {
    try #require(
      await #expect(throws: EngineError.self) {
        try await open(name, stub, in: namespaces, choice: choice) {
          let image = try await $0.resolve()
          for layer in image.layers { _ = try await $0.layer(layer) }
        }
      }
    )
  }

  @Test(arguments: [
    "nginx", "nginx:latest", "docker.io/library/nginx", "docker.io/library/nginx:latest",
  ])
  func `finds an image by what people write`(name: String) async throws {
    var stub = ContainerdStub()
    let manifest = stub.image([[1, 2, 3]])
    stub.name("docker.io/library/nginx:latest", manifest)
    try await open(name, stub) {
      let image = try await $0.resolve()
      #expect(image.subject.name == "nginx:latest")
      #expect(image.subject.manifestDigest == manifest)
      #expect(image.subject.tags == ["nginx:latest"])
      #expect(image.layers.map(\.size) == [3])
    }
  }

  @Test func `finds an image by its imported name, identifier or digest`() async throws {
    var stub = ContainerdStub()
    let manifest = stub.image([])
    stub.name("app:1", manifest)
    stub.name(manifest.description, manifest)
    stub.name("quay.io/a/b:7", manifest)
    #expect(try await open("app:1", stub) { $0.heldName } == "app:1")
    #expect(try await open("\(manifest)", stub) { $0.heldName } == manifest.description)
    #expect(try await open("quay.io/a/b@\(manifest)", stub) { $0.heldName } == "quay.io/a/b:7")
    #expect(try await open("quay.io/a/b:x@\(manifest)", stub) { $0.heldName } == "quay.io/a/b:7")
  }

  @Test func `looks in one namespace after the other`() async throws {
    var stub = ContainerdStub()
    stub.name("docker.io/library/a:1", stub.image([], in: "k8s.io"), in: "k8s.io")
    #expect(try await open("a:1", stub) { $0.namespace } == "k8s.io")
    let error = try await failure("a:1", stub, in: ["mine"])
    #expect(error.code == .noSuchImage)
    #expect(error.cause.contains("CONTAINERD_NAMESPACE=k8s.io"))
  }

  @Test func `says that there is no such image`() async throws {
    let error = try await failure("a:1", ContainerdStub())
    #expect(error.code == .noSuchImage)
    #expect(error.cause.contains("ctr images pull docker.io/library/a:1"))
  }

  @Test func `takes the platform wanted from an index`() async throws {
    var stub = ContainerdStub()
    let amd = stub.image([[1]])
    let other = stub.image([[2]], architecture: "arm64")
    let index = stub.index([("arm64", other), ("amd64", amd)])
    stub.name("docker.io/library/a:1", index, type: "application/vnd.oci.image.index.v1+json")
    #expect(try await open("a:1", stub) { try await $0.resolve().subject.manifestDigest } == amd)
    let choice = PlatformChoice(wanted: arm, host: .linuxAMD64)
    try await open("a:1", stub, choice: choice) {
      let image = try await $0.resolve()
      #expect(image.subject.manifestDigest == other)
    }
  }

  @Test func `takes the one platform that is here`() async throws {
    var stub = ContainerdStub()
    let amd = stub.image([[1]])
    let other = stub.image([[2]], architecture: "arm64")
    let index = stub.index([("arm64", other), ("amd64", amd)])
    stub.name("docker.io/library/a:1", index, type: "application/vnd.oci.image.index.v1+json")
    stub.remove(amd)
    try await open("a:1", stub) {
      let image = try await $0.resolve()
      #expect(image.subject.platform == "linux/arm64")
    }
    let choice = PlatformChoice(wanted: .linuxAMD64, host: .linuxAMD64)
    let error = try await failure("a:1", stub, choice: choice)
    #expect(error.code == .otherPlatform)
    #expect(error.cause.contains("is here for linux/arm64, not for linux/amd64"))
  }

  @Test func `says when a plain image is for another platform`() async throws {
    var stub = ContainerdStub()
    stub.name("docker.io/library/a:1", stub.image([]))
    let choice = PlatformChoice(wanted: arm, host: .linuxAMD64)
    #expect(try await failure("a:1", stub, choice: choice).code == .otherPlatform)
  }

  @Test func `says when layers were thrown away`() async throws {
    var stub = ContainerdStub()
    stub.name("docker.io/library/a:1", stub.image([[1]]))
    stub.remove(SHA256.digest(of: ([1] as [UInt8]).span))
    let error = try await failure("a:1", stub)
    #expect(error.code == .incomplete)
    #expect(error.cause.contains("discard_unpacked_layers"))
  }

  @Test func `does not take a manifest with another digest`() async throws {
    var stub = ContainerdStub()
    let manifest = stub.image([])
    stub.name("docker.io/library/a:1", manifest)
    stub.replace(manifest, with: Array("{}".utf8))
    #expect(try await failure("a:1", stub).code == .malformed)
  }

  @Test(arguments: [0, 1, 1 << 20, (5 << 20) / 2])
  func `reads layers of any size`(size: Int) async throws {
    var generator = SeededGenerator(seed: 5)
    let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var stub = ContainerdStub()
    stub.name("docker.io/library/a:1", stub.image([bytes]))
    try await open("a:1", stub) { store in
      let image = try await store.resolve()
      let box = SourceBox(try await store.layer(image.layers[0]))
      #expect(try await onBlockingThread { try readAll(box.source, pieceSize: 70_000) } == bytes)
    }
  }

  @Test func `is not at a network address`() async throws {
    let error = await #expect(throws: EngineError.self) {
      try await ContainerdClient.connected(to: .tcp(host: "h", port: 1, tls: nil)) { _ in }
    }
    #expect(error?.code == .notRunning)
  }

  @Test func `is nowhere without a socket`() async throws {
    let folder = try TemporaryFolder()
    let error = await #expect(throws: EngineError.self) {
      try await ContainerdClient.connected(to: .unix(path: folder.path + "/none")) { _ in }
    }
    #expect(error?.code == .noSocket)
    #expect(error?.cause.contains("CONTAINERD_ADDRESS") == true)
  }
}
