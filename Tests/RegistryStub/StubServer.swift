import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A web server on this machine that answers as a test says, and remembers what it was asked.
package final class StubServer: Sendable {
  package typealias Responder = @Sendable (StubRequest) -> StubAnswer

  /// A certificate and its key, in PEM files.
  package struct Identity: Hashable, Sendable {
    package var certificate: String
    package var key: String
    /// Who must have signed the certificates of those who ask; anybody may without one.
    package var clientAuthority: String?

    package init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  private let seen = Mutex<[StubRequest]>([])
  private let responder: Responder
  private let listener = Mutex<(any Channel)?>(nil)
  private let isSecure: Bool

  private init(_ responder: @escaping Responder, isSecure: Bool) {
    self.responder = responder
    self.isSecure = isSecure
  }

  /// Runs a server for the time of `body`.
  package static func with<Value>(
    identity: Identity? = nil,
    _ responder: @escaping Responder,
    _ body: (StubServer) async throws -> Value
  ) async throws -> Value {
    let server = StubServer(responder, isSecure: identity != nil)
    let channel = try await server.listen(identity)
    server.listener.withLock { $0 = channel }
    let result: Result<Value, any Error>
    do { result = .success(try await body(server)) } catch { result = .failure(error) }
    try? await channel.close()
    return try result.get()
  }

  package var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }

  /// `127.0.0.1:PORT`.
  package var host: String { "127.0.0.1:\(port)" }
  package var origin: String { "\(isSecure ? "https" : "http")://\(host)" }

  /// Everything asked so far.
  package var requests: [StubRequest] { seen.withLock(\.self) }

  private func listen(_ identity: Identity?) async throws -> any Channel {
    let context = try identity.map { identity in
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(identity.certificate)
          .map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: identity.key, format: .pem))
      )
      if let authority = identity.clientAuthority {
        configuration.trustRoots = .file(authority)
        configuration.certificateVerification = .noHostnameVerification
      }
      return try NIOSSLContext(configuration: configuration)
    }
    return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(StubHandler(self))
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
  }

  fileprivate func answer(_ request: StubRequest) -> StubAnswer {
    let numbered = seen.withLock { seen in
      var request = request
      request.number = seen.count
      seen.append(request)
      return request
    }
    return responder(numbered)
  }
}

private final class StubHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: StubServer
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ server: StubServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let piece): body += Array(buffer: piece)
    case .end:
      guard let head else { return }
      write(server.answer(request(head)), to: context, hasBody: head.method != .HEAD)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func request(_ head: HTTPRequestHead) -> StubRequest {
    let parts = head.uri.split(separator: "?", maxSplits: 1).map(String.init)
    var headers: [String: String] = [:]
    for (name, value) in head.headers { headers[name.lowercased()] = value }
    return StubRequest(
      number: 0,
      method: head.method.rawValue,
      path: parts.first ?? "",
      query: parts.count > 1 ? parts[1] : "",
      headers: headers,
      body: body
    )
  }

  private func write(
    _ answer: StubAnswer,
    to context: ChannelHandlerContext,
    hasBody: Bool
  ) {
    var head = HTTPResponseHead(
      version: answer.hidesLength ? .http1_0 : .http1_1,
      status: HTTPResponseStatus(statusCode: answer.status)
    )
    for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
    if answer.hidesLength {
      head.headers.add(name: "connection", value: "close")
    } else {
      head.headers.add(name: "content-length", value: String(answer.body.count))
    }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let count = answer.breakAfter ?? answer.stallAfter ?? answer.body.count
    let bytes = ByteBuffer(bytes: hasBody ? answer.body.prefix(count) : [])
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    if answer.stallAfter != nil { return }
    if answer.breakAfter != nil { return context.close(promise: nil) }
    let channel = context.channel
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if answer.hidesLength { end.whenComplete { _ in channel.close(promise: nil) } }
  }
}
