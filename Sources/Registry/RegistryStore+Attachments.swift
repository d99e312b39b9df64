package import Artifacts
import Formats
package import Model
import NIOHTTP1
package import OCI

extension RegistryStore: AttachmentStore {
  /// As many of the listed manifests are looked at.
  private static let referrerLimit = 64

  /// What the registry lists, or else what is kept under the tag for registries that have no list;
  /// and what cosign keeps under a tag of its own.
  package func referrers(
    of digest: Digest
  ) async throws -> (found: [Referrer], gaps: [CoverageGap]) {
    var found: [Referrer] = []
    var gaps: [CoverageGap] = []
    var index = try await client.referrers(of: digest)
    if index == nil { index = try await named(digest.referrersTag) }
    if let index { (found, gaps) = try await referrers(in: index) }
    if let tag = digest.attestationTag, let stored = try await client.manifestIfThere(tag),
      case .image(let manifest) = try parsed(stored)
    {
      found.append(Referrer(digest: stored.digest, manifest: manifest))
    }
    return (found, gaps)
  }

  package func attached(_ descriptor: Descriptor) async throws -> [UInt8] {
    try await missingTold { try await client.document(descriptor, called: "an attached document") }
  }

  private func named(_ tag: String) async throws -> ImageIndex? {
    guard let stored = try await client.manifestIfThere(tag),
      case .index(let index) = try parsed(stored)
    else { return nil }
    return index
  }

  private func referrers(
    in index: ImageIndex
  ) async throws -> (found: [Referrer], gaps: [CoverageGap]) {
    var found: [Referrer] = []
    var gaps: [CoverageGap] = []
    if index.manifests.count > Self.referrerLimit {
      let count = "\(index.manifests.count) manifests are attached, of which \(Self.referrerLimit)"
      let detail = "\(count) are looked at"
      gaps.append(CoverageGap(.limit, path: "", source: "attachments", detail: detail))
    }
    for descriptor in index.manifests.prefix(Self.referrerLimit) {
      do {
        let stored = try await missingTold {
          try await client.manifest(descriptor.digest.description)
        }
        guard case .image(let manifest) = try parsed(stored) else { continue }
        found.append(Referrer(digest: stored.digest, manifest: manifest))
      } catch {
        try Task.checkCancellation()
        gaps.append(CoverageGap(attachedAt: Referrer.origin(descriptor.digest), error))
      }
    }
    return (found, gaps)
  }

  /// Says of what a registry lists and does not hold that it is missing.
  private func missingTold<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as RegistryError where error.code == .notFound {
      throw ArtifactError(.notFound, client.name, error.cause)
    }
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
  package func manifestIfThere(_ target: String) async throws -> StoredManifest? {
    do {
      return try await manifest(target)
    } catch let error as RegistryError where error.code == .notFound {
      return nil
    }
  }
}
