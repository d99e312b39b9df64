import AsyncHTTPClient
import Dispatch
import Formats
import NIOCore
import NIOHTTP1
import Synchronization

/// The body of an answer as a source that blocks until more has come.
///
/// Dropping it ends the transfer.
final class ResponseSource: ByteSource {
  private let buffer: ResponseBuffer
  private let task: HTTPClient.Task<Void>
  private var current = ByteBuffer()
  private var hasEnded = false

  init(_ buffer: ResponseBuffer, _ task: HTTPClient.Task<Void>) {
    self.buffer = buffer
    self.task = task
  }

  deinit {
    task.cancel()
    buffer.abandon()
  }

  func read(into target: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    while current.readableBytes == 0 {
      guard !hasEnded else { return 0 }
      guard let next = try buffer.next() else {
        hasEnded = true
        return 0
      }
      current = next
    }
    let count = min(target.count, current.readableBytes)
    // SAFETY: `count` is at most the length of either side, and both live for the call.
    unsafe target.withUnsafeMutableBytes { raw in
      unsafe current.withUnsafeReadableBytes { readable in
        unsafe raw.copyMemory(from: UnsafeRawBufferPointer(rebasing: readable.prefix(count)))
      }
    }
    current.moveReaderIndex(forwardBy: count)
    return count
  }
}

/// Pieces of an answer between the connection, which fills it, and one reader, who empties it.
///
/// The connection is left unread while there is more here than `fullSize`.
final class ResponseBuffer: HTTPClientResponseDelegate, Sendable {
  private struct State {
    var status: Result<Int, any Error>?
    var waiter: CheckedContinuation<Int, any Error>?
    var pieces: [ByteBuffer] = []
    var size = 0
    /// Set at the end: nil for a good one.
    var end: Result<Void, ByteSourceError>?
    /// Fulfilled when the connection may be read again.
    var pause: EventLoopPromise<Void>?
    var isAbandoned = false
  }

  private static let fullSize = 1 << 20
  private let what: String
  private let state = Mutex(State())
  /// Counts the pieces, and the end.
  private let arrived = DispatchSemaphore(value: 0)

  init(what: String) { self.what = what }

  /// The status of the answer, when its head has come.
  func status() async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      let known = state.withLock { state in
        if state.status == nil { state.waiter = continuation }
        return state.status
      }
      if let known { continuation.resume(with: known) }
    }
  }

  /// The next piece, waiting for it; `nil` at the end.
  func next() throws(ByteSourceError) -> ByteBuffer? {
    arrived.wait()
    let (piece, end, pause) = state.withLock { state in
      guard !state.pieces.isEmpty else {
        return (nil as ByteBuffer?, state.end, nil as EventLoopPromise<Void>?)
      }
      let piece = state.pieces.removeFirst()
      state.size -= piece.readableBytes
      guard state.size < Self.fullSize / 2 else { return (piece, nil, nil) }
      defer { state.pause = nil }
      return (piece, nil, state.pause)
    }
    pause?.succeed()
    if let piece { return piece }
    try end?.get()
    return nil
  }

  /// Lets the connection go: nobody will read any more.
  func abandon() {
    let pause = state.withLock { state in
      defer { state.pause = nil }
      state.isAbandoned = true
      return state.pause
    }
    pause?.succeed()
  }

  func didReceiveHead(
    task: HTTPClient.Task<Void>,
    _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    answer(.success(Int(head.status.code)))
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<Void>,
    _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let pause = state.withLock { state -> EventLoopPromise<Void>? in
      guard !state.isAbandoned else { return nil }
      state.pieces.append(buffer)
      state.size += buffer.readableBytes
      guard state.size >= Self.fullSize else { return nil }
      let pause = task.eventLoop.makePromise(of: Void.self)
      state.pause = pause
      return pause
    }
    arrived.signal()
    return pause?.futureResult ?? task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    answer(.failure(error))
    end(.failure(.unreadable("\(what): the transfer broke off: \(EngineError.text(of: error))")))
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) { end(.success(())) }

  private func answer(_ status: Result<Int, any Error>) {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      if state.status == nil { state.status = status }
      return state.waiter
    }
    waiter?.resume(with: status)
  }

  private func end(_ end: Result<Void, ByteSourceError>) {
    let pause = state.withLock { state in
      defer { state.pause = nil }
      state.end = end
      return state.pause
    }
    pause?.succeed()
    arrived.signal()
  }
}
