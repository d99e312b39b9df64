package import Artifacts
import Formats
package import Model
import NIOHTTP1
package import OCI

/// Reads manifests and blobs of one repository of a registry, all of them checked.
///
/// Source: OCI distribution-spec, "Pull".
package struct RegistryClient: Sendable {
  let session: RegistrySession
  /// What the image is called in messages.
  let name: String
  let limits: Limits

  /// Manifests and configurations larger than this are refused; a registry need not take larger
  /// manifests than 4 MiB.
  package static let documentLimit = 16 << 20

  package init(
    _ reference: ImageReference,
    access: RegistryAccess = .pull,
    transport: HTTPTransport,
    credentials: CredentialStore,
    limits: Limits
  ) {
    name = reference.familiar
    self.limits = limits
    session = RegistrySession(
      registry: reference.registry,
      repository: reference.repository,
      access: access,
      transport: transport,
      credentials: credentials
    )
  }

  /// A manifest or index, by tag or digest.
  package func manifest(_ target: String) async throws -> StoredManifest {
    let activity = "reading the manifest of \(name)"
    var headers = HTTPHeaders()
    headers.add(
      name: "accept",
      value: MediaType.acceptedManifests.map(\.rawValue).joined(separator: ", ")
    )
    return try await session.retrying {
      do {
        let answer = try await session.get("manifests/\(target)", headers, during: activity)
        let bytes = try await answer.bytes(limit: Self.documentLimit)
        return try stored(bytes, answer.headers, promised: try? Digest(target))
      } catch var error as RegistryError {
        if error.code == .notFound { error.cause += "; check the name and the tag" }
        throw error.during(activity)
      }
    }
  }

  private func stored(
    _ bytes: [UInt8],
    _ headers: HTTPHeaders,
    promised: Digest?
  ) throws -> StoredManifest {
    let stated = headers.first(name: "docker-content-digest").flatMap { try? Digest($0) }
    for expected in [promised, stated].compactMap(\.self) {
      try check(bytes, against: expected, of: "the manifest")
    }
    let digest = promised ?? stated ?? SHA256.digest(of: bytes.span)
    let type = headers.first(name: "content-type").map { MediaType(contentType: $0) }
    return StoredManifest(bytes: bytes, mediaType: type, digest: digest)
  }

  /// The bytes of a small blob, such as a configuration.
  package func document(
    _ descriptor: Descriptor,
    called what: String = "the configuration"
  ) async throws -> [UInt8] {
    let activity = "reading \(what) of \(name)"
    guard descriptor.size <= Self.documentLimit else {
      throw RegistryError(
        .tooLarge,
        activity,
        "it has \(descriptor.size) bytes, more than \(Self.documentLimit)"
      )
    }
    return try await session.retrying {
      do {
        let answer = try await session.get("blobs/\(descriptor.digest)", [:], during: activity)
        let bytes = try await answer.bytes(limit: Self.documentLimit)
        try check(bytes, against: descriptor.digest, of: what)
        return bytes
      } catch let error as RegistryError {
        throw error.during(activity)
      }
    }
  }

  private func check(_ bytes: [UInt8], against expected: Digest, of what: String) throws {
    guard let found = Digest(of: bytes.span, by: expected.algorithm) else {
      throw RegistryError(
        .unsupported,
        "",
        "\(what) is named by a \(expected.algorithm.rawValue) digest, which vouches for nothing"
      )
    }
    guard found == expected else {
      throw RegistryError(
        .mismatch,
        "",
        "\(what) has the digest \(found), not the promised \(expected)"
      )
    }
  }
}
