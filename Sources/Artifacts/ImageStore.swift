package import Formats
package import Model
package import OCI

/// A place that holds an image: a registry, an engine, an archive, a layout.
package protocol ImageStore: Sendable {
  /// Finds the image and says what it consists of.
  func resolve() async throws -> ResolvedImage

  /// The stored bytes of one of its layers, unchecked: opening them for the walk checks them.
  func layer(_ layer: Layer) async throws -> any ByteSource
}

/// An image whose parts are known: what it is called, how it is run, and its layers.
package struct ResolvedImage: Hashable, Sendable {
  package var subject: Subject
  package var layers: [Layer]
  package var configuration: ImageConfiguration

  /// Puts together what the manifest and the configuration say of the layers.
  ///
  /// - Parameters:
  ///   - name: what the user called the image.
  ///   - manifest: the layers as stored; `nil` where the source only has plain ones.
  ///   - manifestDigest: the digest of the manifest's bytes, where there is one.
  ///   - configuration: the parsed configuration.
  ///   - configDigest: the digest of its bytes.
  package init(
    name: String,
    manifest: ImageManifest?,
    manifestDigest: Digest?,
    configuration: ImageConfiguration,
    configDigest: Digest
  ) throws(ArtifactError) {
    self.configuration = configuration
    subject = Subject(kind: .image, name: name)
    subject.manifestDigest = manifestDigest
    subject.configDigest = configDigest
    subject.platform = configuration.platform.description
    subject.labels = configuration.execution.labels
    subject.base = BaseImage(configuration, annotations: manifest?.annotations ?? [:])
    let diffIDs = configuration.diffIDs
    if let manifest, manifest.layers.count != diffIDs.count {
      throw ArtifactError(
        .malformed,
        name,
        "the manifest has \(manifest.layers.count) layers and the configuration \(diffIDs.count)"
      )
    }
    let steps = configuration.steps(layerCount: diffIDs.count)
    layers = diffIDs.enumerated().map { index, diffID in
      var layer = Layer(index: index)
      layer.diffID = diffID
      layer.createdBy = steps[index]?.createdBy ?? ""
      if let stored = manifest?.layers[index] {
        layer.digest = stored.digest
        layer.size = stored.size
        layer.mediaType = stored.mediaType.rawValue
      }
      return layer
    }
  }

  /// Refuses an image that is not for the platform the user asked for.
  package func check(_ choice: PlatformChoice) throws(ArtifactError) {
    guard let wanted = choice.wanted, wanted.distance(to: configuration.platform) == nil else {
      return
    }
    throw ArtifactError(
      .notFound,
      subject.name,
      "it is for \(configuration.platform), not for \(wanted)"
    )
  }
}

/// Why an artifact could not be opened: what, which, and what to do about it.
package struct ArtifactError: Error, Hashable, CustomStringConvertible {
  /// The kind of failure.
  package enum Code: String, Sendable {
    case notFound = "not found"
    case malformed
    case unsupported
    case unreadable
    case ambiguous
  }

  package var code: Code
  /// The artifact, as the user called it.
  package var subject: String
  package var cause: String

  package init(_ code: Code, _ subject: String, _ cause: String) {
    self.code = code
    self.subject = subject
    self.cause = cause
  }

  package init(_ subject: String, _ error: ByteSourceError) {
    switch error {
    case .truncated(let text), .malformed(let text): self.init(.malformed, subject, text)
    case .limit(let text): self.init(.malformed, subject, "over the limit: \(text)")
    case .unsupported(let text): self.init(.unsupported, subject, text)
    case .unreadable(let text): self.init(.unreadable, subject, text)
    }
  }

  package var description: String { "\(subject): \(cause)" }
}
