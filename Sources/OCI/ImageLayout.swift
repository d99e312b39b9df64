import Formats
package import Model

/// The rules of an OCI image layout: a directory with `oci-layout`, `index.json` and blobs.
///
/// Source: OCI image-spec, image-layout.md.
package enum ImageLayout {
  package static let markerPath = "oci-layout"
  package static let indexPath = "index.json"

  /// Checks the text of `oci-layout`.
  package static func checkMarker(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(ImageFormatError) {
    let fields = try Fields(document: bytes, limits: limits)
    guard let version = try fields.string("imageLayoutVersion") else {
      throw .missing("imageLayoutVersion")
    }
    guard version.hasPrefix("1.") else { throw .unsupportedLayout(version) }
  }

  /// Where the blob with a digest is.
  package static func blobPath(_ digest: Digest) -> String {
    "blobs/\(digest.algorithm.rawValue)/\(digest.hex)"
  }

  /// The kind of digest that names the blob at a path; `nil` for a path of no blob.
  package static func algorithm(ofBlobAt path: String) -> Digest.Algorithm? {
    let parts = path.split(separator: "/").suffix(3)
    guard parts.count == 3, parts.first == "blobs",
      let algorithm = parts.dropFirst().first.flatMap({ Digest.Algorithm(rawValue: String($0)) })
    else { return nil }
    return algorithm.vouches ? algorithm : nil
  }
}

extension Descriptor {
  /// The name the writer of a layout gave an image: a whole reference where there is one, or else
  /// a tag.
  package var layoutName: String? {
    if let name = annotations["io.containerd.image.name"], !name.isEmpty { return name }
    guard let name = annotations["org.opencontainers.image.ref.name"], !name.isEmpty else {
      return nil
    }
    return name
  }
}
