import NIOCore
import NIOPosix
import Synchronization

/// A SOCKS proxy on this machine (RFC 1928) that connects always to the same place, whatever it is
/// asked for, and remembers what that was.
package final class StubSOCKS: Sendable {
  private let seen = Mutex<[String]>([])
  private let listener = Mutex<(any Channel)?>(nil)
  private let destination: Int
  fileprivate let refuses: Bool

  private init(destination: Int, refuses: Bool) {
    self.destination = destination
    self.refuses = refuses
  }

  /// Runs a proxy for the time of `body`.
  ///
  /// - Parameters:
  ///   - destination: the port of this machine that all connections lead to.
  ///   - refuses: answers that the connection was refused, whatever it is asked for.
  package static func with<Value>(
    destination: Int,
    refuses: Bool = false,
    _ body: (StubSOCKS) async throws -> Value
  ) async throws -> Value {
    let proxy = StubSOCKS(destination: destination, refuses: refuses)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(SOCKSHandshake(proxy))
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

  /// What it was to connect to, `HOST:PORT`.
  package var requests: [String] { seen.withLock(\.self) }

  fileprivate func open(_ target: String, for channel: any Channel) {
    seen.withLock { $0.append(target) }
    guard !refuses else { return Self.answer(5, to: channel) }
    ClientBootstrap(group: channel.eventLoop)
      .channelInitializer { far in far.pipeline.addHandler(Relay(to: channel)) }
      .connect(host: "127.0.0.1", port: destination)
      .whenSuccess { far in
        channel.pipeline.addHandler(Relay(to: far)).whenSuccess { Self.answer(0, to: channel) }
      }
  }

  private static func answer(_ code: UInt8, to channel: any Channel) {
    channel.writeAndFlush(ByteBuffer(bytes: [5, code, 0, 1, 0, 0, 0, 0, 0, 0]), promise: nil)
  }
}

/// Agrees on no login, reads whom to connect to, and steps aside.
private final class SOCKSHandshake: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let proxy: StubSOCKS
  private var bytes: [UInt8] = []
  private var isGreeted = false
  private var isOpen = false

  init(_ proxy: StubSOCKS) { self.proxy = proxy }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOpen else { return context.fireChannelRead(data) }
    bytes += Array(buffer: unwrapInboundIn(data))
    if !isGreeted, bytes.count >= 2, bytes.count >= 2 + Int(bytes[1]) {
      isGreeted = true
      bytes.removeFirst(2 + Int(bytes[1]))
      context.channel.writeAndFlush(ByteBuffer(bytes: [5, 0]), promise: nil)
    }
    guard isGreeted, let target else { return }
    isOpen = true
    proxy.open(target, for: context.channel)
  }

  /// Version, command, a zero, the kind of address, the address, and a port.
  private var target: String? {
    guard bytes.count >= 5 else { return nil }
    let isName = bytes[3] == 3
    let start = isName ? 5 : 4
    let length = isName ? Int(bytes[4]) : bytes[3] == 1 ? 4 : 16
    guard bytes.count >= start + length + 2 else { return nil }
    let address = bytes[start..<start + length]
    let port = Int(bytes[start + length]) << 8 | Int(bytes[start + length + 1])
    let host =
      isName
      ? String(decoding: address, as: UTF8.self)
      : address.map { String($0) }.joined(separator: ".")
    return "\(host):\(port)"
  }
}
