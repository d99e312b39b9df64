package import Model

/// Names some content by its digest, and says what it is and how long.
///
/// Source: OCI image-spec, descriptor.md.
package struct Descriptor: Hashable, Sendable {
  package var mediaType: MediaType
  package var digest: Digest
  package var size: Int64
  /// Where else the content can be had; foreign layers have one.
  package var urls: [String]
  package var annotations: [String: String]
  /// Which system an image of an index is for.
  package var platform: Platform?
  /// What an artifact is, where the media type only says that it is one.
  package var artifactType: String

  package init(
    mediaType: MediaType,
    digest: Digest,
    size: Int64,
    annotations: [String: String] = [:],
    platform: Platform? = nil
  ) {
    self.mediaType = mediaType
    self.digest = digest
    self.size = size
    self.annotations = annotations
    self.platform = platform
    urls = []
    artifactType = ""
  }

  init(_ fields: Fields) throws(ImageFormatError) {
    digest = try fields.digest("digest")
    guard let size = try fields.integer("size") else { throw .missing(fields.place("size")) }
    guard size >= 0 else { throw .invalidSize(fields.place("size")) }
    self.size = size
    mediaType = MediaType(rawValue: try fields.string("mediaType") ?? "")
    urls = try fields.strings("urls")
    annotations = try fields.dictionary("annotations")
    artifactType = try fields.string("artifactType") ?? ""
    platform = try fields.object("platform").map { fields throws(ImageFormatError) in
      try Platform(fields)
    }
  }

  static func list(_ fields: [Fields]) throws(ImageFormatError) -> [Descriptor] {
    var result: [Descriptor] = []
    result.reserveCapacity(fields.count)
    for each in fields { result.append(try Descriptor(each)) }
    return result
  }

  /// BuildKit's mark on the attestations it puts beside each image of an index.
  package var isAttestation: Bool {
    annotations["vnd.docker.reference.type"] != nil || platform?.isUnknown == true
  }
}

extension Platform {
  init(_ fields: Fields) throws(ImageFormatError) {
    self.init(
      os: try fields.string("os") ?? "",
      architecture: try fields.string("architecture") ?? "",
      variant: try fields.string("variant") ?? "",
      osVersion: try fields.string("os.version") ?? ""
    )
  }
}
