import AsyncHTTPClient
import Formats
import NIOCore
import NIOHTTP1
import Synchronization

/// Puts the body of an answer into a pipe as it comes, and tells the status before.
///
/// The connection is left unread while the pipe is full, and given up when nobody reads it.
final class ResponseReceiver: HTTPClientResponseDelegate, Sendable {
  private struct State {
    var status: Result<Int, any Error>?
    var waiter: CheckedContinuation<Int, any Error>?
  }

  private let what: String
  private let inlet: BodyInlet
  private let state = Mutex(State())

  init(what: String, into inlet: BodyInlet) {
    self.what = what
    self.inlet = inlet
  }

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
    let room = task.eventLoop.makePromise(of: Void.self)
    inlet.send(buffer) { room.succeed() }
    return room.futureResult
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    answer(.failure(error))
    inlet.finish(.unreadable("\(what): the transfer broke off: \(EngineError.text(of: error))"))
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) { inlet.finish() }

  private func answer(_ status: Result<Int, any Error>) {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      if state.status == nil { state.status = status }
      return state.waiter
    }
    waiter?.resume(with: status)
  }
}
