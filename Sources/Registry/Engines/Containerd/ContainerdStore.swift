package import Artifacts
package import Formats
package import Model
package import OCI

/// An image in containerd's content store.
package struct ContainerdStore: ManifestStore {
  /// The namespace it was found in.
  package let namespace: String
  /// The name containerd holds it by.
  package let heldName: String
  private let client: ContainerdClient
  private let wanted: EngineImageName
  private let target: Descriptor
  package let choice: PlatformChoice
  package let limits: Limits

  /// Looks for an image in one namespace after the other.
  ///
  /// - Parameters:
  ///   - name: the image, as the user wrote it.
  ///   - namespaces: where to look, the first first.
  ///   - client: the connection, which is needed as long as the store.
  ///   - choice: the platform wanted.
  ///   - limits: how much to take in.
  package init(
    finding name: EngineImageName,
    in namespaces: [String],
    of client: ContainerdClient,
    choice: PlatformChoice,
    limits: Limits
  ) async throws {
    for namespace in namespaces {
      guard let image = try await Self.find(name, in: namespace, of: client) else { continue }
      self.namespace = namespace
      heldName = image.name
      target = image.target
      self.client = client
      wanted = name
      self.choice = choice
      self.limits = limits
      return
    }
    throw try await Self.missing(name, namespaces, client)
  }

  package var name: String { wanted.text }

  package func resolve() async throws -> ResolvedImage {
    var image = try await image(
      from: { try await manifest(target) },
      called: { wanted.shown }
    ).image
    image.subject.tags = wanted.reference == nil ? [] : [wanted.shown]
    return image
  }

  package func manifest(_ descriptor: Descriptor) async throws -> StoredManifest {
    StoredManifest(
      bytes: try await document(descriptor, what: "the manifest"),
      mediaType: descriptor.mediaType,
      digest: descriptor.digest
    )
  }

  package func configuration(_ descriptor: Descriptor) async throws -> [UInt8] {
    try await document(descriptor, what: "the configuration")
  }

  package func check(_ image: ResolvedImage) throws {
    let found = image.configuration.platform
    if let wanted = choice.wanted, wanted.distance(to: found) == nil {
      throw otherPlatform(wanted, held: [found.description])
    }
  }

  package func layer(_ layer: Layer) async throws -> any ByteSource {
    guard let digest = layer.digest else {
      throw ArtifactError(.malformed, name, "layer \(layer.index) has no digest")
    }
    guard let size = try await client.size(of: digest, in: namespace) else {
      throw EngineError(
        .incomplete,
        .containerd,
        "layer \(layer.index) of \(wanted) was thrown away after unpacking "
          + "(discard_unpacked_layers) or never fetched; `ctr images pull` fetches it, and "
          + "registry:\(wanted) reads it without"
      )
    }
    return ContentSource(client, digest, size: size, namespace: namespace)
  }

  /// The image of an index for the platform, if it is here.
  ///
  /// containerd fetches one platform of an index as a rule; where that is not this machine's and
  /// none was asked for, it is the one that is meant.
  package func choose(_ index: ImageIndex) async throws -> Descriptor {
    let best: Descriptor?
    do throws(ImageFormatError) {
      best = try index.manifest(for: choice.wanted, host: choice.host)
    } catch {
      guard choice.wanted == nil, case .noSuchPlatform = error else { throw error }
      best = nil
    }
    if let best, try await isHere(best) { return best }
    var here: [Descriptor] = []
    for entry in index.manifests where !entry.isAttestation {
      if try await isHere(entry) { here.append(entry) }
    }
    if choice.wanted == nil, here.count == 1, let only = here.first { return only }
    let held = here.map { $0.platform?.description ?? "an unnamed platform" }.sorted()
    throw otherPlatform(choice.wanted ?? choice.host, held: held)
  }

  private func isHere(_ descriptor: Descriptor) async throws -> Bool {
    try await client.size(of: descriptor.digest, in: namespace) != nil
  }

  private func otherPlatform(_ platform: Platform, held: [String]) -> EngineError {
    EngineError(
      .otherPlatform,
      .containerd,
      (held.isEmpty
        ? "\(wanted) is known, and its content is not here"
        : "\(wanted) is here for \(held.joined(separator: ", ")), not for \(platform)")
        + "; `\(EngineKind.containerd.pullCommand("--platform \(platform) \(heldName)"))` fetches it"
    )
  }

  private func document(_ descriptor: Descriptor, what: String) async throws -> [UInt8] {
    guard let bytes = try await client.document(descriptor.digest, in: namespace) else {
      throw EngineError(
        .incomplete,
        .containerd,
        "\(what) of \(wanted), \(descriptor.digest), is not in its content store; "
          + "`\(EngineKind.containerd.pullCommand(heldName))` fetches it"
      )
    }
    return bytes
  }
}

extension ContainerdStore {
  /// The image by its name as written and in full, or by the digest it is to have.
  private static func find(
    _ name: EngineImageName,
    in namespace: String,
    of client: ContainerdClient
  ) async throws -> ContainerdImage? {
    var names = [name.text]
    if let reference = name.reference { names.append(reference.canonical) }
    for candidate in names {
      if let image = try await client.image(candidate, in: namespace) { return image }
    }
    guard let digest = name.reference?.digest else { return nil }
    // A tag beside a digest is a remark: what counts is what the name leads to.
    let prefix = name.reference?.name ?? ""
    return try await client.images(of: digest, in: namespace)
      .filter { $0.name.hasPrefix(prefix + ":") || $0.name.hasPrefix(prefix + "@") }
      .min { $0.name < $1.name }
  }

  private static func missing(
    _ name: EngineImageName,
    _ namespaces: [String],
    _ client: ContainerdClient
  ) async throws -> EngineError {
    var error = EngineError.noSuchImage(name.reference?.canonical ?? name.text, .containerd)
    for other in ["default", "k8s.io", "moby"] where !namespaces.contains(other) {
      guard try await find(name, in: other, of: client) != nil else { continue }
      error.cause =
        "there is no image \(name) in the namespace \(namespaces.joined(separator: ", ")); there "
        + "is one in \(other), which CONTAINERD_NAMESPACE=\(other) chooses"
      return error
    }
    error.cause += " (looked in the namespace \(namespaces.joined(separator: ", ")))"
    return error
  }
}
