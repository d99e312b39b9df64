import Formats
package import Model

/// Builds container images in code, honest and dishonest ones.
///
/// ```swift
/// var image = ImageBuilder()
/// image.layer(createdBy: "COPY list /db") { $0.file("db/installed", "a 1") }
/// image.layer(.zstd) { $0.whiteout("db") }
/// var files = ImageFiles()
/// files.add(image, name: "example:1")
/// ```
///
/// All parts can be changed before the image is added to its files; a `stored` or `diffID` that
/// is changed alone makes a lie.
package struct ImageBuilder: Sendable {
  /// How a layer is stored.
  package enum Packing: Sendable, CaseIterable {
    case plain
    case gzip
    case zstd
  }

  /// Which family of media types the manifest speaks of.
  package enum Family: Sendable, CaseIterable {
    case oci
    /// Docker's manifest version 2, schema 2.
    case docker
  }

  package struct Layer: Sendable {
    package var plain: [UInt8]
    package var stored: [UInt8]
    package var mediaType: String
    package var diffID: Digest
    package var digest: Digest
    package var size: Int
    package var urls: [String] = []

    /// Stores other bytes, and promises them in the manifest.
    package mutating func store(_ bytes: some Collection<UInt8>) {
      let bytes = Array(bytes)
      stored = bytes
      digest = SHA256.digest(of: bytes.span)
      size = bytes.count
    }
  }

  package struct Step: Sendable {
    package var createdBy: String
    package var isEmpty: Bool
  }

  package var family: Family
  package var layers: [Layer] = []
  package var history: [Step] = []
  package var os = "linux"
  package var architecture = "amd64"
  package var variant = ""
  package var labels: [String: String] = [:]
  package var environment: [String] = []
  package var user = ""
  package var command: [String] = []

  package init(_ family: Family = .oci) { self.family = family }

  /// Names layers by digests of another kind.
  package mutating func rename(by algorithm: Digest.Algorithm) {
    for index in layers.indices {
      layers[index].digest = digest(of: layers[index].stored, by: algorithm)
      layers[index].diffID = digest(of: layers[index].plain, by: algorithm)
    }
  }

  private func digest(of bytes: [UInt8], by algorithm: Digest.Algorithm) -> Digest {
    Digest(of: bytes.span, by: algorithm) ?? SHA256.digest(of: bytes.span)
  }

  /// Adds a layer and the build step that made it.
  package mutating func layer(
    _ packing: Packing = .gzip,
    createdBy: String = "",
    _ build: (inout TarBuilder) -> Void
  ) {
    var tar = TarBuilder()
    build(&tar)
    layer(packing, createdBy: createdBy, bytes: tar.finished())
  }

  /// Adds a layer whose plain bytes are given.
  package mutating func layer(
    _ packing: Packing = .gzip,
    createdBy: String = "",
    bytes: [UInt8]
  ) {
    let stored =
      switch packing {
      case .plain: bytes
      case .gzip: Compressing.gzip(bytes)
      case .zstd: Compressing.zstd(bytes)
      }
    layers.append(
      Layer(
        plain: bytes,
        stored: stored,
        mediaType: mediaType(packing),
        diffID: SHA256.digest(of: bytes.span),
        digest: SHA256.digest(of: stored.span),
        size: stored.count
      )
    )
    history.append(Step(createdBy: createdBy, isEmpty: false))
  }

  /// Adds a build step that made no layer.
  package mutating func step(_ createdBy: String) {
    history.append(Step(createdBy: createdBy, isEmpty: true))
  }

  private func mediaType(_ packing: Packing) -> String {
    switch (family, packing) {
    case (.oci, .plain): "application/vnd.oci.image.layer.v1.tar"
    case (.oci, .gzip): "application/vnd.oci.image.layer.v1.tar+gzip"
    case (.oci, .zstd): "application/vnd.oci.image.layer.v1.tar+zstd"
    case (.docker, .plain): "application/vnd.docker.image.rootfs.diff.tar"
    case (.docker, .gzip): "application/vnd.docker.image.rootfs.diff.tar.gzip"
    case (.docker, .zstd): "application/vnd.docker.image.rootfs.diff.tar.zstd"
    }
  }
}

// MARK: - Documents

extension ImageBuilder {
  package var manifestType: String {
    switch family {
    case .oci: "application/vnd.oci.image.manifest.v1+json"
    case .docker: "application/vnd.docker.distribution.manifest.v2+json"
    }
  }

  /// The bytes of the image's configuration.
  package var configuration: [UInt8] {
    var json = JSONWriter(.compact)
    json.object { json in
      json.field("architecture", architecture)
      json.field("os", os)
      json.field("variant", nonEmpty: variant)
      json.object("config") { json in
        json.field("User", nonEmpty: user)
        json.field("Env", nonEmpty: environment)
        json.field("Cmd", nonEmpty: command)
        json.object("Labels") { json in
          for (key, value) in labels.sorted(by: { $0.key < $1.key }) { json.field(key, value) }
        }
      }
      json.object("rootfs") { json in
        json.field("type", "layers")
        json.field("diff_ids", layers.map(\.diffID.description))
      }
      json.field("history", history) { json, step in
        json.object { json in
          json.field("created_by", nonEmpty: step.createdBy)
          if step.isEmpty { json.field("empty_layer", true) }
        }
      }
    }
    return json.bytes
  }

  /// The bytes of the image's manifest.
  package var manifest: [UInt8] {
    let configuration = configuration
    let type =
      family == .oci
      ? "application/vnd.oci.image.config.v1+json"
      : "application/vnd.docker.container.image.v1+json"
    var json = JSONWriter(.compact)
    json.object { json in
      json.field("schemaVersion", 2)
      json.field("mediaType", manifestType)
      json.object("config") { json in
        json.field("mediaType", type)
        json.field("digest", SHA256.digest(of: configuration.span).description)
        json.field("size", configuration.count)
      }
      json.field("layers", layers) { json, layer in
        json.object { json in
          json.field("mediaType", layer.mediaType)
          json.field("digest", layer.digest.description)
          json.field("size", layer.size)
          json.field("urls", nonEmpty: layer.urls)
        }
      }
    }
    return json.bytes
  }
}
