import Formats
import Model
import Synchronization

/// A registry in memory that takes what is sent to it, by the rules of the distribution-spec.
package final class StubRegistry: Sendable {
  /// What this registry is like.
  package struct Manners: Sendable {
    /// Takes pieces, by `PATCH`.
    package var takesPieces = true
    /// Asks for pieces no smaller than this.
    package var leastPiece: Int?
    /// Wants a token of the service at this address, for pulling and pushing.
    package var tokens: String?

    package init() {}
  }

  private struct State {
    var blobs: [String: [UInt8]] = [:]
    var manifests: [String: StubImage.Document] = [:]
    var uploads: [String: [UInt8]] = [:]
  }

  private let repository: String
  private let manners: Manners
  private let state = Mutex(State())

  package init(repository: String, manners: Manners = Manners()) {
    self.repository = repository
    self.manners = manners
  }

  package var blobs: [String: [UInt8]] { state.withLock(\.blobs) }
  package var manifests: [String: StubImage.Document] { state.withLock(\.manifests) }

  /// Changes a blob behind everybody's back.
  package func damage(_ digest: String, _ change: (inout [UInt8]) -> Void) {
    state.withLock { change(&$0.blobs[digest, default: []]) }
  }

  package func answer(_ request: StubRequest) -> StubAnswer {
    if let tokens = manners.tokens, request.authorization != "Bearer right" {
      let scope = "repository:\(repository):pull,push"
      return StubAnswer(401, "{}").with(
        "www-authenticate",
        #"Bearer realm="\#(tokens)",service="stub",scope="\#(scope)""#
      )
    }
    if request.path == "/v2/" { return StubAnswer(200, "{}") }
    let prefix = "/v2/\(repository)/"
    guard request.path.hasPrefix(prefix) else {
      return .error(404, "NAME_UNKNOWN", "repository name not known to registry")
    }
    let parts = request.path.dropFirst(prefix.count).split(separator: "/").map(String.init)
    return state.withLock { state in
      switch (parts.first, parts.count) {
      case ("manifests", 2): manifest(parts[1], request, &state)
      case ("blobs", 2...): blob(parts, request, &state)
      default: .error(404, "UNSUPPORTED", "no such endpoint")
      }
    }
  }

  private func manifest(
    _ target: String,
    _ request: StubRequest,
    _ state: inout State
  ) -> StubAnswer {
    if request.method == "PUT" {
      let type = request.headers["content-type"] ?? ""
      let digest = SHA256.digest(of: request.body.span).description
      state.manifests[target] = StubImage.Document(type: type, body: request.body)
      state.manifests[digest] = state.manifests[target]
      return StubAnswer(201, headers: ["docker-content-digest": digest])
    }
    guard let found = state.manifests[target] else {
      return .error(404, "MANIFEST_UNKNOWN", "manifest unknown")
    }
    return StubAnswer(200, headers: ["content-type": found.type], body: found.body)
  }

  private func blob(
    _ parts: [String],
    _ request: StubRequest,
    _ state: inout State
  ) -> StubAnswer {
    guard parts[1] == "uploads" else {
      guard let blob = state.blobs[parts[1]] else {
        return .error(404, "BLOB_UNKNOWN", "blob unknown to registry")
      }
      return request.method == "HEAD"
        ? StubAnswer(200) : StubAnswer(200, body: blob).ranged(request)
    }
    if request.method == "POST" {
      let id = "upload-\(request.number)"
      state.uploads[id] = []
      return accepted(id, [], 202)
    }
    guard let id = parts.last, let held = state.uploads[id] else {
      return .error(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
    }
    switch request.method {
    case "PATCH": return piece(request, of: id, held, &state)
    case "PUT": return end(request, of: id, held, &state)
    default: return accepted(id, held, 204)
    }
  }

  private func accepted(_ id: String, _ held: [UInt8], _ status: Int) -> StubAnswer {
    var answer = StubAnswer(status)
    answer.headers["location"] = "/v2/\(repository)/blobs/uploads/\(id)?state=\(held.count)"
    answer.headers["range"] = "0-\(max(held.count - 1, 0))"
    if let least = manners.leastPiece { answer.headers["oci-chunk-min-length"] = String(least) }
    return answer
  }

  private func piece(
    _ request: StubRequest,
    of id: String,
    _ held: [UInt8],
    _ state: inout State
  ) -> StubAnswer {
    guard manners.takesPieces else { return .error(405, "UNSUPPORTED", "no pieces here") }
    guard request.headers["content-range"]?.hasPrefix("\(held.count)-") == true else {
      return accepted(id, held, 416)
    }
    state.uploads[id] = held + request.body
    return accepted(id, held + request.body, 202)
  }

  private func end(
    _ request: StubRequest,
    of id: String,
    _ held: [UInt8],
    _ state: inout State
  ) -> StubAnswer {
    let blob = held + request.body
    let digest = SHA256.digest(of: blob.span)
    let field = request.query.split(separator: "&").first { $0.hasPrefix("digest=") } ?? ""
    let stated = field.dropFirst(7).split(separator: "%3A").joined(separator: ":")
    guard stated == digest.description else {
      return .error(400, "DIGEST_INVALID", "provided digest did not match uploaded content")
    }
    state.uploads[id] = nil
    state.blobs[digest.description] = blob
    return StubAnswer(201, headers: ["docker-content-digest": digest.description])
  }
}
