import Artifacts
import Formats
import Model
import Registry
import RegistryStub
import Testing

@Suite(.timeLimit(.minutes(1))) struct `blob download` {
  private let image = RegistryTests.image(300_000)

  /// Pulls with the answers for the layer changed; they are counted from 0.
  private func pull(
    _ setup: RegistrySetup,
    _ change: @escaping @Sendable (Int, StubRequest, StubAnswer) -> StubAnswer,
    _ check: (Result<[[UInt8]], any Error>, [StubRequest]) throws -> Void
  ) async throws {
    let image = image
    let counter = Counter()
    try await StubServer.with({ request in
      let answer = image.answer(request)
      return image.isLayer(request) ? change(counter.next(), request, answer) : answer
    }) { server in
      let result: Result<[[UInt8]], any Error>
      do {
        result = .success(try await setup.pull("\(server.host)/team/app:1").layers)
      } catch {
        result = .failure(error)
      }
      try check(result, server.requests.filter(image.isLayer))
    }
  }

  @Test func `goes on where the connection broke`() async throws {
    let setup = try RegistrySetup()
    try await pull(setup) { number, _, answer in
      number < 5 ? answer.breaking(after: 50_000) : answer
    } _: { result, requests in
      let layers = try result.get()
      #expect(layers == [image.layerBytes])
      // What was on its way when the connection broke may be lost, so that the places vary.
      let starts = requests.compactMap(\.rangeStart)
      #expect(starts.count == 5)
      #expect(starts == starts.sorted())
      #expect(Set(setup.pauses.all) == [.milliseconds(400)])
    }
  }

  @Test func `passes over what it has when a server knows no ranges`() async throws {
    let image = image
    try await pull(try RegistrySetup()) { number, _, _ in
      let whole = StubAnswer(200, body: image.layerBytes)
      return number < 3 ? whole.breaking(after: 50_000 * (number + 1)) : whole
    } _: { result, requests in
      let layers = try result.get()
      #expect(layers == [image.layerBytes])
      #expect(requests.count == 4)
    }
  }

  @Test func `gives up on a server that gets no further`() async throws {
    let image = image
    let setup = try RegistrySetup()
    try await pull(setup) { _, _, _ in
      StubAnswer(200, body: image.layerBytes).breaking(after: 50_000)
    } _: { result, requests in
      let error = #expect(throws: ByteSourceError.self) { try result.get() }
      #expect("\(String(describing: error))".contains("reading layer 0 of"))
      // The first to break gave something; and the waits get longer when no more comes.
      #expect(requests.count >= 5)
      #expect(setup.pauses.all.last == .milliseconds(1600))
    }
  }

  @Test func `gives up on a server that breaks off again and again`() async throws {
    let setup = try RegistrySetup()
    try await pull(setup) { _, _, answer in
      answer.breaking(after: 1)
    } _: { result, requests in
      let error = #expect(throws: ByteSourceError.self) { try result.get() }
      #expect("\(String(describing: error))".contains("it broke 100 times"))
      #expect(requests.count == 100)
    }
  }

  @Test func `takes no silent end for the end`() async throws {
    try await pull(try RegistrySetup()) { number, _, answer in
      var answer = number == 0 ? answer.breaking(after: 1000) : answer
      answer.hidesLength = true
      return answer
    } _: { result, _ in
      let layers = try result.get()
      #expect(layers == [image.layerBytes])
    }
  }

  @Test func `starts anew when a server falls silent`() async throws {
    var setup = try RegistrySetup()
    setup.settings.stallTimeout = .seconds(2)
    try await pull(setup) { number, _, answer in
      number == 0 ? answer.stalling(after: 70_000) : answer
    } _: { result, requests in
      let layers = try result.get()
      #expect(layers == [image.layerBytes])
      #expect(requests.map(\.rangeStart) == [nil, 70_000])
    }
  }

  @Test(arguments: [
    ("bytes 0-9/10", "another part"), ("bytes 49999-300000/300001", "another part"),
    ("nonsense", "another part"), ("", "another part"),
    ("bytes START-900000/900001", "900001 bytes"),
  ])
  func `refuses another part than it asked for`(range: String, text: String) async throws {
    try await pull(try RegistrySetup()) { number, request, answer in
      if number == 0 { return answer.breaking(after: 50_000) }
      let start = String(request.rangeStart ?? 0)
      return answer.with("content-range", range.replacing("START", with: start))
    } _: { result, _ in
      let error = #expect(throws: ByteSourceError.self) { try result.get() }
      #expect("\(String(describing: error))".contains(text))
    }
  }

  @Test(arguments: [
    (429, ["retry-after": "7"], [Duration.seconds(7)]), (503, [:], [.milliseconds(400)]),
    (500, ["retry-after": "Fri, 31 Dec 1999 23:59:59 GMT"], [.milliseconds(400)]),
  ])
  func `tries again what may pass`(
    status: Int,
    headers: [String: String],
    pauses: [Duration]
  ) async throws {
    let setup = try RegistrySetup()
    try await pull(setup) { number, _, answer in
      number == 0 ? StubAnswer(status, headers: headers) : answer
    } _: { result, _ in
      let layers = try result.get()
      #expect(layers == [image.layerBytes])
      #expect(setup.pauses.all == pauses)
    }
  }

  @Test func `gives up in the end`() async throws {
    let setup = try RegistrySetup()
    try await pull(setup) { _, _, _ in
      .error(503, "UNAVAILABLE", "overloaded")
    } _: { result, requests in
      let error = #expect(throws: RegistryError.self) { try result.get() }
      let text = "answers 503 Service Unavailable (UNAVAILABLE: overloaded)"
      #expect(error?.description.contains(text) == true)
      #expect(requests.count == 4)
    }
  }

  @Test(arguments: [(0, "digest"), (1, "longer")])
  func `of other bytes is found out when it is opened`(added: Int, text: String) async throws {
    let setup = try RegistrySetup()
    let image = image
    try await StubServer.with({ request in
      guard image.isLayer(request) else { return image.answer(request) }
      var bytes = image.layerBytes
      // The system that compressed it, which the checksum of gzip does not cover.
      bytes[9] ^= 1
      return StubAnswer(200, body: bytes + [UInt8](repeating: 0, count: added))
    }) { server in
      try await setup.withStore("\(server.host)/team/app:1") { store in
        let layer = try #require(try await store.resolve().layers.first)
        let result = await readOnThread(try await store.layer(layer), opening: layer)
        let error = #expect(throws: ByteSourceError.self) { try result.get() }
        #expect("\(String(describing: error))".contains(text))
      }
    }
  }

  @Test func `that nobody reads ends with the transport`() async throws {
    let setup = try RegistrySetup()
    let image = RegistryTests.image(20_000_000)
    try await StubServer.with(image.answer) { server in
      try await setup.withStore("\(server.host)/team/app:1") { store in
        let layer = try #require(try await store.resolve().layers.first)
        _ = try await store.layer(layer)
      }
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct `foreign layer` {
  @Test func `is fetched from where the manifest says, without a login`() async throws {
    let setup = try RegistrySetup()
    let bytes = RegistryTests.image().layerBytes
    try await StubServer.with({ _ in StubAnswer(200, body: bytes) }) { other in
      let image = RegistryTests.image(foreign: "\(other.origin)/layer")
      let login = "Basic " + Base64.encode(Array("me:word".utf8))
      try await StubServer.with({ request in
        guard request.authorization == login else {
          return StubAnswer(401).with("www-authenticate", "Basic realm=x")
        }
        return image.answer(request)
      }) { server in
        try setup.login(to: server, #"{"auth":"bWU6d29yZA=="}"#)
        let (_, layers) = try await setup.pull("\(server.host)/team/app:1")
        #expect(layers == [bytes])
        #expect(other.requests.map(\.target) == ["/layer"])
        #expect(other.requests.allSatisfy { $0.authorization == nil })
      }
    }
  }

  @Test(arguments: ["http://layers.example/x", "ftp://a/", "file:///etc/passwd"])
  func `is fetched from nowhere else`(address: String) async throws {
    let setup = try RegistrySetup()
    let image = RegistryTests.image(foreign: address)
    try await StubServer.with(image.answer) { server in
      let error = try await setup.failure("\(server.host)/team/app:1")
      #expect([.insecure, .notFound].contains(error?.code))
    }
  }
}
