package import Formats
package import Model
import OCI

/// An image in a plain archive: `docker save` in its old and new form, or an OCI archive.
package struct ArchiveStore: ImageStore {
  private let container: any BlobContainer
  private let layout: LayoutStore?
  private let reference: String?
  private let choice: PlatformChoice
  private let limits: Limits

  /// Opens an archive and lists what it holds.
  ///
  /// - Parameter path: the archive, not compressed.
  package init(
    path: String,
    reference: String?,
    choice: PlatformChoice,
    limits: Limits
  ) throws(ByteSourceError) {
    let container = try ArchiveContainer(path: path, limits: limits)
    self.container = container
    self.reference = reference
    self.choice = choice
    self.limits = limits
    // Since Docker 25 an archive has both forms; the layout is the one with all digests.
    let isLayout = container.contains(ImageLayout.markerPath)
    layout =
      isLayout
      ? LayoutStore(container, reference: reference, choice: choice, limits: limits) : nil
  }

  package func resolve() async throws -> ResolvedImage {
    if let layout { return try await layout.resolve() }
    do {
      let saved = try choose()
      return try image(saved)
    } catch let error as ByteSourceError {
      throw ArtifactError(container.name, error)
    } catch let error as ImageFormatError {
      throw ArtifactError(.malformed, container.name, error.description)
    }
  }

  package func layer(_ layer: Layer) async throws -> any ByteSource {
    if let layout { return try await layout.layer(layer) }
    let saved = try choose()
    guard saved.layerPaths.indices.contains(layer.index) else {
      throw ArtifactError(.malformed, container.name, "there is no layer \(layer.index)")
    }
    return try container.source(saved.layerPaths[layer.index])
  }

  private func choose() throws -> SavedImage {
    guard let bytes = try container.document("manifest.json") else {
      throw ArtifactError(
        .notFound,
        container.name,
        "no image archive: there is neither manifest.json nor oci-layout in it"
      )
    }
    return try SavedImage.list(bytes.span, limits: limits)
      .chosen(reference: reference, in: container.name)
  }

  private func image(_ saved: SavedImage) throws -> ResolvedImage {
    guard let bytes = try container.document(saved.configurationPath) else {
      throw ArtifactError(.malformed, container.name, "\(saved.configurationPath) is missing")
    }
    return try saved.resolved(bytes, in: container.name, choice: choice, limits: limits)
  }
}

extension SavedImage {
  /// An image of a `docker save` archive, whose layers are stored plain.
  func resolved(
    _ bytes: [UInt8],
    in archive: String,
    choice: PlatformChoice,
    limits: Limits
  ) throws -> ResolvedImage {
    let configuration = try ImageConfiguration(bytes.span, limits: limits)
    guard configuration.diffIDs.count == layerPaths.count else {
      throw ArtifactError(
        .malformed,
        archive,
        "manifest.json lists \(layerPaths.count) layers and the configuration "
          + "\(configuration.diffIDs.count)"
      )
    }
    var image = try ResolvedImage(
      name: tags.first ?? archive,
      manifest: nil,
      manifestDigest: nil,
      configuration: configuration,
      configDigest: SHA256.digest(of: bytes.span)
    )
    image.subject.tags = tags.sorted()
    try image.check(choice)
    return image
  }
}

extension [SavedImage] {
  /// The image the user meant.
  func chosen(reference: String?, in archive: String) throws(ArtifactError) -> SavedImage {
    let names = flatMap(\.tags).joined(separator: ", ")
    if let reference {
      let found = first { image in
        image.tags.contains { $0 == reference || $0.hasSuffix(":" + reference) }
      }
      guard let found else {
        throw ArtifactError(.notFound, archive, "no image \(reference) in it; there are \(names)")
      }
      return found
    }
    guard let only = first, count == 1 else {
      let cause =
        isEmpty ? "the archive holds no image" : "it holds several images; name one of \(names)"
      throw ArtifactError(isEmpty ? .malformed : .ambiguous, archive, cause)
    }
    return only
  }
}
