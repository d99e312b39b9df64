package import Model

/// What one image consists of: its configuration and its layers, from the base up.
///
/// Sources: OCI image-spec, manifest.md; Docker image manifest version 2, schema 2.
package struct ImageManifest: Hashable, Sendable {
  package var mediaType: MediaType
  package var artifactType: String
  package var configuration: Descriptor
  package var layers: [Descriptor]
  package var subject: Descriptor?
  package var annotations: [String: String]

  init(_ fields: Fields, mediaType: MediaType) throws(ImageFormatError) {
    self.mediaType = mediaType
    guard let config = try fields.object("config") else { throw .missing("config") }
    guard let layers = try fields.objects("layers") else { throw .missing("layers") }
    configuration = try Descriptor(config)
    self.layers = try Descriptor.list(layers)
    artifactType = try fields.string("artifactType") ?? ""
    annotations = try fields.dictionary("annotations")
    subject = try fields.object("subject").map { fields throws(ImageFormatError) in
      try Descriptor(fields)
    }
  }

  /// Throws unless this is a container image: charts, signatures and other artifacts have
  /// manifests of the same form, with a configuration of another type.
  package func requireImage() throws(ImageFormatError) {
    let type = configuration.mediaType
    if type.isConfiguration && artifactType.isEmpty { return }
    // Old producers state no type, or a general one, on the configuration.
    let untyped = ["", "application/octet-stream", "application/json"].contains(type.rawValue)
    if untyped && artifactType.isEmpty { return }
    throw .notAnImage(mediaType: artifactType.isEmpty ? type.rawValue : artifactType)
  }
}

/// A list of images, one for each platform, or of everything in a layout.
///
/// Sources: OCI image-spec, image-index.md; Docker manifest list.
package struct ImageIndex: Hashable, Sendable {
  package var mediaType: MediaType
  package var artifactType: String
  package var manifests: [Descriptor]
  package var subject: Descriptor?
  package var annotations: [String: String]

  /// Reads the `index.json` of a layout, or an index that is already known to be one.
  package init(_ bytes: Span<UInt8>, limits: Limits) throws(ImageFormatError) {
    try self.init(Fields(document: bytes, limits: limits), mediaType: .ociIndex)
  }

  init(_ fields: Fields, mediaType: MediaType) throws(ImageFormatError) {
    self.mediaType = mediaType
    guard let manifests = try fields.objects("manifests") else { throw .missing("manifests") }
    self.manifests = try Descriptor.list(manifests)
    artifactType = try fields.string("artifactType") ?? ""
    annotations = try fields.dictionary("annotations")
    subject = try fields.object("subject").map { fields throws(ImageFormatError) in
      try Descriptor(fields)
    }
  }
}

/// What a tag or a digest of a registry leads to.
package enum Manifest: Hashable, Sendable {
  case image(ImageManifest)
  case index(ImageIndex)

  /// Reads a manifest whose type is known from its own text, from the answer it came in, or from
  /// its form, in this order.
  ///
  /// One that has the parts of both kinds is refused (image-spec, GHSA-77vh-xpmg-72qh), and so is
  /// one whose own text contradicts the answer.
  package init(
    _ bytes: Span<UInt8>,
    contentType: MediaType?,
    limits: Limits
  ) throws(ImageFormatError) {
    let fields = try Fields(document: bytes, limits: limits)
    let version = try fields.integer("schemaVersion")
    let stated = try fields.string("mediaType").map { MediaType(rawValue: $0) }
    if version == 1 || stated?.isSchema1 == true || fields.value("fsLayers") != nil {
      throw .schema1
    }
    let hasImage = fields.value("config") != nil || fields.value("layers") != nil
    let hasIndex = fields.value("manifests") != nil
    guard !(hasImage && hasIndex) else { throw .ambiguous }
    let type = Self.type(stated: stated, contentType: contentType, hasIndex: hasIndex)
    if type.isIndex, hasIndex {
      self = .index(try ImageIndex(fields, mediaType: type))
    } else if type.isImageManifest, hasImage {
      self = .image(try ImageManifest(fields, mediaType: type))
    } else if (type.isIndex && hasImage) || (type.isImageManifest && hasIndex) {
      throw .ambiguous
    } else {
      throw .unrecognised(mediaType: type.rawValue)
    }
  }

  private static func type(
    stated: MediaType?,
    contentType: MediaType?,
    hasIndex: Bool
  ) -> MediaType {
    if let stated, !stated.rawValue.isEmpty { return stated }
    if let contentType, contentType.isIndex || contentType.isImageManifest { return contentType }
    return hasIndex ? .ociIndex : .ociManifest
  }
}
