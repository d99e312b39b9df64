import Formats
package import Model

/// One image of a `docker save` archive, as its `manifest.json` lists it.
///
/// Source: Docker image specification 1.2, "Combined Image JSON + Filesystem Changeset Format".
package struct SavedImage: Hashable, Sendable {
  /// Path of the configuration in the archive.
  package var configurationPath: String
  /// Names of the image, as written.
  package var tags: [String]
  /// Paths of the layers, from the base up.
  package var layerPaths: [String]

  /// Reads a whole `manifest.json`.
  package static func list(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(ImageFormatError) -> [SavedImage] {
    guard let nodes = try Fields.parse(bytes, limits: limits).list else {
      throw .wrongType("document")
    }
    var images: [SavedImage] = []
    for (position, node) in nodes.enumerated() {
      images.append(try SavedImage(Fields(node, path: "[\(position)]")))
    }
    return images
  }

  private init(_ fields: Fields) throws(ImageFormatError) {
    guard let path = try fields.string("Config") else { throw .missing(fields.place("Config")) }
    guard fields.value("Layers") != nil else { throw .missing(fields.place("Layers")) }
    configurationPath = path
    tags = try fields.strings("RepoTags")
    layerPaths = try fields.strings("Layers")
    for path in [configurationPath] + layerPaths where !Self.isSafe(path) {
      throw .unsafePath(path)
    }
  }

  private static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
      && !path.utf8.contains(0)
  }
}
