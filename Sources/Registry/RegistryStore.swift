package import Artifacts
package import Formats
package import Model
package import OCI
import Synchronization

/// An image of a registry.
package final class RegistryStore: ManifestStore {
  private let reference: ImageReference
  package let choice: PlatformChoice
  package let limits: Limits
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

  package var name: String { reference.familiar }

  package func resolve() async throws -> ResolvedImage {
    var (image, manifest) = try await image(
      from: { try await client.manifest(reference.target) },
      called: { reference.familiar }
    )
    image.subject.tags = [reference.familiar]
    descriptors.withLock { $0 = manifest.layers }
    return image
  }

  package func manifest(_ descriptor: Descriptor) async throws -> StoredManifest {
    try await client.manifest(descriptor.digest.description)
  }

  package func configuration(_ descriptor: Descriptor) async throws -> [UInt8] {
    try await client.document(descriptor)
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
}
