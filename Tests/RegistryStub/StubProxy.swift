import NIOCore
import NIOPosix
import Synchronization

/// An HTTP proxy on this machine that opens tunnels (RFC 9110, section 9.3.6), always to the same
/// place, whatever it is asked for, and remembers who asked.
package final class StubProxy: Sendable {
  private let seen = Mutex<[String]>([])
  private let listener = Mutex<(any Channel)?>(nil)
  private let destination: Int
  private let refuses: Bool

  private init(destination: Int, refuses: Bool) {
    self.destination = destination
    self.refuses = refuses
  }

  /// Runs a proxy for the time of `body`.
  ///
  /// - Parameters:
  ///   - destination: the port of this machine that all tunnels lead to.
  ///   - refuses: asks for a login, whatever is shown.
  package static func with<Value>(
    destination: Int,
    refuses: Bool = false,
    _ body: (StubProxy) async throws -> Value
  ) async throws -> Value {
    let proxy = StubProxy(destination: destination, refuses: refuses)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.autoRead, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TunnelOpener(proxy))
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
    proxy.listener.withLock { $0 = channel }
    let result: Result<Value, any Error>
    do { result = .success(try await body(proxy)) } catch { result = .failure(error) }
    try? await channel.close()
    return try result.get()
  }

  /// `127.0.0.1:PORT`.
  package var host: String {
    "127.0.0.1:\(listener.withLock { $0?.localAddress?.port } ?? 0)"
  }

  /// The heads of all requests so far.
  package var requests: [String] { seen.withLock(\.self) }

  fileprivate func open(_ head: String, for channel: any Channel) {
    seen.withLock { $0.append(head) }
    if refuses {
      let answer = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"
      channel.writeAndFlush(ByteBuffer(string: answer), promise: nil)
      return
    }
    ClientBootstrap(group: channel.eventLoop)
      .channelInitializer { far in far.pipeline.addHandler(Relay(to: channel)) }
      .connect(host: "127.0.0.1", port: destination)
      .whenSuccess { far in
        channel.pipeline.addHandler(Relay(to: far)).whenSuccess {
          channel.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n"), promise: nil)
        }
      }
  }
}

/// Reads the head of a request, and steps aside.
private final class TunnelOpener: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let proxy: StubProxy
  private var head = ""
  private var isOpen = false

  init(_ proxy: StubProxy) { self.proxy = proxy }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOpen else { return context.fireChannelRead(data) }
    head += String(buffer: unwrapInboundIn(data))
    guard head.hasSuffix("\r\n\r\n") else { return }
    isOpen = true
    proxy.open(head, for: context.channel)
  }
}

/// Passes bytes on to the other end of a tunnel.
final class Relay: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private let other: any Channel

  init(to other: any Channel) { self.other = other }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    other.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }
}
