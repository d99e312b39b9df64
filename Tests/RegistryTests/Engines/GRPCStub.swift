import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import Synchronization

/// A gRPC server on a unix socket in a test, which says what it is told to, right or wrong.
final class GRPCStub: Sendable {
  struct Call: Sendable {
    /// `Images/Get`, without the package before it.
    var method: String
    var namespace: String
    var message: [UInt8]
  }

  /// What to do in answer, one after the other.
  enum Step: Sendable {
    case headers([(String, String)], isLast: Bool = false)
    case data([UInt8])
    /// Resets the stream.
    case reset
    /// Closes the connection.
    case hangUp
  }

  typealias Responder = @Sendable (Call) -> [Step]

  private let responder: Responder
  private let seen = Mutex<[Call]>([])

  private init(_ responder: @escaping Responder) { self.responder = responder }

  /// The calls so far.
  var calls: [Call] { seen.withLock(\.self) }

  static func with<Value>(
    _ responder: @escaping Responder,
    _ body: (_ socketPath: String, GRPCStub) async throws -> Value
  ) async throws -> Value {
    let folder = try TemporaryFolder()
    let stub = GRPCStub(responder)
    let path = folder.path + "/grpc.sock"
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.configureHTTP2Pipeline(
          mode: .server,
          connectionConfiguration: .init(),
          streamConfiguration: .init()
        ) { stream in
          stream.pipeline.addHandler(GRPCStubHandler(stub, connection: channel))
        }
        .map { _ in }
      }
      .bind(unixDomainSocketPath: path)
      .get()
    let result: Result<Value, any Error>
    do { result = .success(try await body(path, stub)) } catch { result = .failure(error) }
    try? await channel.close()
    return try result.get()
  }

  fileprivate func answer(_ call: Call) -> [Step] {
    seen.withLock { $0.append(call) }
    return responder(call)
  }

  static let headers = Step.headers([(":status", "200"), ("content-type", "application/grpc")])

  static func trailers(_ status: Int = 0, _ text: String = "") -> Step {
    .headers([("grpc-status", String(status)), ("grpc-message", text)], isLast: true)
  }

  /// A message with its length before it.
  static func framed(_ message: [UInt8]) -> [UInt8] {
    let length = UInt32(message.count)
    return [0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + message
  }

  /// A good answer.
  static func answer(_ messages: [UInt8]...) -> [Step] {
    [headers] + messages.map { .data(framed($0)) } + [trailers()]
  }

  /// A failed call, told the short way: all in one block of headers.
  static func failure(_ status: Int, _ text: String) -> [Step] {
    [
      .headers(
        [
          (":status", "200"), ("content-type", "application/grpc"),
          ("grpc-status", String(status)), ("grpc-message", text),
        ],
        isLast: true
      )
    ]
  }
}

private final class GRPCStubHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let stub: GRPCStub
  private let connection: any Channel
  private let call = Mutex(GRPCStub.Call(method: "", namespace: "", message: []))

  init(_ stub: GRPCStub, connection: any Channel) {
    self.stub = stub
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let block):
      let path = block.headers.first(name: ":path") ?? ""
      call.withLock {
        $0.method = String(path.drop { $0 == "/" }.split(separator: ".").last ?? "")
        $0.namespace = block.headers.first(name: "containerd-namespace") ?? ""
      }
    case .data(let part):
      guard case .byteBuffer(let buffer) = part.data else { return }
      call.withLock { $0.message += Array(buffer: buffer) }
      if part.endStream { answer(context) }
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext) {
    var complete = call.withLock(\.self)
    complete.message = Array(complete.message.dropFirst(5))
    for step in stub.answer(complete) {
      switch step {
      case .headers(let list, let isLast):
        let block = HTTP2Frame.FramePayload.Headers(
          headers: HPACKHeaders(list),
          endStream: isLast
        )
        context.writeAndFlush(wrapOutboundOut(.headers(block)), promise: nil)
      case .data(let bytes):
        let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer(bytes: bytes)))
        context.writeAndFlush(wrapOutboundOut(.data(data)), promise: nil)
      case .reset: context.writeAndFlush(wrapOutboundOut(.rstStream(.internalError)), promise: nil)
      case .hangUp: connection.close(promise: nil)
      }
    }
  }
}
