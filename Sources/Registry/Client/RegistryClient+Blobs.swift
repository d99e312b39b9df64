package import Formats
import NIOHTTP1
package import OCI

extension RegistryClient {
  /// The bytes of a layer as they arrive, unchecked; a thread may wait for them.
  ///
  /// Throws while nothing has come yet; what goes wrong later is an error of the source.
  ///
  /// - Parameter what: how messages call it; layers of images have numbers only.
  package func blob(
    _ descriptor: Descriptor,
    index: Int,
    called what: String? = nil
  ) async throws -> any ByteSource {
    let activity = "reading \(what ?? "layer \(index)") of \(name)"
    let path = "blobs/\(descriptor.digest)"
    do {
      return try await stream(activity, descriptor.size) { [session] offset in
        try await session.get(path, Self.headers(from: offset), during: activity)
      }
    } catch let error as RegistryError {
      // A licence may forbid a registry to hold a layer, and its descriptor says who has it.
      guard error.code == .notFound, descriptor.mediaType.isForeignLayer else { throw error }
      return try await foreign(descriptor, activity, error)
    }
  }

  private func foreign(
    _ descriptor: Descriptor,
    _ activity: String,
    _ missing: RegistryError
  ) async throws -> any ByteSource {
    var failure = missing
    let registry = try await session.baseAddress()
    for address in descriptor.urls.prefix(8).compactMap({ HTTPAddress($0) }) {
      do {
        try session.transport.requireLeave(for: address, namedBy: registry)
        return try await stream(activity, descriptor.size) { [session] offset in
          var request = HTTPRequest(address)
          request.headers = Self.headers(from: offset)
          let answer = try await session.transport.send(request)
          if (200..<300).contains(answer.status.code) { return answer }
          throw RegistryError(status: answer, [], activity)
        }
      } catch let error as RegistryError {
        failure = error.during(activity)
      }
    }
    throw failure
  }

  private func stream(
    _ activity: String,
    _ size: Int64,
    open: @escaping BlobDownload.Open
  ) async throws -> any ByteSource {
    let first = try await session.retrying { try await open(0) }
    let (source, inlet) = BodyPipe.make()
    let download = BlobDownload(
      activity: activity,
      size: size > 0 ? size : nil,
      into: inlet,
      transport: session.transport,
      open: open
    )
    session.transport.start { await download.run(first) }
    return source
  }

  private static func headers(from offset: Int64) -> HTTPHeaders {
    offset > 0 ? ["range": "bytes=\(offset)-", "accept-encoding": "identity"] : [:]
  }
}
