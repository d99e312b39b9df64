package import Artifacts
import Formats
package import Model
import NIOHTTP1
package import OCI

extension RegistryStore: AttachmentStore {
  /// What the registry lists, or else what is kept under the tag for registries that have no list;
  /// and what cosign keeps under a tag of its own.
  package func referrers(of digest: Digest) async throws -> [Referrer] {
    var found: [Referrer] = []
    var index = try await client.referrers(of: digest)
    if index == nil { index = try await named(digest.referrersTag) }
    if let index { found += try await referrers(in: index) }
    if let tag = digest.attestationTag, let stored = try await client.manifestIfThere(tag),
      case .image(let manifest) = try parsed(stored)
    {
      found.append(Referrer(digest: stored.digest, manifest: manifest))
    }
    return found
  }

  package func attached(_ descriptor: Descriptor) async throws -> [UInt8] {
    try await client.document(descriptor)
  }

  private func named(_ tag: String) async throws -> ImageIndex? {
    guard let stored = try await client.manifestIfThere(tag),
      case .index(let index) = try parsed(stored)
    else { return nil }
    return index
  }

  private func referrers(in index: ImageIndex) async throws -> [Referrer] {
    var found: [Referrer] = []
    for descriptor in index.manifests.prefix(64) {
      let stored = try await client.manifest(descriptor.digest.description)
      guard case .image(let manifest) = try parsed(stored) else { continue }
      found.append(Referrer(digest: stored.digest, manifest: manifest))
    }
    return found
  }

  private func parsed(_ stored: StoredManifest) throws -> Manifest {
    do throws(ImageFormatError) {
      return try Manifest(stored.bytes.span, contentType: stored.mediaType, limits: limits)
    } catch {
      throw ArtifactError(.malformed, client.name, error.description)
    }
  }
}

extension RegistryClient {
  /// The list of what refers to a manifest; `nil` for a registry that keeps no such list.
  func referrers(of digest: Digest) async throws -> ImageIndex? {
    let activity = "reading what is attached to \(name)"
    var headers = HTTPHeaders()
    headers.add(name: "accept", value: MediaType.ociIndex.rawValue)
    do {
      return try await session.retrying {
        let answer = try await session.get("referrers/\(digest)", headers, during: activity)
        let bytes = try await answer.bytes(limit: Self.documentLimit)
        do throws(ImageFormatError) {
          return try ImageIndex(bytes.span, limits: limits)
        } catch {
          throw RegistryError(.malformed, activity, error.description)
        }
      }
    } catch let error as RegistryError where error.code == .notFound || error.code == .refused {
      return nil
    }
  }

  /// A manifest that may well not be there.
  func manifestIfThere(_ target: String) async throws -> StoredManifest? {
    do {
      return try await manifest(target)
    } catch let error as RegistryError where error.code == .notFound {
      return nil
    }
  }
}
