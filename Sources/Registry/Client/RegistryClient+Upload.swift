import Formats
package import Model
import NIOHTTP1
package import OCI

extension RegistryClient {
  /// Whether the repository holds a blob.
  package func holds(_ digest: Digest) async throws -> Bool {
    let activity = "looking for \(digest) in \(name)"
    return try await session.retrying {
      do {
        var request = HTTPRequest(try await session.address(of: "blobs/\(digest)"))
        request.method = .HEAD
        _ = try await session.send(request, during: activity)
        return true
      } catch let error as RegistryError {
        guard error.code == .notFound else { throw error }
        return false
      }
    }
  }

  /// Puts a blob into the repository; false, and nothing is sent, where it holds it already.
  ///
  /// - Parameter what: how messages call it.
  package func upload(_ bytes: [UInt8], called what: String) async throws -> Bool {
    let digest = SHA256.digest(of: bytes.span)
    if try await holds(digest) { return false }
    let upload = BlobUpload(
      bytes: bytes,
      digest: digest,
      session: session,
      activity: "sending \(what) to \(name)"
    )
    try await upload.run()
    return true
  }

  /// Puts a manifest under a tag or its digest.
  package func put(
    _ manifest: [UInt8],
    type: MediaType,
    as target: String
  ) async throws -> Digest {
    let activity = "sending the manifest of \(name)"
    let digest = SHA256.digest(of: manifest.span)
    return try await session.retrying {
      var request = HTTPRequest(try await session.address(of: "manifests/\(target)"))
      request.method = .PUT
      request.headers.add(name: "content-type", value: type.rawValue)
      request.body = manifest
      let answer = try await session.send(request, during: activity)
      try BlobUpload.check(answer, is: digest, during: activity)
      return digest
    }
  }
}
