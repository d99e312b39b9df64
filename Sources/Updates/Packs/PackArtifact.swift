import Formats
import Model
import OCI
import Packs

/// Packs as an artifact of a registry.
///
/// Layout, an OCI image manifest (image-spec, "Guidelines for Artifact Usage"):
///
///     artifactType   application/vnd.plimsoll.packs.v1
///     config         {}, the empty one
///     layers[0]      application/vnd.plimsoll.packs.manifest.v1+json, the signed manifest as it is
///     layers[1…]     application/vnd.plimsoll.pack.v1+zstd, one a pack, packed with zstd, with the
///                    name, space and digest of the pack as annotations
///
/// What the annotations say is for people and for choosing; what counts is what was signed.
enum PackArtifact {
  static let artifactType = "application/vnd.plimsoll.packs.v1"
  static let manifestType = MediaType(rawValue: "application/vnd.plimsoll.packs.manifest.v1+json")
  static let packType = MediaType(rawValue: "application/vnd.plimsoll.pack.v1+zstd")

  static let titleKey = "org.opencontainers.image.title"
  static let descriptionKey = "org.opencontainers.image.description"
  static let createdKey = "org.opencontainers.image.created"
  static let licensesKey = "org.opencontainers.image.licenses"
  static let nameKey = "dev.plimsoll.pack.name"
  static let spaceKey = "dev.plimsoll.pack.space"
  static let digestKey = "dev.plimsoll.pack.digest"
  static let dateKey = "dev.plimsoll.pack.date"

  static func manifest(
    _ packs: PackManifest,
    signed: Descriptor,
    layers: [Descriptor]
  )
    -> ImageManifest
  {
    let advisories = packs.packs.reduce(0) { $0 + $1.advisories }
    let day = packs.packs.map(\.date).max() ?? ""
    var annotations = [
      titleKey: "Advisories for Plimsoll",
      descriptionKey: "\(packs.packs.count) packs with \(advisories) advisories",
    ]
    // The day of the data and not of the push: the same packs are the same artifact.
    if !day.isEmpty { annotations[createdKey] = "\(day)T00:00:00Z" }
    return ImageManifest(
      artifactType: artifactType,
      layers: [signed] + layers,
      annotations: annotations
    )
  }

  static func signedLayer(_ document: [UInt8]) -> Descriptor {
    Descriptor(
      mediaType: manifestType,
      digest: SHA256.digest(of: document.span),
      size: Int64(document.count),
      annotations: [titleKey: "manifest.json"]
    )
  }

  static func layer(
    _ pack: PackManifest.Entry,
    packed digest: Digest,
    size: Int64
  ) -> Descriptor {
    let fields = [
      titleKey: "\(pack.file).zst", nameKey: pack.name, spaceKey: pack.space,
      digestKey: pack.digest.description, dateKey: pack.date,
      licensesKey: Set(pack.feeds.map(\.license)).sorted().joined(separator: "; "),
    ]
    return Descriptor(
      mediaType: packType,
      digest: digest,
      size: size,
      annotations: fields.filter { !$0.value.isEmpty }
    )
  }

  /// The layers of a manifest from a registry; throws where it is no such artifact.
  static func layers(
    of manifest: Manifest,
    name: String
  ) throws -> (signed: Descriptor, packs: [Digest: Descriptor]) {
    guard case .image(let image) = manifest,
      image.artifactType.isEmpty || image.artifactType == artifactType,
      let signed = image.layers.first(where: { $0.mediaType == manifestType })
    else {
      throw UpdateError(name, "it is no artifact with data packs; 'plimsoll data push' makes one")
    }
    var packs: [Digest: Descriptor] = [:]
    for layer in image.layers where layer.mediaType == packType {
      guard let text = layer.annotations[digestKey], let digest = try? Digest(text) else {
        continue
      }
      packs[digest] = layer
    }
    return (signed, packs)
  }
}
