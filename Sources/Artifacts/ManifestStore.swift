package import Model
package import OCI

/// A store of images that holds them as registries do: by manifests, which indexes may lead to.
package protocol ManifestStore: ImageStore {
  /// What to call it, or the image, in messages.
  var name: String { get }
  var choice: PlatformChoice { get }
  var limits: Limits { get }

  /// A manifest or index, checked against its digest.
  func manifest(_ descriptor: Descriptor) async throws -> StoredManifest

  /// The configuration of an image, checked against its digest.
  func configuration(_ descriptor: Descriptor) async throws -> [UInt8]

  /// The image of an index that is meant.
  func choose(_ index: ImageIndex) async throws -> Descriptor

  /// Refuses an image that is not for the platform the user asked for.
  func check(_ image: ResolvedImage) throws
}

/// A manifest as it is held.
package struct StoredManifest: Hashable, Sendable {
  package var bytes: [UInt8]
  /// The type that is stated for it.
  package var mediaType: MediaType?
  package var digest: Digest

  package init(bytes: [UInt8], mediaType: MediaType?, digest: Digest) {
    self.bytes = bytes
    self.mediaType = mediaType
    self.digest = digest
  }
}

extension ManifestStore {
  package func choose(_ index: ImageIndex) async throws -> Descriptor {
    try index.manifest(for: choice.wanted, host: choice.host)
  }

  package func check(_ image: ResolvedImage) throws { try image.check(choice) }

  /// The image that something of the store leads to, through indexes, and its manifest.
  ///
  /// - Parameters:
  ///   - first: finds what the name stands for.
  ///   - called: what to call the image, once that is found.
  package func image(
    from first: () async throws -> StoredManifest,
    called title: () -> String
  ) async throws -> (image: ResolvedImage, manifest: ImageManifest) {
    do {
      var stored = try await first()
      // An index may lead to an index, though no honest one does so more than once or twice.
      for _ in 0..<limits.nesting {
        switch try Manifest(stored.bytes.span, contentType: stored.mediaType, limits: limits) {
        case .index(let index): stored = try await manifest(try await choose(index))
        case .image(let manifest):
          let image = try await image(manifest, stored.digest, called: title())
          return (image, manifest)
        }
      }
    } catch let error as ImageFormatError {
      throw ArtifactError(.malformed, name, error.description)
    }
    throw ArtifactError(.malformed, name, "indexes are nested too deeply")
  }

  private func image(
    _ manifest: ImageManifest,
    _ digest: Digest,
    called title: String
  ) async throws -> ResolvedImage {
    try manifest.requireImage()
    let bytes = try await configuration(manifest.configuration)
    let image = try ResolvedImage(
      name: title,
      manifest: manifest,
      manifestDigest: digest,
      configuration: try ImageConfiguration(bytes.span, limits: limits),
      configDigest: manifest.configuration.digest
    )
    try check(image)
    return image
  }
}
