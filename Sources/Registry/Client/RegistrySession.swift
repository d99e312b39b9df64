import Model
import NIOHTTP1
import OCI
import Synchronization

/// Speaks with one repository: finds out how its registry is reached, answers its challenges, and
/// tries again what is worth it.
final class RegistrySession: Sendable {
  let registry: String
  let repository: String
  let transport: HTTPTransport
  private let access: RegistryAccess
  private let authorizer: Authorizer
  private let base = Mutex(HTTPAddress?.none)

  init(
    registry: String,
    repository: String,
    access: RegistryAccess,
    transport: HTTPTransport,
    credentials: CredentialStore
  ) {
    self.registry = registry
    self.repository = repository
    self.access = access
    self.transport = transport
    authorizer = Authorizer((registry, repository), credentials, transport)
  }

  private var scope: String { "repository:\(repository):\(access.actions)" }

  /// Asks for something of the repository, once; any status but a success is an error.
  func get(
    _ path: String,
    _ headers: HTTPHeaders,
    during activity: String
  ) async throws -> HTTPExchange {
    var request = HTTPRequest(try await address(of: path))
    request.headers = headers
    return try await send(request, during: activity)
  }

  /// The address of something of the repository.
  func address(of path: String) async throws -> HTTPAddress {
    try await baseAddress().with(target: "/v2/\(repository)/\(path)")
  }

  /// Sends a request, once; any status but a success is an error.
  ///
  /// It may be for another server, where the registry named one: that is shown no login.
  func send(_ request: HTTPRequest, during activity: String) async throws -> HTTPExchange {
    do {
      var request = request
      let registry = try await baseAddress()
      try transport.requireLeave(for: request.address, namedBy: registry)
      guard request.address.hasSameOrigin(as: registry) else {
        return try await success(try await transport.send(request))
      }
      request.authorization = authorizer.field(for: scope)
      let answer = try await transport.send(request)
      guard answer.status == .unauthorized else { return try await success(answer) }
      return try await success(try await answered(answer, request))
    } catch let error as RegistryError {
      throw error.during(activity)
    }
  }

  /// Tries again, after a wait, what failed for a while only.
  func retrying<Value>(_ work: () async throws -> Value) async throws -> Value {
    var failures = 0
    while true {
      do {
        return try await work()
      } catch let error as RegistryError {
        failures += 1
        try await transport.retry.wait(afterFailures: failures, error)
      }
    }
  }

  /// Answers the challenge and asks once more.
  private func answered(
    _ refusal: HTTPExchange,
    _ request: HTTPRequest
  ) async throws -> HTTPExchange {
    let body = (try? await refusal.bytes(limit: ServerComplaint.sizeLimit)) ?? []
    // A challenge of where we were sent on to is none of the registry's.
    guard refusal.address.hasSameOrigin(as: request.address) else {
      throw RegistryError(status: refusal, body, "")
    }
    authorizer.forget(scope)
    let challenges = Challenge.list(refusal.headers["www-authenticate"])
    let field = try await authorizer.answer(challenges, for: scope, from: request.address)
    guard let field else { throw unauthorized(body) }
    var request = request
    request.authorization = field
    let answer = try await transport.send(request)
    guard answer.status == .unauthorized else { return answer }
    authorizer.forget(scope)
    throw unauthorized((try? await answer.bytes(limit: ServerComplaint.sizeLimit)) ?? [])
  }

  private func unauthorized(_ body: [UInt8]) -> RegistryError {
    RegistryError(
      .unauthorized,
      "",
      "\(registry) \(access.refusal) \(repository): "
        + Authorizer.advice(authorizer.finding, registry) + ServerComplaint(body).text
    )
  }

  private func success(_ answer: HTTPExchange) async throws -> HTTPExchange {
    if (200..<300).contains(answer.status.code) { return answer }
    // The status tells enough where its explanation cannot be read.
    let body = (try? await answer.bytes(limit: ServerComplaint.sizeLimit)) ?? []
    var error = RegistryError(status: answer, body, "")
    if error.code == .forbidden, let source = authorizer.finding?.credential?.source {
      error.cause += "; the login is from \(source)\(access.advice)"
    }
    throw error
  }

  /// How the registry is reached: by TLS, unless it was said or shown to be plain HTTP.
  func baseAddress() async throws -> HTTPAddress {
    if let known = base.withLock(\.self) { return known }
    let host = CredentialFile.canonical(registry) == "docker.io" ? "registry-1.docker.io" : registry
    guard let secure = HTTPAddress(scheme: .https, authority: host),
      let plain = HTTPAddress(scheme: .http, authority: host)
    else {
      throw RegistryError(.configuration, "", "\"\(quoted(registry))\" is no registry")
    }
    var found = secure
    if transport.settings.isPlainHTTPHost(plain) || transport.settings.isPlainHTTPHost(secure) {
      found = plain
    } else if secure.isLoopback {
      found = try await spoken(secure, plain)
    }
    base.withLock { $0 = found }
    return found
  }

  /// What a registry on this machine speaks: it is often plain, and its name cannot tell.
  private func spoken(_ secure: HTTPAddress, _ plain: HTTPAddress) async throws -> HTTPAddress {
    do {
      _ = try await transport.send(HTTPRequest(secure.with(target: "/v2/")))
      return secure
    } catch let error as RegistryError {
      if error.code == .untrusted { throw error }
      do {
        _ = try await transport.send(HTTPRequest(plain.with(target: "/v2/")))
        return plain
      } catch let plainError {
        // Once it is known that no TLS is spoken, what went wrong without it tells more.
        throw error.code == .insecure ? plainError : error
      }
    }
  }
}

/// What is to be done with a repository.
package enum RegistryAccess: Sendable {
  case pull
  case push

  /// As token services are asked for it.
  var actions: String {
    switch self {
    case .pull: "pull"
    case .push: "pull,push"
    }
  }

  var refusal: String {
    switch self {
    case .pull: "does not show"
    case .push: "takes nothing for"
    }
  }

  var advice: String {
    switch self {
    case .pull: ""
    case .push: ", which must have the right to push"
    }
  }
}
