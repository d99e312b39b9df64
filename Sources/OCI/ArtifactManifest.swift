package import Formats
import Model

extension MediaType {
  /// The bytes of a configuration that says nothing: `{}`.
  package static let emptyDocument = Array("{}".utf8)
}

extension ImageManifest {
  /// The manifest of an artifact that is no image: its layers and notes, and nothing to run.
  ///
  /// Source: OCI image-spec, manifest.md, "Guidelines for Artifact Usage".
  package init(
    artifactType: String,
    layers: [Descriptor],
    annotations: [String: String]
  ) {
    mediaType = .ociManifest
    self.artifactType = artifactType
    configuration = Descriptor(
      mediaType: .ociEmpty,
      digest: SHA256.digest(of: MediaType.emptyDocument.span),
      size: Int64(MediaType.emptyDocument.count)
    )
    self.layers = layers
    subject = nil
    self.annotations = annotations
  }

  /// The manifest as it is stored; the same bytes for the same content.
  package var json: [UInt8] {
    var json = JSONWriter(.compact)
    json.object {
      $0.field("schemaVersion", 2)
      $0.field("mediaType", mediaType.rawValue)
      $0.field("artifactType", nonEmpty: artifactType)
      $0.field("config", configuration)
      $0.field("layers", layers) { $0.value($1) }
      $0.field("subject", subject)
      $0.write(annotations)
    }
    return json.bytes
  }
}

extension Descriptor: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.field("mediaType", mediaType.rawValue)
      $0.field("artifactType", nonEmpty: artifactType)
      $0.field("digest", digest.description)
      $0.field("size", size)
      $0.field("urls", nonEmpty: urls)
      $0.write(annotations)
      $0.field("platform", platform)
    }
  }
}

extension Platform: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.field("os", os)
      $0.field("architecture", architecture)
      $0.field("variant", nonEmpty: variant)
      $0.field("os.version", nonEmpty: osVersion)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ annotations: [String: String]) {
    guard !annotations.isEmpty else { return }
    key("annotations")
    object { json in
      for (name, text) in annotations.sorted(by: { $0.key < $1.key }) { json.field(name, text) }
    }
  }
}
