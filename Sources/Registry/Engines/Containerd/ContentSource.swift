import Formats
import Model
import NIOCore

/// A blob of containerd's content store, read in pieces with one on its way while another is used.
///
/// Blocks while it waits, and is never read on a thread of the network.
final class ContentSource: ByteSource {
  private let client: ContainerdClient
  private let namespace: String
  private let digest: Digest
  private let size: Int64
  /// Pieces that were asked for, in order.
  private var coming: [EventLoopFuture<[UInt8]>] = []
  private var asked: Int64 = 0
  private var current: [UInt8] = []
  private var used = 0

  private static let ahead = 2

  init(_ client: ContainerdClient, _ digest: Digest, size: Int64, namespace: String) {
    self.client = client
    self.digest = digest
    self.size = size
    self.namespace = namespace
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    if used == current.count {
      askAhead()
      guard !coming.isEmpty else { return 0 }
      current = try wait(for: coming.removeFirst())
      used = 0
      askAhead()
    }
    let count = min(buffer.count, current.count - used)
    buffer.copyStart(from: current, range: used..<used + count)
    used += count
    return count
  }

  private func askAhead() {
    while coming.count < Self.ahead, asked < size {
      let count = min(ContainerdClient.pieceSize, size - asked)
      coming.append(client.piece(digest, at: asked, count, in: namespace))
      asked += count
    }
  }

  private func wait(
    for piece: EventLoopFuture<[UInt8]>
  ) throws(ByteSourceError) -> [UInt8] {
    do {
      return try piece.wait()
    } catch {
      throw .unreadable("\(client.failure(error))")
    }
  }
}
