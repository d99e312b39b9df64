import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// By what a server tells one state of a file from another (RFC 9110, section 8.8).
package struct FileValidators: Hashable, Sendable {
  package var entityTag: String
  package var lastModified: String

  package init(entityTag: String, lastModified: String) {
    self.entityTag = entityTag
    self.lastModified = lastModified
  }

  init(_ headers: HTTPHeaders) {
    // Longer ones are none that a server which means well gives.
    entityTag = headers.first(name: "etag").flatMap { $0.utf8.count <= 1024 ? $0 : nil } ?? ""
    lastModified =
      headers.first(name: "last-modified").flatMap { $0.utf8.count <= 64 ? $0 : nil } ?? ""
  }

  package var isEmpty: Bool { entityTag.isEmpty && lastModified.isEmpty }

  /// The one that vouches for every byte: a part of a file is asked for by no weaker one.
  var ofRange: String? {
    if !entityTag.isEmpty, !entityTag.hasPrefix("W/") { return entityTag }
    return lastModified.isEmpty ? nil : lastModified
  }
}

/// Fetches a file: not at all where it is the one we have, and from where it broke otherwise, in
/// this run or an earlier one.
package struct FileDownload: Sendable {
  /// How a fetch ended.
  package enum Outcome: Hashable, Sendable {
    /// The server still has what we have.
    case unchanged
    /// The whole file is there.
    case complete(FileValidators, size: Int64)
  }

  private let transport: HTTPTransport
  private let limit: Int64
  private let progress: @Sendable (Int64, Int64?) -> Void

  /// - Parameters:
  ///   - limit: a file of more bytes is refused, at the latest when so many have come.
  ///   - progress: told how many bytes have come, and how many there are where that is known.
  package init(
    transport: HTTPTransport,
    limit: Int64,
    progress: @escaping @Sendable (Int64, Int64?) -> Void = { _, _ in }
  ) {
    self.transport = transport
    self.limit = limit
    self.progress = progress
  }

  /// Fetches into a file that may hold a part already; what came of a failed fetch stays there.
  ///
  /// - Parameters:
  ///   - origin: the server that named the address; `nil` where the user did.
  ///   - known: what was said of the file that we have.
  package func fetch(
    _ address: HTTPAddress,
    namedBy origin: HTTPAddress? = nil,
    into path: String,
    unless known: FileValidators?
  ) async throws -> Outcome {
    try transport.requireLeave(for: address, namedBy: origin)
    let partial = try PartialFile(path: path)
    let activity = "fetching \(address)"
    var failures = FailureCount()
    while true {
      let before = partial.size
      do {
        return try await attempt(address, partial, known)
      } catch let error as RegistryError {
        let error = error.during(activity)
        // Too large today is too large tomorrow: nothing is kept to go on with.
        if error.code == .tooLarge { try partial.clear() }
        failures.add(somethingCame: partial.size > before)
        do {
          try await transport.retry.wait(after: failures, error)
        } catch {
          if partial.size == 0 { partial.remove() }
          throw error
        }
      }
    }
  }

  private func attempt(
    _ address: HTTPAddress,
    _ partial: PartialFile,
    _ known: FileValidators?
  ) async throws -> Outcome {
    let held = partial.held(of: address)
    var request = HTTPRequest(address)
    request.authorization = transport.settings.logins?.field(for: address)
    request.headers = ["accept-encoding": "identity"]
    if let known, !known.entityTag.isEmpty {
      request.headers.add(name: "if-none-match", value: known.entityTag)
    } else if let known, !known.lastModified.isEmpty {
      request.headers.add(name: "if-modified-since", value: known.lastModified)
    }
    if let held, let validator = held.validators.ofRange {
      request.headers.add(name: "range", value: "bytes=\(held.size)-")
      request.headers.add(name: "if-range", value: validator)
    }
    let answer = try await transport.send(request)
    switch answer.status.code {
    case 304 where known?.isEmpty == false:
      partial.remove()
      return .unchanged
    case 200:
      let validators = FileValidators(answer.headers)
      try partial.restart(from: address, validators)
      return try await take(answer, partial, validators, total: answer.contentLength)
    case 206:
      guard let held else { throw wrongPart(answer, partial) }
      let total = try checkPart(answer, partial, held)
      return try await take(answer, partial, held.validators, total: total)
    case 416: throw wrongPart(answer, partial)
    default:
      let body = (try? await answer.bytes(limit: ServerComplaint.sizeLimit)) ?? []
      var error = RegistryError(status: answer, body, "")
      if error.code == .unauthorized { error.cause += "; one for it in ~/.netrc is shown to it" }
      throw error
    }
  }

  /// What we hold is no part of what the server has: the next attempt begins anew.
  private func wrongPart(_ answer: HTTPExchange, _ partial: PartialFile) -> RegistryError {
    partial.remove(noteOnly: true)
    partial.forget()
    return RegistryError(
      .interrupted,
      "",
      "\(answer.address.authority) has another file than the one that was begun"
    )
  }

  private func checkPart(
    _ answer: HTTPExchange,
    _ partial: PartialFile,
    _ held: (size: Int64, validators: FileValidators)
  ) throws -> Int64? {
    let field = answer.headers.first(name: "content-range") ?? ""
    let stated = FileValidators(answer.headers)
    // Servers behind one name may differ, and some pass `If-Range` over.
    let isSame =
      stated.entityTag.isEmpty
      ? stated.lastModified.isEmpty || stated.lastModified == held.validators.lastModified
      : stated.entityTag == held.validators.entityTag
    guard let range = ContentRange(field), range.first == held.size, isSame else {
      throw wrongPart(answer, partial)
    }
    return range.total
  }

  private func take(
    _ answer: HTTPExchange,
    _ partial: PartialFile,
    _ validators: FileValidators,
    total: Int64?
  ) async throws -> Outcome {
    if let total, total > limit { throw tooLarge(answer, total) }
    try await answer.forEachPiece(by: transport.retry.now) { piece in
      try partial.append(piece)
      let size = partial.size
      if size > limit { throw tooLarge(answer, size) }
      progress(size, total)
    }
    let size = partial.size
    if let total, size != total {
      throw RegistryError(
        .interrupted,
        "",
        "\(answer.address.authority) ended it after \(size) of \(total) bytes"
      )
    }
    partial.remove(noteOnly: true)
    return .complete(validators, size: size)
  }

  private func tooLarge(_ answer: HTTPExchange, _ size: Int64) -> RegistryError {
    RegistryError(
      .tooLarge,
      "",
      "\(answer.address.authority) sends \(size >> 20) MiB or more; \(limit >> 20) MiB are allowed"
    )
  }
}

extension HTTPExchange {
  /// Hands over a body piece by piece, and gives up on a server that sends nothing any more.
  fileprivate func forEachPiece(
    by now: @escaping @Sendable () -> ContinuousClock.Instant,
    _ take: @escaping @Sendable (ByteBuffer) throws -> Void
  ) async throws {
    let clock = ArrivalClock(now())
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        var pieces = body.makeAsyncIterator()
        while true {
          let piece: ByteBuffer?
          do { piece = try await pieces.next() } catch { throw RegistryError(error, at: address) }
          guard let piece else { return }
          try take(piece)
          clock.last.withLock { $0 = now() }
        }
      }
      group.addTask {
        while true {
          try await Task.sleep(for: min(stallTimeout / 4, .seconds(1)))
          guard clock.last.withLock(\.self).advanced(by: stallTimeout) < now() else { continue }
          throw RegistryError(.timedOut, "", "\(address.authority) sends nothing any more")
        }
      }
      try await group.next()
    }
  }
}

/// When something came last.
private final class ArrivalClock: Sendable {
  let last: Mutex<ContinuousClock.Instant>

  init(_ start: ContinuousClock.Instant) { last = Mutex(start) }
}
