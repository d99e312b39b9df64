import Formats
import Model
import NIOHTTP1
import Synchronization

/// Answers the challenges of one registry, and remembers what it was given for each scope.
///
/// Sources: Distribution's token authentication (token.md, oauth.md); RFC 7617 for `Basic`.
final class Authorizer: Sendable {
  private struct Held {
    var field: Secret
    var until: ContinuousClock.Instant?
  }

  private struct State {
    var held: [String: Held] = [:]
    var finding: CredentialStore.Finding?
  }

  private let registry: String
  private let repository: String
  private let credentials: CredentialStore
  private let transport: HTTPTransport
  private let state = Mutex(State())

  static let answerLimit = 1 << 20
  /// Given up this long before its end, so that it does not end on its way.
  static let margin = Duration.seconds(5)
  /// How long a token lasts that does not say (token.md).
  static let usualLife: Int64 = 60

  init(
    _ reference: (registry: String, repository: String),
    _ credentials: CredentialStore,
    _ transport: HTTPTransport
  ) {
    registry = reference.registry
    repository = reference.repository
    self.credentials = credentials
    self.transport = transport
  }

  /// The value for the `Authorization` field of a request with this scope, if there is one still.
  func field(for scope: String) -> Secret? {
    let now = transport.retry.now()
    return state.withLock { state in
      guard let held = state.held[scope] else { return nil }
      if let until = held.until, until <= now { return nil }
      return held.field
    }
  }

  /// Forgets what a registry refused, so that the next challenge is answered anew.
  func forget(_ scope: String) { state.withLock { _ = $0.held.removeValue(forKey: scope) } }

  /// Where the login in use is from, and what could not be read, for messages.
  var finding: CredentialStore.Finding? { state.withLock(\.finding) }

  /// Answers a challenge; `nil` where there is nothing to answer it with.
  ///
  /// - Parameter address: of who challenged.
  func answer(
    _ challenges: [Challenge],
    for scope: String,
    from address: HTTPAddress
  ) async throws -> Secret? {
    let finding = await login()
    let held: Held?
    if let bearer = challenges.first(where: { $0.scheme == "bearer" }) {
      held = try await token(bearer, scope, address, finding)
    } else if challenges.contains(where: { $0.scheme == "basic" }) {
      held = Self.basic(finding.credential).map { Held(field: $0) }
    } else {
      let names = challenges.map(\.scheme).joined(separator: ", ")
      throw RegistryError(
        .unsupported,
        "logging in at \(address.authority)",
        names.isEmpty
          ? "it wants a login and does not say which kind"
          : "it wants a login of the kind \(quoted(names)); we know Bearer and Basic"
      )
    }
    state.withLock { $0.held[scope] = held }
    return held?.field
  }

  private func login() async -> CredentialStore.Finding {
    if let known = state.withLock(\.finding) { return known }
    let found = await credentials.find(registry: registry, repository: repository)
    state.withLock { $0.finding = found }
    return found
  }

  private static func basic(_ credential: Credential?) -> Secret? {
    switch credential?.kind {
    case .basic(let user, let password): basic(user, password)
    case .registryToken(let token): Secret("Bearer \(token.exposed)")
    case .identityToken, nil: nil
    }
  }

  private static func basic(_ user: String, _ password: Secret) -> Secret {
    Secret("Basic " + Base64.encode(Array("\(user):\(password.exposed)".utf8)))
  }

  private func token(
    _ challenge: Challenge,
    _ scope: String,
    _ address: HTTPAddress,
    _ finding: CredentialStore.Finding
  ) async throws -> Held {
    if case .registryToken(let token) = finding.credential?.kind {
      return Held(field: Secret("Bearer \(token.exposed)"))
    }
    guard let realm = challenge.parameters["realm"].flatMap(address.resolving) else {
      throw RegistryError(
        .malformed,
        "logging in at \(address.authority)",
        "it names no token service that can be asked"
      )
    }
    let request = request(to: realm, challenge, scope, finding.credential?.kind)
    do {
      try transport.requireLeave(for: realm, namedBy: address)
      let answer = try await transport.send(request)
      let bytes = try await answer.bytes(limit: Self.answerLimit)
      guard answer.status == .ok else { throw refusal(answer, bytes, finding) }
      return try held(bytes, realm)
    } catch let error as RegistryError {
      throw error.during("getting a token from \(realm.authority)")
    }
  }

  private func request(
    to realm: HTTPAddress,
    _ challenge: Challenge,
    _ scope: String,
    _ login: Credential.Kind?
  ) -> HTTPRequest {
    // The registry knows best what it wants for this request; some only say it in part.
    let stated = challenge.parameters["scope"] ?? ""
    let scopes = (stated.isEmpty ? scope : stated).split(separator: " ").map(String.init)
    var fields = challenge.parameters["service"].map { [("service", $0)] } ?? []
    if case .identityToken(let token) = login {
      var request = HTTPRequest(realm)
      request.method = .POST
      fields += [
        ("grant_type", "refresh_token"), ("client_id", "plimsoll"),
        ("scope", scopes.joined(separator: " ")), ("refresh_token", token.exposed),
      ]
      request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
      request.body = Array(HTTPAddress.form(fields).utf8)
      return request
    }
    fields += scopes.map { ("scope", $0) }
    guard case .basic(let user, let password) = login else {
      return HTTPRequest(realm.adding(query: fields))
    }
    var request = HTTPRequest(realm.adding(query: [("account", user)] + fields))
    request.authorization = Self.basic(user, password)
    return request
  }

  private func held(_ bytes: [UInt8], _ realm: HTTPAddress) throws -> Held {
    // The answer holds a token: no error may repeat it.
    let answer = try? JSONReader.parse(bytes.span, limits: .standard)
    let token = [answer?["token"]?.string, answer?["access_token"]?.string]
      .compactMap(\.self).first { !$0.isEmpty }
    guard let token, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw RegistryError(.malformed, "", "its answer holds no token")
    }
    let life = max(answer?["expires_in"]?.integer ?? Self.usualLife, 0)
    let end = transport.retry.now().advanced(by: .seconds(min(life, 86_400)) - Self.margin)
    return Held(field: Secret("Bearer \(token)"), until: end)
  }

  private func refusal(
    _ answer: HTTPExchange,
    _ bytes: [UInt8],
    _ finding: CredentialStore.Finding
  ) -> RegistryError {
    guard [400, 401, 403].contains(answer.status.code) else {
      return RegistryError(status: answer, bytes, "")
    }
    let said = ServerComplaint(bytes).text
    return RegistryError(.unauthorized, "", Self.advice(finding, registry) + said)
  }

  /// What to do about a refusal, by what we had to show.
  static func advice(_ finding: CredentialStore.Finding?, _ registry: String) -> String {
    let command = registry == "docker.io" ? "docker login" : "docker login \(registry)"
    guard let source = finding?.credential?.source else {
      let complaints = finding?.complaints ?? []
      let why = complaints.isEmpty ? "" : " (\(complaints.joined(separator: "; ")))"
      return "it wants a login and none was found\(why); \(command) or podman login leaves one"
    }
    return "the login from \(source) is not accepted; \(command) renews it"
  }
}
