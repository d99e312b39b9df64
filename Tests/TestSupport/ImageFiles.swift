import Formats
import Foundation
package import Model

/// The files of images as they lie in a layout or an archive, to be spoilt at will.
package struct ImageFiles: Sendable {
  /// Contents by path.
  package var files: [String: [UInt8]] = [:]
  /// The paths in the order of an archive.
  package var order: [String] = []
  /// Symbolic links of an archive: targets by path.
  package var links: [String: String] = [:]
  private var descriptors: [String] = []

  package init() {}

  package subscript(path: String) -> [UInt8]? {
    get { files[path] }
    set {
      if files[path] == nil, newValue != nil { order.append(path) }
      if newValue == nil { order.removeAll { $0 == path } }
      files[path] = newValue
    }
  }

  /// Adds an image to an OCI layout.
  ///
  /// - Parameters:
  ///   - image: its layers are stored once, however many images have them.
  ///   - name: what the layout calls it; none when empty.
  package mutating func add(_ image: ImageBuilder, name: String = "") {
    descriptors.append(descriptor(of: image, name: name, withPlatform: false))
    storeIndex()
  }

  /// Adds an index that leads to an image for each platform.
  package mutating func add(index images: [ImageBuilder], name: String = "") {
    let list = images.map { descriptor(of: $0, name: "", withPlatform: true) }
    let type = "application/vnd.oci.image.index.v1+json"
    let bytes = Array(
      #"{"schemaVersion":2,"mediaType":"\#(type)","manifests":[\#(list.joined(separator: ","))]}"#
        .utf8
    )
    descriptors.append(descriptor(type, of: bytes, name: name, platform: nil))
    storeIndex()
  }

  /// Attaches a document to an image, by its subject and, where one is given, by a tag.
  package mutating func attach(
    _ document: [UInt8],
    _ type: String,
    to image: ImageBuilder,
    tag: String = ""
  ) {
    let blob = SHA256.digest(of: document.span)
    let empty = Array("{}".utf8)
    for bytes in [document, empty] { self[Self.path(of: SHA256.digest(of: bytes.span))] = bytes }
    let manifest = image.manifest
    let kind = "application/vnd.oci.image.manifest.v1+json"
    let bytes = """
      {"schemaVersion":2,"mediaType":"\(kind)","artifactType":"\(type)","config":{"mediaType":\
      "application/vnd.oci.empty.v1+json","digest":"\(SHA256.digest(of: empty.span))","size":2},\
      "layers":[{"mediaType":"\(type)","digest":"\(blob)","size":\(document.count)}],"subject":\
      {"mediaType":"\(image.manifestType)","digest":"\(SHA256.digest(of: manifest.span))",\
      "size":\(manifest.count)}}
      """
    descriptors.append(descriptor(kind, of: Array(bytes.utf8), name: tag, platform: nil))
    storeIndex()
  }

  /// Adds images as `docker save` wrote them before it wrote layouts: a folder for each layer, the
  /// configurations, and a list of them all at the end.
  package mutating func addSaved(_ images: [(image: ImageBuilder, tags: [String])]) {
    var json = JSONWriter(.compact)
    json.list(images) { json, entry in
      let configuration = entry.image.configuration
      let path = SHA256.digest(of: configuration.span).hex + ".json"
      let layers = entry.image.layers.map { $0.diffID.hex + "/layer.tar" }
      for (path, layer) in zip(layers, entry.image.layers) where files[path] == nil {
        self[path] = layer.plain
      }
      self[path] = configuration
      json.object { json in
        json.field("Config", path)
        json.field("RepoTags", entry.tags)
        json.field("Layers", layers)
      }
    }
    self["manifest.json"] = json.bytes
  }

  /// The path of a blob.
  package static func path(of digest: Digest) -> String {
    "blobs/\(digest.algorithm.rawValue)/\(digest.hex)"
  }

  /// A plain tar archive of all files, in their order.
  package func archive() -> [UInt8] {
    var tar = TarBuilder()
    for path in order {
      guard let bytes = files[path] else { continue }
      if path.utf8.count > 100 { tar.gnuLongName(path) }
      tar.file(path, bytes)
    }
    for (path, target) in links.sorted(by: { $0.key < $1.key }) {
      tar.symbolicLink(path, to: target)
    }
    return tar.finished()
  }

  /// Writes all files into a directory.
  package func write(to directory: String) throws {
    let root = URL(filePath: directory)
    for (path, bytes) in files {
      let file = root.appending(path: path)
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
  }

  private mutating func descriptor(
    of image: ImageBuilder,
    name: String,
    withPlatform: Bool
  ) -> String {
    for layer in image.layers { self[Self.path(of: layer.digest)] = layer.stored }
    let configuration = image.configuration
    self[Self.path(of: SHA256.digest(of: configuration.span))] = configuration
    let platform = withPlatform ? image : nil
    return descriptor(image.manifestType, of: image.manifest, name: name, platform: platform)
  }

  private mutating func descriptor(
    _ type: String,
    of bytes: [UInt8],
    name: String,
    platform: ImageBuilder?
  ) -> String {
    let digest = SHA256.digest(of: bytes.span)
    self[Self.path(of: digest)] = bytes
    var json = JSONWriter(.compact)
    json.object { json in
      json.field("mediaType", type)
      json.field("digest", digest.description)
      json.field("size", bytes.count)
      if !name.isEmpty {
        json.object("annotations") { $0.field("org.opencontainers.image.ref.name", name) }
      }
      if let platform {
        json.object("platform") { json in
          json.field("os", platform.os)
          json.field("architecture", platform.architecture)
          json.field("variant", nonEmpty: platform.variant)
        }
      }
    }
    return json.text
  }

  private mutating func storeIndex() {
    self["oci-layout"] = Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)
    let list = descriptors.joined(separator: ",")
    self["index.json"] = Array(#"{"schemaVersion":2,"manifests":[\#(list)]}"#.utf8)
  }
}
