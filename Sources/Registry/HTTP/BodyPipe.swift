import Dispatch
package import Formats
package import NIOCore
import Synchronization

/// The reading end of a body that arrives by the network, for a thread that may block.
///
/// What has arrived and was not read yet is bounded: a full pipe stops the sender, and so the
/// server. Dropping the source tells the sender that nobody reads any more.
package final class BodyPipe: ByteSource {
  private let channel: PipeChannel
  private var current = ByteBuffer()

  fileprivate init(_ channel: PipeChannel) { self.channel = channel }

  deinit { channel.leave() }

  /// A pipe with its two ends.
  ///
  /// - Parameter capacity: how many bytes may wait in it before the sender has to.
  package static func make(capacity: Int = 4 << 20) -> (source: BodyPipe, inlet: BodyInlet) {
    let channel = PipeChannel(capacity: capacity)
    return (BodyPipe(channel), BodyInlet(channel))
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    guard buffer.count > 0 else { return 0 }
    while current.readableBytes == 0 {
      guard let next = try channel.takeNext() else { return 0 }
      current = next
    }
    let count = min(buffer.count, current.readableBytes)
    // SAFETY: `count` is at most the length of either side, and both live for the call.
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe current.withUnsafeReadableBytes { source in
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source.prefix(count)))
      }
    }
    current.moveReaderIndex(forwardBy: count)
    return count
  }
}

/// The end of a pipe that the network writes to.
///
/// Dropping it without having finished leaves the reader with an error, never with a short end.
package final class BodyInlet: Sendable {
  private let channel: PipeChannel

  fileprivate init(_ channel: PipeChannel) { self.channel = channel }

  deinit { channel.end(.unreadable("the download was given up")) }

  /// Hands over some bytes, waiting while the pipe is full; false when nobody reads any more.
  package func send(_ bytes: ByteBuffer) async -> Bool { await channel.put(bytes) }

  /// Ends the body; with an error where not all of it came.
  package func finish(_ failure: ByteSourceError? = nil) { channel.end(failure) }

  package var isAbandoned: Bool { channel.isAbandoned }
}

private final class PipeChannel: Sendable {
  private struct State {
    var pieces: [ByteBuffer] = []
    var next = 0
    var waiting = 0
    var hasEnded = false
    var failure: ByteSourceError?
    var isAbandoned = false
    var sender: CheckedContinuation<Void, Never>?

    var mayGoOn: Bool { isAbandoned || hasEnded }

    mutating func take() -> ByteBuffer? {
      guard next < pieces.count else { return nil }
      let piece = pieces[next]
      pieces[next] = ByteBuffer()
      next += 1
      if next == pieces.count {
        pieces.removeAll(keepingCapacity: true)
        next = 0
      }
      waiting -= piece.readableBytes
      return piece
    }

    mutating func takeSender() -> CheckedContinuation<Void, Never>? {
      defer { sender = nil }
      return sender
    }
  }

  private let capacity: Int
  private let state = Mutex(State())
  /// Signalled for every piece and for the end.
  private let arrivals = DispatchSemaphore(value: 0)

  init(capacity: Int) { self.capacity = capacity }

  var isAbandoned: Bool { state.withLock(\.isAbandoned) }

  func put(_ bytes: ByteBuffer) async -> Bool {
    let isFull = state.withLock { state in
      guard !state.mayGoOn else { return false }
      state.pieces.append(bytes)
      state.waiting += bytes.readableBytes
      return state.waiting >= capacity
    }
    arrivals.signal()
    if isFull { await untilDrained() }
    return state.withLock { !$0.mayGoOn } && !Task.isCancelled
  }

  private func untilDrained() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isLate = state.withLock { state in
          if state.mayGoOn || state.waiting < capacity || Task.isCancelled { return true }
          state.sender = continuation
          return false
        }
        if isLate { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.takeSender() }?.resume()
    }
  }

  func end(_ failure: ByteSourceError?) {
    let sender = state.withLock { state in
      guard !state.hasEnded else { return nil as CheckedContinuation<Void, Never>? }
      state.hasEnded = true
      state.failure = failure
      return state.takeSender()
    }
    arrivals.signal()
    sender?.resume()
  }

  func leave() {
    let sender = state.withLock { state in
      state.isAbandoned = true
      state.pieces.removeAll()
      return state.takeSender()
    }
    sender?.resume()
  }

  /// The next piece, waiting for it; `nil` at the end.
  ///
  /// What came before an error comes first.
  func takeNext() throws(ByteSourceError) -> ByteBuffer? {
    while true {
      let (piece, end, sender) = state.withLock { state in
        let piece = state.take()
        let sender = state.waiting <= capacity / 2 ? state.takeSender() : nil
        return (piece, state.hasEnded ? (failure: state.failure, ()) : nil, sender)
      }
      sender?.resume()
      if let piece { return piece }
      if let end {
        if let failure = end.failure { throw failure }
        return nil
      }
      arrivals.wait()
    }
  }
}
