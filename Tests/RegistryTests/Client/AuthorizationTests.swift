import Formats
import Registry
import RegistryStub
import Testing

/// A registry that wants a login, and its token service.
private struct Guarded: Sendable {
  enum Mode: String, Sendable {
    case basic
    case bearer
  }

  var mode = Mode.bearer
  let image = RegistryTests.image()
  static let login = "Basic " + Base64.encode(Array("me:word".utf8))

  var tokenAnswer = #"{"token":"tok","expires_in":300}"#
  /// What the token service wants to be shown; `nil` for nothing.
  var wanted: String? = login

  func answer(_ request: StubRequest) -> StubAnswer {
    if request.path == "/token" { return token(request) }
    let expected = mode == .basic ? Self.login : "Bearer tok"
    guard request.authorization == expected else { return challenge(request) }
    return image.answer(request)
  }

  private func challenge(_ request: StubRequest) -> StubAnswer {
    let host = request.headers["host"] ?? ""
    let text =
      mode == .basic
      ? #"Basic realm="registry""#
      : #"Bearer realm="http://\#(host)/token",service="reg",scope="repository:team/app:pull""#
    return StubAnswer.error(401, "UNAUTHORIZED", "authentication required")
      .with("www-authenticate", text)
  }

  private func token(_ request: StubRequest) -> StubAnswer {
    if request.method == "POST" {
      let body = String(decoding: request.body, as: UTF8.self)
      return body.contains("refresh_token=id%2Btok") && body.contains("grant_type=refresh_token")
        ? StubAnswer(200, tokenAnswer) : StubAnswer(401, "{}")
    }
    guard wanted == nil || request.authorization == wanted else {
      return StubAnswer(401, #"{"details":"incorrect username or password"}"#)
    }
    return StubAnswer(200, tokenAnswer)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `authorization` {
  private static let login = #"{"auth":"\#(Base64.encode(Array("me:word".utf8)))"}"#

  private func pull(
    _ guarded: Guarded,
    entry: String?,
    _ check: (StubServer, RegistryError?) throws -> Void
  ) async throws {
    let setup = try RegistrySetup()
    try await StubServer.with(guarded.answer) { server in
      if let entry { try setup.login(to: server, entry) }
      try check(server, try await setup.failure("\(server.host)/team/app:1"))
    }
  }

  @Test func `by name and password`() async throws {
    try await pull(Guarded(mode: .basic), entry: Self.login) { server, error in
      #expect(error == nil)
      let refused = server.requests.filter { $0.authorization == nil && $0.path != "/v2/" }
      #expect(refused.count == 1)
    }
  }

  @Test(arguments: [
    #"{"token":"tok","expires_in":300}"#, #"{"access_token":"tok"}"#,
    #"{"token":"","access_token":"tok","issued_at":"2026-01-01T00:00:00Z"}"#,
  ])
  func `by a token, fetched once`(answer: String) async throws {
    try await pull(Guarded(tokenAnswer: answer), entry: Self.login) { server, error in
      #expect(error == nil)
      let asked = server.requests.filter { $0.path == "/token" }
      #expect(asked.map(\.query) == ["account=me&service=reg&scope=repository%3Ateam%2Fapp%3Apull"])
    }
  }

  @Test func `by a token for anybody`() async throws {
    try await pull(Guarded(wanted: nil), entry: nil) { server, error in
      #expect(error == nil)
      #expect(server.requests.first { $0.path == "/token" }?.authorization == nil)
    }
  }

  @Test func `by an identity token`() async throws {
    try await pull(Guarded(), entry: #"{"identitytoken":"id+tok"}"#) { server, error in
      #expect(error == nil)
      let asked = server.requests.filter { $0.path == "/token" }
      #expect(asked.map(\.method) == ["POST"])
      #expect(asked.first?.authorization == nil)
    }
  }

  @Test func `by a token of the registry`() async throws {
    try await pull(Guarded(), entry: #"{"registrytoken":"tok"}"#) { server, error in
      #expect(error == nil)
      #expect(!server.requests.contains { $0.path == "/token" })
    }
  }

  @Test(
    arguments: [
      (Guarded.Mode.basic, nil, "none was found"),
      (.bearer, nil, "none was found"),
      (.basic, "d3Jvbmc6d29yZA==", ".docker/config.json is not accepted"),
      (.bearer, "d3Jvbmc6d29yZA==", ".docker/config.json is not accepted"),
    ] as [(Guarded.Mode, String?, String)]
  )
  private func `that fails says what to do`(
    mode: Guarded.Mode,
    auth: String?,
    text: String
  ) async throws {
    let entry = auth.map { #"{"auth":"\#($0)"}"# }
    try await pull(Guarded(mode: mode), entry: entry) { server, error in
      #expect(error?.code == .unauthorized)
      #expect(error?.description.contains(text) == true, "\(String(describing: error))")
      #expect(error?.description.contains("docker login \(server.host)") == true)
    }
  }

  @Test(arguments: ["{}", "[]", "<html>", #"{"token":"a b"}"#, #"{"token":"a\r\nX: y"}"#])
  func `refuses a token service that gives none`(answer: String) async throws {
    try await pull(Guarded(tokenAnswer: answer), entry: Self.login) { _, error in
      #expect(error?.code == .malformed)
    }
  }

  @Test func `fetches another token when the first has run out`() async throws {
    // Ends within the margin: never good for a second request.
    try await pull(Guarded(tokenAnswer: #"{"token":"tok","expires_in":1}"#), entry: Self.login) {
      server,
      error in
      #expect(error == nil)
      #expect(server.requests.count { $0.path == "/token" } == 3)
    }
  }

  @Test(arguments: ["Negotiate", "", #"Digest realm="x""#])
  func `refuses a login of another kind`(field: String) async throws {
    let setup = try RegistrySetup()
    let answer = StubAnswer(401, headers: field.isEmpty ? [:] : ["www-authenticate": field])
    try await StubServer.with({ _ in answer }) { server in
      let error = try await setup.failure("\(server.host)/team/app:1")
      #expect(error?.code == .unsupported)
    }
  }

  @Test func `is not sent in plain text to a distant token service`() async throws {
    let setup = try RegistrySetup()
    let answer = StubAnswer(401)
      .with("www-authenticate", #"Bearer realm="http://token.example/",service="x""#)
    try await StubServer.with({ _ in answer }) { server in
      try setup.login(to: server, Self.login)
      let error = try await setup.failure("\(server.host)/team/app:1")
      #expect(error?.code == .insecure)
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct `redirection` {
  private static let login = #"{"auth":"\#(Base64.encode(Array("me:word".utf8)))"}"#

  @Test(arguments: [301, 302, 303, 307, 308])
  func `takes no login to another server`(status: Int) async throws {
    let guarded = Guarded(mode: .basic)
    let setup = try RegistrySetup()
    try await StubServer.with(guarded.image.answer) { storage in
      let there = storage.origin
      try await StubServer.with({ request in
        let answer = guarded.answer(request)
        guard answer.status == 200, request.path.contains("/blobs/") else { return answer }
        return .redirect(to: there + request.path + "?signature=1", status: status)
      }) { server in
        try setup.login(to: server, Self.login)
        let (_, layers) = try await setup.pull("\(server.host)/team/app:1")
        #expect(layers == [guarded.image.layerBytes])
        #expect(storage.requests.count == 2)
        #expect(
          storage.requests.allSatisfy { $0.authorization == nil && $0.query == "signature=1" }
        )
      }
    }
  }

  @Test func `within a server keeps the login`() async throws {
    let guarded = Guarded(mode: .basic)
    let setup = try RegistrySetup()
    try await StubServer.with({ request in
      if request.path.hasPrefix("/moved") {
        var request = request
        request.path.removeFirst("/moved".count)
        return guarded.answer(request)
      }
      let answer = guarded.answer(request)
      guard answer.status == 200, request.path.contains("/blobs/") else { return answer }
      return .redirect(to: "/moved" + request.path)
    }) { server in
      try setup.login(to: server, Self.login)
      let error = try await setup.failure("\(server.host)/team/app:1")
      #expect(error == nil)
    }
  }

  @Test(arguments: [
    ("/v2/again", RegistryError.Code.malformed), ("ftp://a/", .malformed),
    ("http://storage.example/blob", .insecure),
  ])
  func `is refused`(location: String, code: RegistryError.Code) async throws {
    let setup = try RegistrySetup()
    try await StubServer.with({ request in
      request.path == "/v2/" ? StubAnswer(200) : .redirect(to: location)
    }) { server in
      let error = try await setup.failure("\(server.host)/team/app:1")
      #expect(error?.code == code)
      #expect(server.requests.count < 15)
    }
  }
}
