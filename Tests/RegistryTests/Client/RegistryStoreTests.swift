import Artifacts
import Formats
import Model
import OCI
import Registry
import RegistryStub
import Testing

@Suite(.timeLimit(.minutes(1))) struct `registry store` {
  private let image = RegistryTests.image()

  @Test func `pulls an image by tag`() async throws {
    let setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      let (found, layers) = try await setup.pull("\(server.host)/team/app:1")
      #expect(layers == [image.layerBytes])
      #expect(found.subject.name == "\(server.host)/team/app:1")
      #expect(found.subject.tags == ["\(server.host)/team/app:1"])
      #expect(found.subject.manifestDigest == image.digest)
      #expect(found.subject.platform == "linux/amd64")
      #expect(found.layers.map(\.digest) == image.layers)
    }
  }

  @Test func `asks for all kinds of manifests, and names itself`() async throws {
    let setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      _ = try await setup.pull("\(server.host)/team/app:1")
      let request = try #require(server.requests.first { $0.path.contains("/manifests/") })
      #expect(request.path == "/v2/team/app/manifests/1")
      #expect(request.headers["user-agent"] == "plimsoll-test")
      let accepted = request.headers["accept"]?.split(separator: ", ").map(String.init)
      #expect(accepted == MediaType.acceptedManifests.map(\.rawValue))
    }
  }

  @Test func `pulls an image by digest`() async throws {
    let setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      let (found, _) = try await setup.pull("\(server.host)/team/app@\(image.digest)")
      #expect(found.subject.manifestDigest == image.digest)
    }
  }

  @Test(arguments: [Digest.Algorithm.sha384, .sha512], [true, false])
  func `pulls an image of other digests`(
    algorithm: Digest.Algorithm,
    byTag: Bool
  ) async throws {
    let image = RegistryTests.image(algorithm: algorithm)
    let setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      let name = "\(server.host)/team/app" + (byTag ? ":1" : "@\(image.digest)")
      let (found, layers) = try await setup.pull(name)
      #expect(found.subject.manifestDigest == image.digest)
      #expect(found.layers.map(\.digest) == image.layers)
      #expect(layers == [image.layerBytes])
    }
  }

  @Test func `holds manifests and configurations to such digests`() async throws {
    let image = RegistryTests.image(algorithm: .sha512)
    for part in ["/manifests/", "/blobs/"] {
      let error = try await StubServer.with({ request in
        var answer = image.answer(request)
        if request.path.contains(part) { answer.body += [0x20] }
        return answer
      }) { try await RegistrySetup().failure("\($0.host)/team/app@\(image.digest)") }
      #expect(error?.code == .mismatch)
    }
  }

  @Test func `finds the platform in an index`() async throws {
    var image = image
    image.addIndex(tag: "many")
    var setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      let (found, _) = try await setup.pull("\(server.host)/team/app:many")
      #expect(found.subject.manifestDigest == image.digest)
      setup.wanted = Platform(os: "linux", architecture: "s390x")
      await #expect(throws: (any Error).self) {
        try await setup.pull("\(server.host)/team/app:many")
      }
    }
  }

  @Test func `refuses indexes without end`() async throws {
    var image = image
    let type = "application/vnd.oci.image.index.v1+json"
    var inner = image.digest
    for depth in 0..<20 {
      let size = image.manifests[inner.description]?.body.count ?? 0
      let entry = depth == 0 ? "manifest" : "index"
      inner = image.add(
        manifest: """
          {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.\(entry).v1+json",\
          "digest":"\(inner)","size":\(size),"platform":{"os":"linux","architecture":"amd64"}}]}
          """,
        type,
        tag: "deep"
      )
    }
    let setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      await #expect(throws: (any Error).self) {
        try await setup.pull("\(server.host)/team/app:deep")
      }
      #expect(server.requests.count < 20)
    }
  }

  @Test(arguments: [
    (404, "MANIFEST_UNKNOWN", RegistryError.Code.notFound, "check the name and the tag"),
    (403, "DENIED", .forbidden, "does not allow it (DENIED: because)"),
    (400, "NAME_INVALID", .refused, "answers 400 Bad Request (NAME_INVALID: because)"),
  ])
  func `says why a registry refused`(
    status: Int,
    code: String,
    expected: RegistryError.Code,
    text: String
  ) async throws {
    let setup = try RegistrySetup()
    let answer = StubAnswer.error(status, code, "because")
    try await StubServer.with({ $0.path == "/v2/" ? StubAnswer(200) : answer }) { server in
      let error = try await setup.failure("\(server.host)/team/app:1")
      #expect(error?.code == expected)
      #expect(error?.description.contains(text) == true, "\(String(describing: error))")
      #expect(setup.pauses.all.isEmpty)
    }
  }

  @Test func `shows nothing of an error page that could harm a terminal`() async throws {
    let setup = try RegistrySetup()
    let answer = StubAnswer.error(400, "X", #"\u001b[31mred\u0007\n\u202e"#)
    try await StubServer.with({ _ in answer }) { server in
      let error = try #require(try await setup.failure("\(server.host)/team/app:1"))
      #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct `manifest of a registry` {
  private let image = RegistryTests.image()

  private func failure(
    _ reference: String = ":1",
    _ change: @escaping @Sendable (StubRequest, StubAnswer) -> StubAnswer
  ) async throws -> RegistryError? {
    let setup = try RegistrySetup()
    let image = image
    return try await StubServer.with({ change($0, image.answer($0)) }) { server in
      try await setup.failure("\(server.host)/team/app\(reference)")
    }
  }

  @Test func `must have the digest it was asked for by`() async throws {
    let error = try await failure("@\(image.digest)") { request, answer in
      guard request.path.contains("/manifests/") else { return answer }
      var answer = answer
      answer.body.append(UInt8(ascii: "\n"))
      answer.headers["docker-content-digest"] = nil
      return answer
    }
    #expect(error?.code == .mismatch)
  }

  @Test func `must have the digest that the answer states`() async throws {
    let other = SHA256.digest(of: [7 as UInt8].span)
    let error = try await failure { request, answer in
      guard request.path.contains("/manifests/") else { return answer }
      return answer.with("docker-content-digest", other.description)
    }
    #expect(error?.code == .mismatch)
  }

  @Test func `needs no stated digest`() async throws {
    let error = try await failure { _, answer in
      var answer = answer
      answer.headers["docker-content-digest"] = nil
      return answer
    }
    #expect(error == nil)
  }

  @Test func `may not be huge`() async throws {
    let huge = [UInt8](repeating: 0x20, count: RegistryClient.documentLimit + 1)
    for hidesLength in [false, true] {
      let error = try await failure { request, answer in
        guard request.path.contains("/manifests/") else { return answer }
        var answer = StubAnswer(200, body: huge)
        answer.hidesLength = hidesLength
        return answer
      }
      #expect(error?.code == .tooLarge)
    }
  }

  @Test func `of schema 1 is refused with advice`() async throws {
    var image = image
    image.add(
      manifest: #"{"schemaVersion":1,"fsLayers":[]}"#,
      "application/vnd.docker.distribution.manifest.v1+prettyjws",
      tag: "old"
    )
    let setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      let error = await #expect(throws: (any Error).self) {
        try await setup.pull("\(server.host)/team/app:old")
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains("schema 1"))
    }
  }

  @Test func `with a configuration of another digest is refused`() async throws {
    let error = try await failure { [image] request, answer in
      guard request.path.contains("/blobs/"), !image.isLayer(request) else { return answer }
      return StubAnswer(200, body: answer.body + [0x20])
    }
    #expect(error?.code == .mismatch)
  }
}
