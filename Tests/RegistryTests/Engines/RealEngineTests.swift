import Analysis
import Artifacts
import Engine
import Formats
import Foundation
import Model
import OCI
import Testing

@testable import Registry

@Suite(.realEngines, .timeLimit(.minutes(3))) struct `real engines` {
  private let choice = PlatformChoice(wanted: nil, host: .linuxAMD64)

  private func scanner(_ cache: ScanCache? = nil) -> Engine.Scanner {
    Engine.Scanner(
      view: .installed,
      limits: .standard,
      cache: cache,
      width: 2,
      start: .now,
      progress: Unheard()
    )
  }

  /// What an engine's image holds, with no layer known before.
  private func inventory(_ name: String, in engine: EngineKind) async throws -> Inventory {
    let engines = try RealEngines.require(engine)
    let name = try EngineImageName(name)
    guard engine != .containerd else {
      return try await store(name) { try await scanner().inventory(of: $0) }
    }
    return try await client(engine, engines) { client in
      let image = try await client.inspect(name, for: nil)
      var inventory = try await scanner().inventory(
        ofStream: try await client.export(name, image),
        reference: nil,
        choice: choice,
        name: image.name
      )
      try image.restate(&inventory)
      return inventory
    }
  }

  private func client<Value>(
    _ engine: EngineKind,
    _ engines: RealEngines,
    _ body: (EngineClient) async throws -> Value
  ) async throws -> Value {
    try await EngineClient.connected(
      to: engine,
      at: engines.endpoint(engine),
      limits: .standard,
      body
    )
  }

  private func store<Value>(
    _ name: EngineImageName,
    in namespaces: [String] = ["default"],
    _ body: (ContainerdStore) async throws -> Value
  ) async throws -> Value {
    let engines = try RealEngines.require(.containerd)
    return try await ContainerdClient.connected(to: engines.endpoint(.containerd)) { client in
      try await body(
        ContainerdStore(
          finding: name,
          in: namespaces,
          of: client,
          choice: choice,
          limits: .standard
        )
      )
    }
  }

  @Test(arguments: EngineKind.allCases)
  func `give the packages and layers of an image`(engine: EngineKind) async throws {
    let inventory = try await inventory(TestImage.name, in: engine)
    let packages = inventory.packages.map { "\($0.name) \($0.version)" }
    #expect(packages == ["base-files 1.2-3", "libdemo 1.2-3", "demo 4.5"])
    #expect(inventory.packages.compactMap(\.evidence.first?.layer) == [0, 0, 2])
    #expect(inventory.gaps.isEmpty)
    #expect(inventory.layers.map(\.diffID) == TestImage.layers.map { SHA256.digest(of: $0.span) })
    let made = TestImage.steps.filter { !$0.isEmpty }.map(\.createdBy)
    #expect(inventory.layers.map(\.createdBy) == made)
    #expect(inventory.subject.name == TestImage.name)
    #expect(inventory.subject.labels == ["made.for": "tests"])
    #expect(inventory.subject.platform == "linux/amd64")
  }

  @Test(arguments: [EngineKind.docker, .podman])
  func `need not export an image whose layers are known`(engine: EngineKind) async throws {
    let engines = try RealEngines.require(engine)
    let folder = try TemporaryFolder()
    let scanner = scanner(ScanCache(directory: folder.path, bound: 1 << 30))
    let name = try EngineImageName(TestImage.name)
    let file = folder.path + "/image.tar"
    try Data(TestImage.archive).write(to: URL(filePath: file))
    let archive = try ArchiveStore(path: file, reference: nil, choice: choice, limits: .standard)
    _ = try await scanner.inventory(of: archive)
    let known = try await client(engine, engines) { client in
      let image = try await client.inspect(name, for: nil)
      let resolved = try image.resolved(history: try await client.history(of: name, image))
      return scanner.cachedInventory(of: try #require(resolved))
    }
    #expect(try await known == inventory(TestImage.name, in: engine))
  }

  @Test(arguments: EngineKind.allCases)
  func `say that they have no such image`(engine: EngineKind) async throws {
    let error = await #expect(throws: EngineError.self) {
      try await inventory("plimsoll-none:1", in: engine)
    }
    #expect(error?.code == .noSuchImage)
  }

  @Test(arguments: [EngineKind.docker, .podman])
  func `say what an image is for`(engine: EngineKind) async throws {
    let engines = try RealEngines.require(engine)
    let error = try await client(engine, engines) { client in
      await #expect(throws: EngineError.self) {
        try await client.inspect(
          EngineImageName(TestImage.name),
          for: Platform(os: "linux", architecture: "arm64")
        )
      }
    }
    #expect(error?.code == .otherPlatform)
  }

  @Test func `of containerd tell where an image is`() async throws {
    let engines = try RealEngines.require(.containerd)
    try await engines.ctr(
      ["-n", "elsewhere", "images", "import", engines.folder + "/test-image.tar"]
    )
    let name = try EngineImageName(TestImage.name)
    let found = try await store(name, in: ["none", "elsewhere"]) { $0.namespace }
    #expect(found == "elsewhere")
    let error = await #expect(throws: EngineError.self) {
      try await store(name, in: ["none"]) { _ in }
    }
    #expect(error?.cause.contains("CONTAINERD_NAMESPACE=default") == true)
  }

  @Test func `of containerd say when a layer was thrown away`() async throws {
    let engines = try RealEngines.require(.containerd)
    let layer = TestImage.layers[1]
    let lost = SHA256.digest(of: layer.span).description
    let scope = ["-n", "pruned"]
    try await engines.ctr(scope + ["images", "import", engines.folder + "/test-image.tar"])
    try await engines.ctr(scope + ["content", "rm", lost])
    let error = await #expect(throws: EngineError.self) {
      try await store(try EngineImageName(TestImage.name), in: ["pruned"]) {
        try await scanner().inventory(of: $0)
      }
    }
    #expect(error?.code == .incomplete)
  }
}

/// Nobody listens.
private struct Unheard: ScanProgress {
  func found(layers: Int, cached: Int) {}
  func walked(layer: Int) {}
  func cacheFailed(_ complaint: String) {}
}
