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

  /// Hands over some bytes, and says when there is room for more.
  func send(_ bytes: ByteBuffer, then goOn: @escaping @Sendable () -> Void) {
    channel.put(bytes, then: goOn)
  }

  /// Says when nobody reads any more.
  func whenAbandoned(_ stop: @escaping @Sendable () -> Void) { channel.whenAbandoned(stop) }

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
    /// Lets the sender go on.
    var sender: (@Sendable () -> Void)?
    /// Ends what is sent, once nobody reads it any more.
    var stop: (@Sendable () -> Void)?

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

    mutating func takeSender() -> (@Sendable () -> Void)? {
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
    if add(bytes) {
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          if Task.isCancelled { continuation.resume() } else { wait { continuation.resume() } }
        }
      } onCancel: {
        state.withLock { $0.takeSender() }?()
      }
    }
    return state.withLock { !$0.mayGoOn } && !Task.isCancelled
  }

  func put(_ bytes: ByteBuffer, then goOn: @escaping @Sendable () -> Void) {
    if add(bytes) { wait(goOn) } else { goOn() }
  }

  func whenAbandoned(_ stop: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.mayGoOn { state.stop = stop }
      return state.isAbandoned
    }
    if isLate { stop() }
  }

  /// Takes some bytes; true when there is no room for more.
  private func add(_ bytes: ByteBuffer) -> Bool {
    let isFull = state.withLock { state in
      guard !state.mayGoOn else { return false }
      state.pieces.append(bytes)
      state.waiting += bytes.readableBytes
      return state.waiting >= capacity
    }
    arrivals.signal()
    return isFull
  }

  /// Lets the sender go on when there is room again.
  private func wait(_ goOn: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if state.mayGoOn || state.waiting < capacity { return true }
      state.sender = goOn
      return false
    }
    if isLate { goOn() }
  }

  func end(_ failure: ByteSourceError?) {
    let sender = state.withLock { state in
      guard !state.hasEnded else { return nil as (@Sendable () -> Void)? }
      state.hasEnded = true
      state.stop = nil
      state.failure = failure
      return state.takeSender()
    }
    arrivals.signal()
    sender?()
  }

  func leave() {
    let (sender, stop) = state.withLock { state in
      state.isAbandoned = true
      state.pieces.removeAll()
      defer { state.stop = nil }
      return (state.takeSender(), state.stop)
    }
    stop?()
    sender?()
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
      sender?()
      if let piece { return piece }
      if let end {
        if let failure = end.failure { throw failure }
        return nil
      }
      arrivals.wait()
    }
  }
}
