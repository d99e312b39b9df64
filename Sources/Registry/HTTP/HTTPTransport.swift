import AsyncHTTPClient
import Model
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Sends requests: directly or by the proxy that is set, with the certificates that are trusted,
/// following redirections.
package final class HTTPTransport: Sendable {
  typealias Job = @Sendable () async -> Void

  package let settings: NetworkSettings
  package let retry: RetryPolicy
  private let direct: HTTPClient
  /// A client for each proxy in use: a client has one.
  private let proxied: [ProxyServer: HTTPClient]
  private let queue: AsyncStream<Job>.Continuation
  /// How TLS is spoken with servers that certificates are kept for, and `nil` for others, once it
  /// was looked up.
  private let configurations = Mutex<[String: TLSConfiguration?]>([:])

  static let redirectionLimit = 10
  /// Bytes a second below which sending takes too long.
  static let slowestUpload = 64 << 10

  private init(
    _ settings: NetworkSettings,
    _ retry: RetryPolicy,
    _ queue: AsyncStream<Job>.Continuation
  ) throws {
    self.settings = settings
    self.retry = retry
    self.queue = queue
    var configuration = try settings.clientConfiguration()
    direct = HTTPClient(configuration: configuration)
    var proxied: [ProxyServer: HTTPClient] = [:]
    for server in Set([settings.proxies.https, settings.proxies.http].compactMap(\.self)) {
      configuration.proxy = server.configuration
      proxied[server] = HTTPClient(configuration: configuration)
    }
    self.proxied = proxied
  }

  /// Makes a transport for the time of `body`; its downloads end and its connections close with it.
  package static func with<Value>(
    _ settings: NetworkSettings,
    retry: RetryPolicy,
    _ body: (HTTPTransport) async throws -> Value
  ) async throws -> Value {
    let (jobs, queue) = AsyncStream.makeStream(of: Job.self)
    let transport = try HTTPTransport(settings, retry, queue)
    let result: Result<Value, any Error>
    do {
      result = .success(try await transport.run(jobs, body))
    } catch {
      result = .failure(error)
    }
    await transport.shutDown()
    return try result.get()
  }

  private func run<Value>(
    _ jobs: AsyncStream<Job>,
    _ body: (HTTPTransport) async throws -> Value
  ) async throws -> Value {
    // Cancelled and waited for when `body` is through.
    async let _: Void = Self.work(off: jobs)
    defer { queue.finish() }
    return try await body(self)
  }

  private static func work(off jobs: AsyncStream<Job>) async {
    await withDiscardingTaskGroup { group in
      for await job in jobs { group.addTask { await job() } }
    }
  }

  /// Runs a download beside everything else, until it is done or the transport ends.
  func start(_ job: @escaping Job) { queue.yield(job) }

  private func shutDown() async {
    for client in [direct] + proxied.values {
      // A connection that does not close well is of no interest once we are through.
      try? await client.shutdown()
    }
  }

  /// Sends a request and follows where the server sends us.
  func send(_ request: HTTPRequest) async throws -> HTTPExchange {
    var request = request
    try requireLeave(for: request.address)
    for _ in 0...Self.redirectionLimit {
      let answer = try await sendOnce(request)
      guard [301, 302, 303, 307, 308].contains(answer.status.code),
        let location = answer.headers.first(name: "location")
      else { return answer }
      let next = try destination(location, of: request)
      // Once away from the first origin, the secret does not come back either.
      if !next.hasSameOrigin(as: request.address) { request.authorization = nil }
      request.address = next
    }
    throw RegistryError(
      .malformed,
      "asking \(request.address.authority)",
      "it redirects more than \(Self.redirectionLimit) times"
    )
  }

  private func destination(_ location: String, of request: HTTPRequest) throws -> HTTPAddress {
    let activity = "asking \(request.address.authority)"
    guard request.method == .GET || request.method == .HEAD else {
      throw RegistryError(.malformed, activity, "it redirects what is sent to it")
    }
    guard let next = request.address.resolving(location) else {
      throw RegistryError(.malformed, activity, "it redirects to no HTTP address")
    }
    try requireLeave(for: next, namedBy: request.address)
    return next
  }

  /// Throws for plain HTTP to where nobody allowed it.
  ///
  /// - Parameter origin: the server that named the address; `nil` where the user did. This machine
  ///   is no more to a distant server than any other: what listens here may trust who can reach it.
  func requireLeave(for address: HTTPAddress, namedBy origin: HTTPAddress? = nil) throws {
    guard address.scheme == .http, !settings.isPlainHTTPHost(address) else { return }
    if address.isLoopback, origin?.isLoopback ?? true { return }
    throw RegistryError(
      .insecure,
      "asking \(address.authority)",
      "it would be plain HTTP, which others can read and change; "
        + "--plain-http \(address.authority) allows it"
    )
  }

  private func tlsConfiguration(for address: HTTPAddress) throws -> TLSConfiguration? {
    guard address.scheme == .https else { return nil }
    if let known = configurations.withLock({ $0[address.authority] }) { return known }
    let found = try settings.certificates.files(for: address, limits: .standard)
      .map { try settings.tlsConfiguration(adding: $0) }
    configurations.withLock { _ = $0.updateValue(found, forKey: address.authority) }
    return found
  }

  private func sendOnce(_ request: HTTPRequest) async throws -> HTTPExchange {
    let address = request.address
    var message = HTTPClientRequest(url: address.text)
    message.method = request.method
    message.headers = request.headers
    message.headers.replaceOrAdd(name: "user-agent", value: settings.userAgent)
    if let secret = request.authorization {
      message.headers.replaceOrAdd(name: "authorization", value: secret.exposed)
    }
    message.tlsConfiguration = try tlsConfiguration(for: address)
    if !request.body.isEmpty { message.body = .bytes(request.body) }
    let client = settings.proxies.server(for: address).flatMap { proxied[$0] } ?? direct
    do {
      // The limit is for what we send and the head of the answer; bodies of answers are watched by
      // who reads them.
      let limit = settings.stallTimeout + .seconds(request.body.count / Self.slowestUpload)
      let response = try await client.execute(message, timeout: TimeAmount(limit))
      return HTTPExchange(response, from: address, stallTimeout: settings.stallTimeout)
    } catch {
      throw RegistryError(error, at: address)
    }
  }
}

extension NetworkSettings {
  fileprivate func clientConfiguration() throws -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try tlsConfiguration(),
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connectTimeout), read: nil)
    )
    // One connection for each layer: the flow control of HTTP/2 makes one for all of them slower.
    configuration.httpVersion = .http1Only
    // We try again ourselves, and tell why.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}

extension ProxyServer {
  fileprivate var configuration: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks: .socksServer(host: host, port: port)
    case .http:
      .server(
        host: host,
        port: port,
        authorization: user.map {
          .basic(username: $0, password: password?.exposed ?? "")
        }
      )
    }
  }
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
