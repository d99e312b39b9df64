import Formats
package import Model
package import OCI

/// A document that somebody attached to an image or put into it.
package struct Attachment: Hashable, Sendable {
  /// Where it was: `referrer sha256:0123456789ab`, `usr/share/vex/app.openvex.json`.
  package var origin: String
  package var bytes: [UInt8]

  package init(origin: String, bytes: [UInt8]) {
    self.origin = origin
    self.bytes = bytes
  }
}

/// A place that holds what is attached to images beside them.
///
/// Sources: OCI image-spec, manifest.md (subject); OCI distribution-spec, "Listing Referrers" and
/// "Referrers Tag Schema"; cosign's tags for attestations.
package protocol AttachmentStore: Sendable {
  /// The manifests that are attached to the image with this digest, as the place lists them, and
  /// those of the list that cannot be had.
  func referrers(of digest: Digest) async throws -> (found: [Referrer], gaps: [CoverageGap])

  /// The bytes of a part of such a manifest, checked.
  func attached(_ descriptor: Descriptor) async throws -> [UInt8]
}

/// A manifest that is attached to an image.
package struct Referrer: Hashable, Sendable {
  package var digest: Digest
  package var manifest: ImageManifest

  package init(digest: Digest, manifest: ImageManifest) {
    self.digest = digest
    self.manifest = manifest
  }
}

extension Digest {
  /// The tag by which a registry without a list of referrers keeps what is attached to an image.
  ///
  /// A longer value is cut: a tag has 128 characters at most.
  package var referrersTag: String { "\(algorithm.rawValue)-\(hex.prefix(64))" }

  /// The tag by which cosign keeps attestations; `nil` where it would be too long for one.
  package var attestationTag: String? {
    let tag = "\(algorithm.rawValue)-\(hex).att"
    return tag.utf8.count <= 128 ? tag : nil
  }
}

/// The documents that come with an artifact, and what of them could not be had.
package struct Attachments: Hashable, Sendable {
  package var documents: [Attachment] = []
  package var gaps: [CoverageGap] = []

  package init(_ documents: [Attachment] = []) { self.documents = documents }
}

extension AttachmentStore {
  /// The documents attached to an image that may tell of its flaws: statements on exploitability,
  /// bare or in attestations.
  ///
  /// One that is listed and cannot be had is a gap.
  package func attachments(of digest: Digest) async throws -> Attachments {
    var result = Attachments()
    var seen: Set<Digest> = []
    var size: Int64 = 0
    let (referrers, gaps) = try await referrers(of: digest)
    result.gaps = gaps
    for referrer in referrers.prefix(attachmentLimit) {
      for part in referrer.manifest.layers.prefix(attachmentLimit) {
        guard referrer.mayTellOfFlaws(part), seen.insert(part.digest).inserted else { continue }
        size += max(part.size, 0)
        guard size <= attachmentSizeLimit else {
          throw ByteSourceError.limit("\(attachmentSizeLimit >> 20) MiB of attached statements")
        }
        let origin = Referrer.origin(referrer.digest)
        do {
          let bytes = try await attached(part)
          result.documents.append(Attachment(origin: origin, bytes: bytes))
        } catch {
          try Task.checkCancellation()
          result.gaps.append(CoverageGap(attachedAt: origin, error))
        }
      }
    }
    return result
  }
}

extension CoverageGap {
  /// Something attached to an artifact that is listed and cannot be had.
  package init(attachedAt origin: String, _ error: any Error) {
    let reason: Reason =
      switch error {
      case let error as ArtifactError where error.code == .notFound: .missing
      case is ArtifactError, is ImageFormatError: .malformed
      case ByteSourceError.limit: .limit
      default: .unreadable
      }
    self.init(reason, path: origin, source: "attachments", detail: "\(error)")
  }
}

/// As many referrers, and as many parts of each, as are looked at.
private let attachmentLimit = 64

/// As many bytes of statements as are taken in, of all documents of an artifact together.
package let attachmentSizeLimit: Int64 = 64 << 20

extension Referrer {
  /// What a manifest with this digest is called as the place of a document.
  package static func origin(_ digest: Digest) -> String {
    "referrer \(digest.algorithm.rawValue):\(digest.hex.prefix(12))"
  }

  /// Whether a part of it can be a document of statements: told by its type, and for attestations by
  /// what they say to attest, where they do.
  fileprivate func mayTellOfFlaws(_ part: Descriptor) -> Bool {
    let type = part.mediaType.rawValue.lowercased()
    let predicate =
      part.annotations["predicateType"]
      ?? part.annotations["in-toto.io/predicate-type"]
      ?? manifest.annotations["dev.sigstore.bundle.predicateType"]
    if let predicate = predicate?.lowercased() {
      return ["openvex", "vex", "csaf", "cyclonedx"].contains { predicate.contains($0) }
    }
    let known = ["vex", "csaf", "cyclonedx", "dsse", "in-toto", "sigstore.bundle"]
    if known.contains(where: { type.contains($0) }) { return true }
    let artifact = manifest.artifactType.lowercased()
    return type == "application/json" && known.contains { artifact.contains($0) }
  }
}
