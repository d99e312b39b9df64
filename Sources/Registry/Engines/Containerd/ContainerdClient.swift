import Formats
import Model
import NIOCore
import NIOPosix
import OCI

/// Asks containerd for images and their content over its gRPC socket.
///
/// Only ever reads. Source: containerd's `services/images/v1` and `services/content/v1`.
package struct ContainerdClient: Sendable {
  package let socketPath: String
  private let connection: GRPCConnection

  /// Documents are kept whole: indexes, manifests and configurations.
  private static let documentLimit: Int64 = 16 << 20
  /// How much of a blob one request asks for.
  static let pieceSize: Int64 = 1 << 20
  /// What a message has around its data.
  private static let envelope = 1 << 10

  /// Connects for as long as `body` runs.
  package static func connected<Value>(
    to endpoint: EngineEndpoint,
    _ body: (ContainerdClient) async throws -> Value
  ) async throws -> Value {
    guard let path = endpoint.socketPath else {
      throw EngineError(
        .notRunning,
        .containerd,
        "\(endpoint) is no unix socket, and containerd listens on nothing else"
      )
    }
    let connection: GRPCConnection
    do {
      connection = try await GRPCConnection(
        socketPath: path,
        on: MultiThreadedEventLoopGroup.singleton
      )
    } catch {
      throw EngineError.connecting(to: endpoint, of: .containerd, error)
    }
    do {
      let value = try await body(ContainerdClient(socketPath: path, connection: connection))
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The image of a name; `nil` where the namespace has none.
  func image(_ name: String, in namespace: String) async throws -> ContainerdImage? {
    var message = ProtobufWriter()
    message.field(1, name)
    guard
      let answer = try await one(
        "containerd.services.images.v1.Images/Get",
        message.bytes,
        in: namespace
      )
    else { return nil }
    return try read { try ContainerdImage.inAnswer(answer) }
  }

  /// The images that lead to a digest.
  func images(of digest: Digest, in namespace: String) async throws -> [ContainerdImage] {
    var message = ProtobufWriter()
    message.field(1, "target.digest==\(digest)")
    guard
      let answer = try await one(
        "containerd.services.images.v1.Images/List",
        message.bytes,
        in: namespace
      )
    else { return [] }
    return try read { try ContainerdImage.list(answer) }
  }

  /// The size of a blob; `nil` where its content is not there.
  func size(of digest: Digest, in namespace: String) async throws -> Int64? {
    var message = ProtobufWriter()
    message.field(1, digest.description)
    guard
      let answer = try await one(
        "containerd.services.content.v1.Content/Info",
        message.bytes,
        in: namespace
      )
    else { return nil }
    return try read { try ContentInfo(answer).size }
  }

  /// The whole of a small blob, checked against its digest; `nil` where it is not there.
  func document(_ digest: Digest, in namespace: String) async throws -> [UInt8]? {
    guard let size = try await size(of: digest, in: namespace) else { return nil }
    guard size <= Self.documentLimit else {
      throw EngineError(
        .malformed,
        .containerd,
        "\(digest) of \(size) bytes is larger than any manifest or configuration"
      )
    }
    var whole: [UInt8] = []
    while whole.count < size {
      let count = min(Self.pieceSize, size - Int64(whole.count))
      do {
        let place = whole.count
        whole += try await piece(digest, at: Int64(place), count, in: namespace).get()
      } catch {
        throw failure(error)
      }
    }
    guard Digest(of: whole.span, by: digest.algorithm) == digest else {
      throw EngineError(
        .malformed,
        .containerd,
        "the content it holds as \(digest) has another digest"
      )
    }
    return whole
  }

  /// A part of a blob, exactly as long as asked for.
  func piece(
    _ digest: Digest,
    at offset: Int64,
    _ count: Int64,
    in namespace: String
  ) -> EventLoopFuture<[UInt8]> {
    precondition(count > 0 && count <= Self.pieceSize)
    var message = ProtobufWriter()
    message.field(1, digest.description)
    message.field(2, offset)
    message.field(3, count)
    let request = GRPCRequest(
      method: "/containerd.services.content.v1.Content/Read",
      message: message.bytes,
      metadata: [("containerd-namespace", namespace)],
      // It may come in any number of messages.
      answerLimit: Int(count) * 2 + Self.envelope
    )
    return connection.call(request).flatMapThrowing { messages in
      var bytes: [UInt8] = []
      for message in messages {
        let piece = try ContentPiece(message)
        // By its interface an offset counts from the blob's start; containerd counts from the
        // start of what was asked for. The blob's digest is checked in the end anyhow.
        let place = Int64(bytes.count)
        guard piece.offset == place || piece.offset == offset + place else {
          throw GRPCError.malformed("a piece from another place")
        }
        bytes += message[piece.data]
      }
      guard bytes.count == count else {
        throw GRPCError.malformed("\(bytes.count) bytes where \(count) were asked for")
      }
      return bytes
    }
  }

  /// The one message that answers a request; `nil` where what was asked for does not exist.
  private func one(
    _ method: String,
    _ message: [UInt8],
    in namespace: String
  ) async throws -> [UInt8]? {
    let request = GRPCRequest(
      method: "/" + method,
      message: message,
      metadata: [("containerd-namespace", namespace)],
      answerLimit: Int(Self.documentLimit)
    )
    do {
      let messages = try await connection.call(request).get()
      guard let answer = messages.first, messages.count == 1 else {
        throw GRPCError.malformed("\(messages.count) messages in answer to one")
      }
      return answer
    } catch GRPCError.status(.notFound, _) {
      return nil
    } catch {
      throw failure(error)
    }
  }

  private func read<Value>(_ parse: () throws -> Value) throws -> Value {
    do {
      return try parse()
    } catch {
      throw failure(error)
    }
  }

  /// What an error of a call means to the user.
  func failure(_ error: any Error) -> any Error {
    switch error {
    case is CancellationError, is EngineError: error
    case GRPCError.status(.permissionDenied, let text):
      EngineError(.denied, .containerd, "it refuses: \(quoted(text))")
    case let error as GRPCError where error == .closed || error == .timedOut:
      EngineError(.interrupted, .containerd, "\(socketPath): \(error)")
    case GRPCError.status: EngineError(.refused, .containerd, "it answered: \(error)")
    default: EngineError(.malformed, .containerd, "\(socketPath): \(error)")
    }
  }
}
