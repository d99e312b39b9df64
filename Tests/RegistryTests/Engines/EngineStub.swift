import NIOCore
import NIOPosix
import Synchronization

/// An engine's HTTP socket in a test: answers each path as it was told, byte for byte.
final class EngineStub: Sendable {
  /// The whole of an answer, head and body.
  typealias Responder = @Sendable (_ path: String) -> [UInt8]

  let socketPath: String
  private let asked = Mutex<[String]>([])
  private let responder: Responder

  private init(_ socketPath: String, _ responder: @escaping Responder) {
    self.socketPath = socketPath
    self.responder = responder
  }

  /// Listens for the time of `body`.
  static func with<Value>(
    _ responder: @escaping Responder,
    _ body: (EngineStub) async throws -> Value
  ) async throws -> Value {
    let folder = try TemporaryFolder()
    let stub = EngineStub(folder.path + "/engine.sock", responder)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(EngineStubHandler(stub))
        }
      }
      .bind(unixDomainSocketPath: stub.socketPath)
      .get()
    let result: Result<Value, any Error>
    do { result = .success(try await body(stub)) } catch { result = .failure(error) }
    try? await channel.close()
    return try result.get()
  }

  /// The paths asked for so far, queries included.
  var paths: [String] { asked.withLock(\.self) }

  fileprivate func answer(_ path: String) -> [UInt8] {
    asked.withLock { $0.append(path) }
    return responder(path)
  }

  /// An answer as engines give small ones.
  static func answer(
    _ body: String,
    status: Int = 200,
    headers: [String] = []
  ) -> [UInt8] {
    let lines =
      ["HTTP/1.1 \(status) Said", "Content-Type: application/json", "Connection: close"] + headers
    let head = (lines + ["Content-Length: \(body.utf8.count)", "", ""]).joined(separator: "\r\n")
    return Array((head + body).utf8)
  }

  /// An answer in chunks, as engines send archives; without its end, one that broke off.
  static func chunked(_ pieces: [[UInt8]], isWhole: Bool = true) -> [UInt8] {
    var bytes = Array(
      "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".utf8
    )
    for piece in pieces {
      bytes += Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + Array("\r\n".utf8)
    }
    return isWhole ? bytes + Array("0\r\n\r\n".utf8) : bytes
  }
}

/// Reads one request and gives its answer; the connection serves no second one.
private final class EngineStubHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let stub: EngineStub
  private var request: [UInt8] = []

  init(_ stub: EngineStub) { self.stub = stub }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    request += Array(buffer: unwrapInboundIn(data))
    guard request.suffix(4) == Array("\r\n\r\n".utf8) else { return }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ", maxSplits: 2)
    request = []
    let bytes = stub.answer(words.count > 1 ? String(words[1]) : "")
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
      .whenComplete { _ in bound.value.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
