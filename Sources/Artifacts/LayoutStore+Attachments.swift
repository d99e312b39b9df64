import Formats
package import Model
package import OCI

extension LayoutStore: AttachmentStore {
  /// The manifests of the layout whose subject the image is, and those kept under its tags.
  package func referrers(
    of digest: Digest
  ) async throws -> (found: [Referrer], gaps: [CoverageGap]) {
    do {
      return try find(referrersOf: digest)
    } catch let error as ByteSourceError {
      throw ArtifactError(name, error)
    } catch let error as ImageFormatError {
      throw ArtifactError(.malformed, name, error.description)
    }
  }

  package func attached(_ descriptor: Descriptor) async throws -> [UInt8] {
    do {
      return try document(descriptor)
    } catch let error as ByteSourceError {
      throw ArtifactError(name, error)
    }
  }

  private func find(
    referrersOf digest: Digest
  ) throws -> (found: [Referrer], gaps: [CoverageGap]) {
    var found: [Referrer] = []
    var gaps: [CoverageGap] = []
    var waiting = try index().manifests.map { (descriptor: $0, isNamed: $0.isKept(for: digest)) }
    // Bounds what a layout can make us read.
    for _ in 0..<1024 where !waiting.isEmpty {
      let (descriptor, isNamed) = waiting.removeFirst()
      guard descriptor.digest != digest, descriptor.size <= 4 << 20 else { continue }
      do {
        switch try parsed(descriptor) {
        case .image(let manifest):
          if isNamed || manifest.subject?.digest == digest {
            found.append(Referrer(digest: descriptor.digest, manifest: manifest))
          }
        case .index(let inner) where isNamed: waiting += inner.manifests.map { ($0, true) }
        case .index: continue
        }
      } catch {
        // Whose it is cannot be told any more, unless its name tells.
        gaps.append(CoverageGap(attachedAt: Referrer.origin(descriptor.digest), error))
      }
    }
    return (found, gaps)
  }

  private func parsed(_ descriptor: Descriptor) throws -> Manifest {
    let bytes = try document(descriptor)
    return try Manifest(bytes.span, contentType: descriptor.mediaType, limits: limits)
  }
}

extension Descriptor {
  /// Whether it has the tag of what is attached to an image.
  fileprivate func isKept(for digest: Digest) -> Bool {
    let name = layoutName?.split(separator: ":").last.map(String.init) ?? ""
    return name == digest.referrersTag || name == digest.attestationTag
  }

  /// Whether it is no image but something attached to one.
  var isAttached: Bool {
    if !artifactType.isEmpty { return true }
    let name = layoutName?.split(separator: ":").last ?? ""
    return ["sha256-", "sha384-", "sha512-"].contains {
      name.hasPrefix($0) && name.utf8.count >= $0.utf8.count + 64
    }
  }
}
