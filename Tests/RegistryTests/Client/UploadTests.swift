import Artifacts
import Formats
import Model
import OCI
import Registry
import RegistryStub
import Synchronization
import Testing

/// A registry that takes uploads, and a client that may send some.
struct UploadSetup {
  var setup: RegistrySetup
  var manners = StubRegistry.Manners()

  init() throws { setup = try RegistrySetup() }

  /// - Parameter fault: what is answered in place of the registry, `nil` for most requests.
  func run<Value>(
    fault: @escaping @Sendable (StubRequest) -> StubAnswer? = { _ in nil },
    _ body: (RegistryClient, StubRegistry, StubServer) async throws -> Value
  ) async throws -> Value {
    let registry = StubRegistry(repository: "team/data", manners: manners)
    return try await StubServer.with({ fault($0) ?? registry.answer($0) }) { server in
      try await setup.withClient("\(server.host)/team/data:1", access: .push) { client in
        try await body(client, registry, server)
      }
    }
  }

  /// What sending a blob ends with.
  func failure(
    _ blob: [UInt8],
    fault: @escaping @Sendable (StubRequest) -> StubAnswer?
  ) async throws -> RegistryError? {
    try await run(fault: fault) { client, _, _ in
      do {
        _ = try await client.upload(blob, called: "a pack")
        return nil
      } catch let error as RegistryError {
        return error
      }
    }
  }
}

private let large = noise(mebibytes: 20)
private let largeDigest = SHA256.digest(of: large.span).description

