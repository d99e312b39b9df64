package import Formats
package import Model
package import OCI

/// An image of an OCI layout, in a directory or in an archive.
///
/// Source: OCI image-spec, image-layout.md.
package struct LayoutStore: ManifestStore {
  private let container: any BlobContainer
  private let reference: String?
  package let choice: PlatformChoice
  package let limits: Limits

  /// What to call it in messages.
  package var name: String { container.name }

  /// - Parameters:
  ///   - directory: the layout.
  ///   - reference: the name or digest of an image in it; `nil` where it holds one only.
  ///   - choice: the platform wanted.
  ///   - limits: how much to take in.
  package init(
    directory: String,
    reference: String?,
    choice: PlatformChoice,
    limits: Limits
  ) {
    self.init(
      DirectoryContainer(name: directory),
      reference: reference,
      choice: choice,
      limits: limits
    )
  }

  init(
    _ container: any BlobContainer,
    reference: String?,
    choice: PlatformChoice,
    limits: Limits
  ) {
    self.container = container
    self.reference = reference
    self.choice = choice
    self.limits = limits
  }

  package func resolve() async throws -> ResolvedImage {
    do {
      var title: String?
      var image = try await image(
        from: {
          let descriptor = try start()
          title = descriptor.layoutName
          return try await manifest(descriptor)
        },
        called: { title ?? container.name }
      ).image
      image.subject.tags = title.map { [$0] } ?? []
      return image
    } catch let error as ByteSourceError {
      throw ArtifactError(container.name, error)
    }
  }

  package func manifest(_ descriptor: Descriptor) async throws -> StoredManifest {
    StoredManifest(
      bytes: try document(descriptor),
      mediaType: descriptor.mediaType,
      digest: descriptor.digest
    )
  }

  package func configuration(_ descriptor: Descriptor) async throws -> [UInt8] {
    try document(descriptor)
  }

  package func layer(_ layer: Layer) async throws -> any ByteSource {
    guard let digest = layer.digest else {
      throw ArtifactError(.malformed, container.name, "layer \(layer.index) has no digest")
    }
    let path = ImageLayout.blobPath(digest)
    guard container.contains(path) else {
      throw ArtifactError(.notFound, container.name, "layer \(layer.index), \(digest), is missing")
    }
    return try container.source(path)
  }

  /// What the name leads to.
  private func start() throws -> Descriptor {
    guard let marker = try container.document(ImageLayout.markerPath) else {
      throw ArtifactError(.notFound, container.name, "no OCI layout: there is no oci-layout in it")
    }
    try ImageLayout.checkMarker(marker.span, limits: limits)
    return try named(in: try index())
  }

  /// What the layout lists.
  func index() throws -> ImageIndex {
    guard let bytes = try container.document(ImageLayout.indexPath) else {
      throw ArtifactError(.malformed, container.name, "the layout has no index.json")
    }
    return try ImageIndex(bytes.span, limits: limits)
  }

  func document(_ descriptor: Descriptor) throws -> [UInt8] {
    let path = ImageLayout.blobPath(descriptor.digest)
    guard let bytes = try container.document(descriptor.digest, at: path) else {
      throw ArtifactError(.notFound, container.name, "\(path) is missing")
    }
    return bytes
  }

  /// The images of a list, without what is attached to one of them.
  private func images(of index: ImageIndex) -> [Descriptor] {
    let listed = index.manifests.filter { !$0.isAttestation && !$0.isAttached }
    guard (2...64).contains(listed.count) else { return listed }
    let images = listed.filter { !isAttachedByItself($0) }
    return images.isEmpty ? listed : images
  }

  /// Whether a manifest says itself that it is attached, which its descriptor need not say.
  private func isAttachedByItself(_ descriptor: Descriptor) -> Bool {
    // What cannot be read is told of when it is chosen.
    guard descriptor.platform == nil, descriptor.size <= 4 << 20,
      let bytes = try? document(descriptor),
      case .image(let manifest)? = try? Manifest(
        bytes.span,
        contentType: descriptor.mediaType,
        limits: limits
      )
    else { return false }
    return manifest.subject != nil || !manifest.artifactType.isEmpty
  }

  /// The image the user meant; with several and no name, only the platform may decide.
  private func named(in index: ImageIndex) throws -> Descriptor {
    let images = images(of: index)
    guard let reference else {
      let names = Set(images.compactMap(\.layoutName)).sorted()
      guard names.count < 2 else {
        throw ArtifactError(
          .ambiguous,
          container.name,
          "it holds several images; name one of \(names.joined(separator: ", "))"
        )
      }
      if images.count == 1, let only = images.first, choice.wanted == nil { return only }
      var listed = index
      listed.manifests = images
      return try listed.manifest(for: choice.wanted, host: choice.host)
    }
    var named = index
    named.manifests = images.filter {
      $0.digest.description == reference || $0.layoutName == reference
        || $0.layoutName?.hasSuffix(":" + reference) == true
    }
    guard let found = named.manifests.first else {
      let names = images.map { $0.layoutName ?? $0.digest.description }
      throw ArtifactError(
        .notFound,
        container.name,
        "no image \(reference) in it; there are \(names.joined(separator: ", "))"
      )
    }
    // One name may stand for an image of each platform.
    if named.manifests.count > 1 {
      return try named.manifest(for: choice.wanted, host: choice.host)
    }
    return found
  }
}

/// Which of several images for several platforms is wanted.
package struct PlatformChoice: Hashable, Sendable {
  /// What the user asked for.
  package var wanted: Platform?
  /// What this machine is.
  package var host: Platform

  package init(wanted: Platform?, host: Platform) {
    self.wanted = wanted
    self.host = host
  }
}
