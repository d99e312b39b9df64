import AsyncHTTPClient
import Formats
import NIOCore
import NIOHTTP1
import Synchronization

/// Moves a blob from a server into a pipe, going on where the connection broke.
final class BlobDownload: Sendable {
  /// Asks for the blob from this byte on, once.
  typealias Open = @Sendable (Int64) async throws -> HTTPExchange

  private let open: Open
  private let inlet: BodyInlet
  private let activity: String
  private let retry: RetryPolicy
  private let stallTimeout: Duration
  private let state: Mutex<State>

  private struct State {
    /// How many bytes went into the pipe.
    var offset: Int64 = 0
    /// How many there are in all, where that is known.
    var total: Int64?
    /// Since when nothing came although we wait for it.
    var waitingSince: ContinuousClock.Instant?
  }

  /// Nobody reads the pipe any more.
  private struct Abandoned: Error {}

  init(
    activity: String,
    size: Int64?,
    into inlet: BodyInlet,
    transport: HTTPTransport,
    open: @escaping Open
  ) {
    self.activity = activity
    self.inlet = inlet
    self.open = open
    retry = transport.retry
    stallTimeout = transport.settings.stallTimeout
    state = Mutex(State(total: size))
  }

  /// Moves everything, from the first answer on, which is for the whole blob.
  func run(_ first: HTTPExchange) async {
    var answer: HTTPExchange? = first
    var failures = FailureCount()
    while true {
      let start = state.withLock(\.offset)
      do {
        try await move(try await next(&answer, from: start))
        inlet.finish()
        return
      } catch let error as RegistryError {
        // A server that gives nothing at all uses up our patience soon; one that gives a little
        // each time, in the end.
        failures.add(somethingCame: state.withLock(\.offset) > start)
        guard await waited(after: failures, error.during(activity)) else { return }
      } catch {
        inlet.finish(.unreadable("\(activity): the download was given up"))
        return
      }
    }
  }

  /// Waits for the next attempt; false, and the pipe ended, where there is none.
  private func waited(after failures: FailureCount, _ error: RegistryError) async -> Bool {
    do {
      try await retry.wait(after: failures, error)
      return true
    } catch {
      let failure = error as? RegistryError
      inlet.finish(.unreadable(failure?.description ?? "\(activity): the download was given up"))
      return false
    }
  }

  private func next(_ answer: inout HTTPExchange?, from offset: Int64) async throws -> HTTPExchange
  {
    if let ready = answer {
      answer = nil
      return ready
    }
    return try await open(offset)
  }

  /// Moves one answer, beside a watch that ends it when nothing comes any more.
  private func move(_ answer: HTTPExchange) async throws {
    let skipped = try state.withLock { state in
      try Self.bytesToSkip(answer, from: state.offset, total: &state.total)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await self.pour(answer, skipping: skipped) }
      group.addTask { try await self.watch(answer.address) }
      try await group.next()
    }
    let (offset, total) = state.withLock { ($0.offset, $0.total) }
    if let total, offset < total {
      throw RegistryError(
        .interrupted,
        activity,
        "\(answer.address.authority) ended it after \(offset) of \(total) bytes"
      )
    }
  }

  private func pour(_ answer: HTTPExchange, skipping count: Int64) async throws {
    var rest = count
    var body = answer.body.makeAsyncIterator()
    while true {
      state.withLock { $0.waitingSince = retry.now() }
      let piece: ByteBuffer?
      do {
        piece = try await body.next()
      } catch {
        throw Task.isCancelled ? Abandoned() : RegistryError(error, at: answer.address)
      }
      state.withLock { $0.waitingSince = nil }
      guard var piece else { return }
      let skipped = min(rest, Int64(piece.readableBytes))
      piece.moveReaderIndex(forwardBy: Int(skipped))
      rest -= skipped
      guard piece.readableBytes > 0 else { continue }
      guard await inlet.send(piece) else { throw Abandoned() }
      state.withLock { $0.offset += Int64(piece.readableBytes) }
    }
  }

  /// Throws when the server stalls, or when nobody reads any more.
  private func watch(_ address: HTTPAddress) async throws {
    while true {
      try await Task.sleep(for: min(stallTimeout / 4, .seconds(1)))
      if inlet.isAbandoned { throw Abandoned() }
      let since = state.withLock(\.waitingSince)
      if let since, since.advanced(by: stallTimeout) < retry.now() {
        throw RegistryError(.timedOut, activity, "\(address.authority) sends nothing any more")
      }
    }
  }

  /// How much of an answer we have already: nothing of one that starts where we stopped, all up
  /// to there of one that starts anew because the server knows no ranges (RFC 9110, section 14).
  private static func bytesToSkip(
    _ answer: HTTPExchange,
    from offset: Int64,
    total: inout Int64?
  ) throws -> Int64 {
    let host = answer.address.authority
    guard answer.status == .partialContent else {
      if let length = answer.contentLength { total = total ?? length }
      return offset
    }
    let field = answer.headers.first(name: "content-range") ?? ""
    guard let range = ContentRange(field), range.first == offset else {
      throw RegistryError(.malformed, "", "\(host) sends another part than was asked for")
    }
    if let known = total, let stated = range.total, known != stated {
      throw RegistryError(
        .mismatch,
        "",
        "\(host) says that it has \(stated) bytes, when \(known) were promised"
      )
    }
    total = total ?? range.total
    return 0
  }
}

/// Which part of something an answer holds: `bytes 100-199/200`.
struct ContentRange: Hashable {
  var first: Int64
  /// Of the whole; `nil` where the server does not know.
  var total: Int64?

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
    let halves = words[1].split(separator: "/", omittingEmptySubsequences: false)
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard halves.count == 2, ends.count == 2, let first = Int64(ends[0]),
      let last = Int64(ends[1]), first >= 0, last >= first
    else { return nil }
    self.first = first
    total = Int64(halves[1])
    guard total != nil || halves[1] == "*" else { return nil }
  }
}