@Suite(.timeLimit(.minutes(2))) struct `blob upload` {
  @Test(arguments: [0, 1, 70_000]) func `sends a small blob at once`(size: Int) async throws {
    let blob = noise(size)
    let (methods, held) = try await UploadSetup().run { client, registry, server in
      let isSent = try await client.upload(blob, called: "a pack")
      #expect(isSent)
      return (server.requests.map(\.method), registry.blobs)
    }
    #expect(methods.filter { $0 != "GET" } == ["HEAD", "POST", "PUT"])
    #expect(held == [SHA256.digest(of: blob.span).description: blob])
  }

  @Test func `sends nothing that is there`() async throws {
    let methods = try await UploadSetup().run { client, _, server in
      _ = try await client.upload(noise(100), called: "a pack")
      let before = server.requests.count
      let isSent = try await client.upload(noise(100), called: "a pack")
      #expect(!isSent)
      return server.requests[before...].map(\.method)
    }
    #expect(methods == ["HEAD"])
  }

  @Test func `sends a large blob in pieces`() async throws {
    let (ranges, held) = try await UploadSetup().run { client, registry, server in
      _ = try await client.upload(large, called: "a pack")
      return (server.requests.compactMap { $0.headers["content-range"] }, registry.blobs)
    }
    #expect(ranges == ["0-8388607", "8388608-16777215", "16777216-20971519"])
    #expect(held[largeDigest] == large)
  }

  @Test func `sends no smaller pieces than the registry wants`() async throws {
    var setup = try UploadSetup()
    setup.manners.leastPiece = 12 << 20
    let ranges = try await setup.run { client, _, server in
      _ = try await client.upload(large, called: "a pack")
      return server.requests.compactMap { $0.headers["content-range"] }
    }
    #expect(ranges == ["0-12582911", "12582912-20971519"])
  }

  @Test func `sends a large blob whole where pieces are refused`() async throws {
    var setup = try UploadSetup()
    setup.manners.takesPieces = false
    let (methods, held) = try await setup.run { client, registry, server in
      _ = try await client.upload(large, called: "a pack")
      return (server.requests.map(\.method), registry.blobs)
    }
    #expect(methods.suffix(4) == ["POST", "PATCH", "POST", "PUT"])
    #expect(held[largeDigest] == large)
  }

  @Test func `goes on after a fault of the server`() async throws {
    let setup = try UploadSetup()
    let isFirst = Counter()
    let (methods, held) = try await setup.run(fault: { request in
      guard request.headers["content-range"]?.hasPrefix("8388608-") == true,
        isFirst.next() == 0
      else { return nil }
      return .error(503, "UNAVAILABLE", "come back later")
    }) { client, registry, server in
      _ = try await client.upload(large, called: "a pack")
      return (server.requests.map(\.method).filter { $0 != "GET" }, registry.blobs)
    }
    #expect(methods == ["HEAD", "POST", "PATCH", "PATCH", "PATCH", "PATCH", "PUT"])
    #expect(held[largeDigest] == large)
    #expect(setup.setup.pauses.all.count == 1)
  }

  @Test func `begins anew where the registry forgot the upload`() async throws {
    let count = Counter()
    let held = try await UploadSetup().run(fault: { request in
      guard request.headers["content-range"]?.hasPrefix("8388608-") == true else {
        let isQuestion = request.method == "GET" && request.path.contains("/uploads/")
        return isQuestion ? .error(404, "BLOB_UPLOAD_UNKNOWN", "never heard of it") : nil
      }
      return count.next() == 0 ? StubAnswer(500, "") : nil
    }) { client, registry, _ in
      _ = try await client.upload(large, called: "a pack")
      return registry.blobs
    }
    #expect(held[largeDigest] == large)
  }

  @Test(arguments: [
    (403, RegistryError.Code.forbidden, "does not allow it"),
    (404, .notFound, "make team/data"),
    (405, .refused, "answers 405"),
    (413, .refused, "answers 413"),
    (429, .rateLimited, "takes no more requests"),
    (500, .serverFault, "answers 500"),
  ])
  func `says why it is refused`(
    status: Int,
    code: RegistryError.Code,
    text: String
  ) async throws {
    let error = try await UploadSetup().failure(noise(10)) { request in
      request.method == "POST" ? .error(status, "CODE", "some words") : nil
    }
    #expect(error?.code == code)
    #expect(error?.cause.contains(text) == true)
    #expect(error?.cause.contains("some words") == true)
    #expect(error?.activity.hasPrefix("sending a pack to 127.0.0.1") == true)
  }

  @Test func `tries again what passes`() async throws {
    let setup = try UploadSetup()
    _ = try await setup.failure(noise(10)) { request in
      request.method == "POST" ? StubAnswer(429, headers: ["retry-after": "7"]) : nil
    }
    #expect(setup.setup.pauses.all == [.seconds(7), .seconds(7), .seconds(7)])
  }

  @Test func `is refused when something else was stored`() async throws {
    let error = try await UploadSetup().failure(noise(10)) { request in
      let other = "sha256:" + String(repeating: "0", count: 64)
      return request.method == "PUT"
        ? StubAnswer(201, headers: ["docker-content-digest": other]) : nil
    }
    #expect(error?.code == .mismatch)
  }

  @Test func `shows its login to the registry alone`() async throws {
    var setup = try UploadSetup()
    setup.manners.tokens = "/token"
    let elsewhere = StubRegistry(repository: "team/data")
    try await StubServer.with({ request in
      request.method == "PUT"
        ? StubAnswer(201) : elsewhere.answer(request)
    }) { store in
      let requests = try await setup.run(fault: { request in
        if request.path == "/token" { return StubAnswer(200, #"{"token":"right"}"#) }
        guard request.method == "POST", request.authorization == "Bearer right" else { return nil }
        return StubAnswer(202, headers: ["location": "\(store.origin)/somewhere?sign=1"])
      }) { client, _, server in
        _ = try await client.upload(noise(10), called: "a pack")
        return server.requests
      }
      #expect(
        requests.filter { $0.path == "/token" }.map(\.query).first?.contains("pull%2Cpush") == true
      )
      #expect(store.requests.map(\.authorization) == [nil])
      #expect(store.requests.first?.query.hasPrefix("sign=1&digest=sha256") == true)
    }
  }

  @Test func `stores a manifest under its tag`() async throws {
    let manifest = ImageManifest(
      artifactType: "application/vnd.example",
      layers: [],
      annotations: ["b": "2", "a": "1"]
    ).json
    let held = try await UploadSetup().run { client, registry, _ in
      let digest = try await client.put(manifest, type: .ociManifest, as: "1")
      #expect(digest == SHA256.digest(of: manifest.span))
      #expect(try await client.manifest("1").bytes == manifest)
      return registry.manifests
    }
    #expect(held["1"]?.type == "application/vnd.oci.image.manifest.v1+json")
    #expect(held["1"]?.body == manifest)
  }
}
