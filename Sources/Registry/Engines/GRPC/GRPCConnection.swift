import NIOCore
import NIOHTTP2
import NIOPosix

/// A connection to a gRPC server on a unix socket, for calls side by side.
struct GRPCConnection: Sendable {
  private let channel: any Channel
  private let multiplexer: NIOHTTP2Handler.StreamMultiplexer

  /// Connects; throws what the system says where that fails.
  init(socketPath: String, on group: any EventLoopGroup) async throws {
    (channel, multiplexer) = try await ClientBootstrap(group: group)
      .connectTimeout(.seconds(10))
      .connect(unixDomainSocketPath: socketPath) { channel in
        channel.configureHTTP2Pipeline(
          mode: .client,
          connectionConfiguration: Self.connectionConfiguration,
          streamConfiguration: Self.streamConfiguration
        ) { stream in
          // Servers start no streams in gRPC.
          stream.close()
        }
        .map { (channel, $0) }
      }
  }

  func close() async {
    // One that is closed already is what we want.
    try? await channel.close()
  }

  /// The messages of the answer to one request.
  func call(_ request: GRPCRequest) -> EventLoopFuture<[[UInt8]]> {
    let answer = channel.eventLoop.makePromise(of: [[UInt8]].self)
    let opened = channel.eventLoop.makePromise(of: (any Channel).self)
    opened.futureResult.whenFailure { _ in answer.fail(GRPCError.closed) }
    multiplexer.createStreamChannel(promise: opened) { stream in
      stream.eventLoop.makeCompletedFuture {
        try stream.pipeline.syncOperations.addHandler(GRPCCall(request, answer))
      }
    }
    return answer.futureResult
  }

  private static var connectionConfiguration: NIOHTTP2Handler.ConnectionConfiguration {
    var configuration = NIOHTTP2Handler.ConnectionConfiguration()
    configuration.targetWindowSize = 16 << 20
    // gRPC servers measure the line with a ping for each request, thousands in a large layer.
    configuration.controlFrameRateLimit.maximumCount = 1_000_000
    return configuration
  }

  private static var streamConfiguration: NIOHTTP2Handler.StreamConfiguration {
    var configuration = NIOHTTP2Handler.StreamConfiguration()
    configuration.targetWindowSize = 4 << 20
    return configuration
  }
}
