import Formats
import NIOCore
import NIOPosix
import Synchronization
import TestSupport

@testable import Registry

/// A long answer that is not read for a while, or never.
struct SlowReader {
  var sentBeforeReading: Int
  var received: Int

  static func run(size: Int) async throws -> SlowReader {
    try await serving(size) { http, sender in
      let box = SourceBox(try await http.stream("/").source)
      try await Task.sleep(for: .milliseconds(300))
      let sent = sender.sent
      let received = try await onBlockingThread {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var total = 0
        while true {
          var span = buffer.mutableSpan
          let count = try box.source.read(into: &span)
          if count == 0 { return total }
          total += count
        }
      }
      return SlowReader(sentBeforeReading: sent, received: received)
    }
  }

  /// How much was sent to a reader that went away at once.
  static func dropped(size: Int) async throws -> Int {
    try await serving(size) { http, sender in
      _ = try await http.stream("/")
      while !sender.isGone { try await Task.sleep(for: .milliseconds(5)) }
      return sender.sent
    }
  }

  private static func serving<Value>(
    _ size: Int,
    _ body: (EngineHTTP, LongAnswer) async throws -> Value
  ) async throws -> Value {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s"
    let sender = LongAnswer(size)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { $0.pipeline.addHandler(sender) }
      .bind(unixDomainSocketPath: path)
      .get()
    let http = try EngineHTTP(engine: .docker, endpoint: .unix(path: path))
    let result: Result<Value, any Error>
    do { result = .success(try await body(http, sender)) } catch { result = .failure(error) }
    await http.close()
    try? await channel.close()
    return try result.get()
  }
}

/// Sends so many zeros, as fast as they are taken.
private final class LongAnswer: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let size: Int
  private let progress = Mutex((sent: 0, isGone: false))

  init(_ size: Int) { self.size = size }

  var sent: Int { progress.withLock(\.sent) }
  var isGone: Bool { progress.withLock(\.isGone) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n"
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
    send(context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) { send(context) }

  func channelInactive(context: ChannelHandlerContext) {
    progress.withLock { $0.isGone = true }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func send(_ context: ChannelHandlerContext) {
    let piece = ByteBuffer(repeating: 0, count: 64 << 10)
    while context.channel.isWritable, sent < size {
      progress.withLock { $0.sent += piece.readableBytes }
      context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
    }
  }
}
