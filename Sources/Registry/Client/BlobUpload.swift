import Formats
import Model
import NIOHTTP1

/// Sends a blob to a repository: a small one at once, a large one in pieces, going on where the
/// connection broke.
///
/// Source: OCI distribution-spec, "Push".
struct BlobUpload {
  /// What is sent at once.
  ///
  /// A piece is sent again whole when its connection breaks.
  static let pieceSize = 8 << 20
  /// Pieces that a registry may insist on are no larger than this.
  static let largestPiece = 128 << 20

  let bytes: [UInt8]
  let digest: Digest
  let session: RegistrySession
  let activity: String

  func run() async throws {
    do {
      if bytes.count <= Self.pieceSize { return try await sendWhole() }
      if try await !sendPieces() { try await sendWhole() }
    } catch var error as RegistryError {
      if error.code == .notFound {
        error.cause += "; where repositories must be made first, make \(session.repository)"
      }
      throw error
    }
  }

  /// Where an upload that was begun goes on.
  private struct Place {
    var address: HTTPAddress
    var offset = 0
    var pieceSize = BlobUpload.pieceSize

    /// Where the next piece ends, of so many bytes.
    func end(of count: Int) -> Int { min(offset + pieceSize, count) }
  }

  private func sendWhole() async throws {
    try await session.retrying {
      try await end(at: try await begin(), sending: bytes)
    }
  }

  /// Sends one piece after the other; false where the registry takes no pieces.
  private func sendPieces() async throws -> Bool {
    var place = try await session.retrying { try await begin() }
    var failures = FailureCount()
    while place.offset < bytes.count {
      do {
        let start = place
        place = try await sendPiece(at: place)
        if place.offset == start.end(of: bytes.count) {
          failures.endRow()
        } else {
          failures.add(somethingCame: place.offset > start.offset)
        }
        let isStuck = failures.inRow >= 3 || failures.inAll >= session.transport.retry.attemptsInAll
        if isStuck { throw stuck(at: place.offset) }
      } catch let error as RegistryError where error.code == .refused {
        // Not every registry knows pieces, and some say so in their own ways.
        if place.offset == 0 { return false }
        throw error
      } catch let error as RegistryError where error.isTransient {
        failures.add(somethingCame: false)
        try await session.transport.retry.wait(after: failures, error)
        place = try await resumed(place)
      }
    }
    let whole = place
    try await session.retrying { try await end(at: whole, sending: []) }
    return true
  }

  private func stuck(at offset: Int) -> RegistryError {
    RegistryError(
      .malformed,
      activity,
      "\(session.registry) takes pieces and stays at \(offset) of \(bytes.count) bytes"
    )
  }

  private func begin() async throws -> Place {
    var request = HTTPRequest(try await session.address(of: "blobs/uploads/"))
    request.method = .POST
    let answer = try await session.send(request, during: activity)
    var place = Place(address: try location(answer, request.address))
    if let least = answer.headers.first(name: "oci-chunk-min-length").flatMap({ Int($0) }) {
      place.pieceSize = min(max(place.pieceSize, least), Self.largestPiece)
    }
    return place
  }

  private func sendPiece(at place: Place) async throws -> Place {
    let end = place.end(of: bytes.count)
    var request = HTTPRequest(place.address)
    request.method = .PATCH
    request.headers = [
      "content-type": "application/octet-stream", "content-range": "\(place.offset)-\(end - 1)",
    ]
    request.body = Array(bytes[place.offset..<end])
    let answer = try await session.send(request, during: activity)
    var next = place
    next.address = try location(answer, place.address)
    next.offset = try received(answer) ?? end
    return next
  }

  /// How far a registry got that we lost sight of; from the beginning where it has forgotten us.
  private func resumed(_ place: Place) async throws -> Place {
    do {
      let answer = try await session.retrying {
        try await session.send(HTTPRequest(place.address), during: activity)
      }
      var next = place
      if answer.headers.first(name: "location") != nil {
        next.address = try location(answer, place.address)
      }
      next.offset = try received(answer) ?? 0
      return next
    } catch let error as RegistryError where error.code == .notFound {
      return try await session.retrying { try await begin() }
    }
  }

  private func end(at place: Place, sending body: [UInt8]) async throws {
    var request = HTTPRequest(place.address.adding(query: [("digest", digest.description)]))
    request.method = .PUT
    request.headers = ["content-type": "application/octet-stream"]
    request.body = body
    let answer = try await session.send(request, during: activity)
    try Self.check(answer, is: digest, during: activity)
  }

  /// What a registry says that it stored, where it says so.
  static func check(
    _ answer: HTTPExchange,
    is digest: Digest,
    during activity: String
  ) throws {
    guard let stated = answer.headers.first(name: "docker-content-digest") else { return }
    guard let found = try? Digest(stated), found == digest else {
      throw RegistryError(
        .mismatch,
        activity,
        "\(answer.address.authority) stored \(quoted(stated)), not \(digest)"
      )
    }
  }

  private func location(_ answer: HTTPExchange, _ asked: HTTPAddress) throws -> HTTPAddress {
    guard let text = answer.headers.first(name: "location"), let next = asked.resolving(text)
    else {
      throw RegistryError(
        .malformed,
        activity,
        "\(answer.address.authority) does not say where the upload goes on"
      )
    }
    return next
  }

  /// How much has arrived: `0-99` for a hundred bytes.
  private func received(_ answer: HTTPExchange) throws -> Int? {
    guard let range = answer.headers.first(name: "range") else { return nil }
    let ends = range.drop { !$0.isNumber }.split(separator: "-").compactMap { Int($0) }
    guard ends.count == 2, ends[0] == 0, (0..<bytes.count).contains(ends[1]) else {
      throw RegistryError(
        .malformed,
        activity,
        "\(answer.address.authority) says that it has \(quoted(range)) of \(bytes.count) bytes"
      )
    }
    // An upload of nothing yet is `0-0` too.
    return ends[1] == 0 ? 0 : ends[1] + 1
  }
}
