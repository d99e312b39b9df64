/// What some content of a registry is, such as `application/vnd.oci.image.manifest.v1+json`.
///
/// Sources: OCI image-spec, media-types.md; Docker image manifest version 2, schema 2.
package struct MediaType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// Takes the type out of a `Content-Type` field, without its parameters.
  package init(contentType: String) {
    let bare = contentType.split(separator: ";", omittingEmptySubsequences: false)[0]
    rawValue = bare.filter { $0 != " " && $0 != "\t" }.lowercased()
  }

  package var description: String { rawValue }

  package static let ociManifest = oci("manifest.v1+json")
  package static let ociIndex = oci("index.v1+json")
  package static let ociConfiguration = oci("config.v1+json")
  package static let ociLayer = oci("layer.v1.tar")
  package static let ociLayerGzip = oci("layer.v1.tar+gzip")
  package static let ociLayerZstd = oci("layer.v1.tar+zstd")
  package static let ociForeignLayer = oci("layer.nondistributable.v1.tar")
  package static let ociForeignLayerGzip = oci("layer.nondistributable.v1.tar+gzip")
  package static let ociForeignLayerZstd = oci("layer.nondistributable.v1.tar+zstd")
  package static let ociEmpty = MediaType(rawValue: "application/vnd.oci.empty.v1+json")

  package static let dockerManifest = docker("distribution.manifest.v2+json")
  package static let dockerIndex = docker("distribution.manifest.list.v2+json")
  package static let dockerConfiguration = docker("container.image.v1+json")
  package static let dockerLayer = docker("image.rootfs.diff.tar")
  package static let dockerLayerGzip = docker("image.rootfs.diff.tar.gzip")
  package static let dockerLayerZstd = docker("image.rootfs.diff.tar.zstd")
  package static let dockerForeignLayer = docker("image.rootfs.foreign.diff.tar")
  package static let dockerForeignLayerGzip = docker("image.rootfs.foreign.diff.tar.gzip")

  /// Schema 1, whose digests cover text with signatures cut out of it: not read.
  package static let dockerSchema1 = docker("distribution.manifest.v1+json")
  package static let dockerSchema1Signed = docker("distribution.manifest.v1+prettyjws")

  private static func oci(_ name: String) -> MediaType {
    MediaType(rawValue: "application/vnd.oci.image." + name)
  }

  private static func docker(_ name: String) -> MediaType {
    MediaType(rawValue: "application/vnd.docker." + name)
  }
}

extension MediaType {
  /// The manifest types we ask a registry for, the more telling ones first.
  package static let acceptedManifests: [MediaType] = [
    .ociIndex, .ociManifest, .dockerIndex, .dockerManifest,
  ]

  package var isImageManifest: Bool { self == .ociManifest || self == .dockerManifest }

  package var isIndex: Bool { self == .ociIndex || self == .dockerIndex }

  package var isSchema1: Bool { self == .dockerSchema1 || self == .dockerSchema1Signed }

  package var isConfiguration: Bool { self == .ociConfiguration || self == .dockerConfiguration }

  /// Layers that a registry may lack, since their licence forbids to pass them on.
  package var isForeignLayer: Bool {
    switch self {
    case .ociForeignLayer, .ociForeignLayerGzip, .ociForeignLayerZstd, .dockerForeignLayer,
      .dockerForeignLayerGzip:
      true
    default: false
    }
  }

  /// Layers encrypted by ocicrypt, which need a key that we do not have.
  package var isEncryptedLayer: Bool { rawValue.hasSuffix("+encrypted") }

  package var isLayer: Bool {
    switch self {
    case .ociLayer, .ociLayerGzip, .ociLayerZstd, .dockerLayer, .dockerLayerGzip,
      .dockerLayerZstd:
      true
    default: isForeignLayer
    }
  }
}
