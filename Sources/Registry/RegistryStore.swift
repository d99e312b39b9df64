package import Artifacts
package import Formats
package import Model
package import OCI
import Synchronization

/// An image of a registry.
package final class RegistryStore: ImageStore {
  private let reference: ImageReference
  private let choice: PlatformChoice
  let limits: Limits
  let client: RegistryClient
  /// The layers of the image, once it is resolved.
  private let descriptors = Mutex<[Descriptor]>([])

  package init(
    _ reference: ImageReference,
    choice: PlatformChoice,
    limits: Limits,
    transport: HTTPTransport,
    credentials: CredentialStore
  ) {
    self.reference = reference
    self.choice = choice
    self.limits = limits
    client = RegistryClient(
      reference,
      transport: transport,
      credentials: credentials,
      limits: limits
    )
  }

  package func resolve() async throws -> ResolvedImage {
    do {
      return try await find()
    } catch let error as ImageFormatError {
      throw ArtifactError(.malformed, reference.familiar, error.description)
    }
  }

  package func layer(_ layer: Layer) async throws -> any ByteSource {
    let known = descriptors.withLock { list in
      list.indices.contains(layer.index) ? list[layer.index] : nil
    }
    guard let known, known.digest == layer.digest else {
      throw ArtifactError(
        .malformed,
        reference.familiar,
        "layer \(layer.index) is none of the image"
      )
    }
    return try await client.blob(known, index: layer.index)
  }

  private func find() async throws -> ResolvedImage {
    var stored = try await client.manifest(reference.target)
    // An index may lead to an index, though no honest one does so more than once or twice.
    for _ in 0..<limits.nesting {
      switch try Manifest(stored.bytes.span, contentType: stored.mediaType, limits: limits) {
      case .image(let manifest): return try await image(manifest, digest: stored.digest)
      case .index(let index):
        let chosen = try index.manifest(for: choice.wanted, host: choice.host)
        stored = try await client.manifest(chosen.digest.description)
      }
    }
    throw ArtifactError(.malformed, reference.familiar, "indexes are nested too deeply")
  }

  private func image(_ manifest: ImageManifest, digest: Digest) async throws -> ResolvedImage {
    try manifest.requireImage()
    let bytes = try await client.document(manifest.configuration)
    var image = try ResolvedImage(
      name: reference.familiar,
      manifest: manifest,
      manifestDigest: digest,
      configuration: try ImageConfiguration(bytes.span, limits: limits),
      configDigest: manifest.configuration.digest
    )
    image.subject.tags = [reference.familiar]
    try image.check(choice)
    descriptors.withLock { $0 = manifest.layers }
    return image
  }
}
