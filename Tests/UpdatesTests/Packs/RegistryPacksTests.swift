import Formats
import Model
import OCI
import Packs
import Registry
import RegistryStub
import TestSupport
import Testing
import Trust
import Updates

@Suite(.timeLimit(.minutes(2))) struct `packs in a registry` {
  /// Runs a registry, and pushes the packs of a team to it.
  private func pushed<Value>(
    _ setup: UpdateSetup,
    _ body: (StubRegistry, StubServer, PackPush.Summary) async throws -> Value
  ) async throws -> Value {
    let registry = StubRegistry(repository: "team/data")
    return try await StubServer.with(registry.answer) { server in
      try await body(registry, server, try await push(setup, server))
    }
  }

  private func push(_ setup: UpdateSetup, _ server: StubServer) async throws -> PackPush.Summary {
    try await setup.withTransport { transport in
      try await PackPush(setup.theirs).run(
        try setup.signed,
        to: try client(server, "1", .push, transport),
        as: "1"
      )
    }
  }

  private func client(
    _ server: StubServer,
    _ tag: String,
    _ access: RegistryAccess,
    _ transport: HTTPTransport
  ) throws -> RegistryClient {
    RegistryClient(
      try ImageReference("\(server.host)/team/data:\(tag)"),
      access: access,
      transport: transport,
      credentials: CredentialStore(environment: [:], userID: 1, limits: .standard),
      limits: .standard
    )
  }

  private func pull(
    _ setup: UpdateSetup,
    _ server: StubServer,
    tag: String = "1"
  ) async throws -> PackPull.Summary {
    try await setup.withTransport { transport in
      let origin = RegistryOrigin(
        try ImageReference("\(server.host)/team/data:\(tag)"),
        client: try client(server, tag, .pull, transport),
        limits: .standard,
        progress: UpdateProgress()
      )
      return try await setup.pull(from: origin)
    }
  }

  @Test func `are an artifact with a layer for each`() async throws {
    let setup = try await UpdateSetup()
    let (summary, manifests) = try await pushed(setup) { registry, _, summary in
      (summary, registry.manifests)
    }
    let body = try #require(manifests["1"]).body
    let node = try JSONReader.parse(body.span, limits: .standard)
    #expect(manifests[summary.digest.description] == manifests["1"])
    #expect(node["artifactType"]?.string == "application/vnd.plimsoll.packs.v1")
    #expect(node["config"]?["mediaType"]?.string == "application/vnd.oci.empty.v1+json")
    #expect(
      node["annotations"]?["org.opencontainers.image.created"]?.string == "2024-07-08T00:00:00Z"
    )
    let names = node["layers"]?.list?.map { $0["annotations"]?["dev.plimsoll.pack.name"]?.string }
    #expect(names == [nil, "debian-12", "npm", "pypi"])
  }

  @Test func `come back as they were signed`() async throws {
    let setup = try await UpdateSetup()
    let summary = try await pushed(setup) { _, server, _ in try await pull(setup, server) }
    #expect(summary.fetched == ["debian-12", "npm", "pypi"])
    #expect(try setup.held == setup.manifest)
    #expect(try setup.manifest.packs.allSatisfy { (try? setup.ours.verify($0)) != nil })
  }

  @Test func `are sent and fetched where they changed alone`() async throws {
    let setup = try await UpdateSetup()
    try await pushed(setup) { _, server, first in
      #expect(first.sent == ["debian-12", "npm", "pypi"])
      let before = server.requests.count
      #expect(try await push(setup, server).sent == [])
      let asked = Set(server.requests[before...].map(\.method))
      #expect(asked == ["GET", "HEAD", "PUT"])
      _ = try await pull(setup, server)
      try await setup.build(laterRecords)
      #expect(try await push(setup, server).sent == ["npm"])
      #expect(try await pull(setup, server).fetched == ["npm"])
    }
  }

  @Test func `are fetched as far as they are wanted`() async throws {
    var setup = try await UpdateSetup()
    setup.request.selection = .matching(["pypi"])
    let blobs = try await pushed(setup) { _, server, summary in
      let before = server.requests.count
      _ = try await pull(setup, server, tag: "1@\(summary.digest)")
      return server.requests[before...].filter { $0.path.contains("/blobs/") }.count
    }
    #expect(try setup.held?.packs.map(\.name) == ["pypi"])
    #expect(blobs == 2)
  }

  @Test(arguments: [0, 20, -1])
  func `are refused when they were changed there`(place: Int) async throws {
    let setup = try await UpdateSetup()
    let error = try await pushed(setup) { registry, server, _ in
      let manifest = try #require(registry.manifests["1"])
      let node = try JSONReader.parse(manifest.body.span, limits: .standard)
      let digest = try #require(node["layers"]?[2]?["digest"]?.string)
      registry.damage(digest) { bytes in
        if place < 0 { bytes.removeLast(10) } else { bytes[place] ^= 1 }
      }
      return await failure { try await pull(setup, server) }
    }
    #expect(error != nil)
    #expect(try setup.held == nil)
  }

  @Test func `are refused when a stranger signed them`() async throws {
    let setup = try await UpdateSetup()
    let stranger = try await UpdateSetup()
    let error = try await pushed(stranger) { _, server, _ in
      await failure { try await pull(setup, server) }
    }
    #expect(error?.contains("plimsoll data key trust FILE") == true)
  }

  @Test func `are told from images`() async throws {
    let setup = try await UpdateSetup()
    let image = StubImage(repository: "team/data", layers: [([1], [1])])
    let error = try await StubServer.with(image.answer) { server in
      await failure { try await pull(setup, server) }
    }
    #expect(error?.contains("no artifact with data packs") == true)
  }
}
