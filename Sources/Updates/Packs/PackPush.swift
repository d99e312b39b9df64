import Artifacts
import Formats
package import Model
import OCI
package import Packs
package import Registry

/// Puts all packs that are here into a registry, those that it lacks alone.
package struct PackPush: Sendable {
  private let folder: PackFolder
  private let progress: UpdateProgress

  /// What was done.
  package struct Summary: Hashable, Sendable {
    /// Of the manifest, by which the artifact can be named for ever.
    package var digest: Digest
    package var sent: [String] = []
    package var bytes: Int64 = 0
    package var packs = 0
  }

  package init(_ folder: PackFolder, progress: UpdateProgress = UpdateProgress()) {
    self.folder = folder
    self.progress = progress
  }

  /// - Parameters:
  ///   - signed: what is here.
  ///   - target: the tag, or the digest that it is known to have.
  package func run(
    _ signed: SignedPacks,
    to client: RegistryClient,
    as target: String
  ) async throws -> Summary {
    let packs = signed.manifest
    var sent: [String] = []
    var bytes: Int64 = 0
    var layers: [Descriptor] = []
    let held = try await held(by: client, as: target)
    for pack in packs.packs {
      if let known = held[pack.digest], try await client.holds(known.digest) {
        layers.append(PackArtifact.layer(pack, packed: known.digest, size: known.size))
        continue
      }
      progress.tell("sending \(pack.name)")
      let packed = try await packed(pack)
      let digest = SHA256.digest(of: packed.span)
      layers.append(PackArtifact.layer(pack, packed: digest, size: Int64(packed.count)))
      guard try await client.upload(packed, called: pack.name) else { continue }
      progress.note("\(pack.name) sent, \(UpdateProgress.mebibytes(Int64(packed.count))) MiB")
      sent.append(pack.name)
      bytes += Int64(packed.count)
    }
    progress.tell("sending the manifest")
    _ = try await client.upload(MediaType.emptyDocument, called: "the empty configuration")
    _ = try await client.upload(signed.document, called: "the signed manifest")
    let manifest = PackArtifact.manifest(
      packs,
      signed: PackArtifact.signedLayer(signed.document),
      layers: layers
    )
    let digest = try await client.put(manifest.json, type: .ociManifest, as: target)
    return Summary(digest: digest, sent: sent, bytes: bytes, packs: packs.packs.count)
  }

  /// What the registry has under the name already, by the digests of the packs themselves: these
  /// need not be packed again.
  ///
  /// It is taken at its word, as whoever fetches a pack holds it against what was signed.
  private func held(
    by client: RegistryClient,
    as target: String
  ) async throws -> [Digest: Descriptor] {
    guard let stored = try await client.manifestIfThere(target) else { return [:] }
    // Something else of that name is replaced.
    let manifest = try? Manifest(
      stored.bytes.span,
      contentType: stored.mediaType,
      limits: .standard
    )
    guard let manifest else { return [:] }
    return (try? PackArtifact.layers(of: manifest, name: target).packs) ?? [:]
  }

  /// A pack as it is sent, after making sure that it is what was signed.
  private func packed(_ pack: PackManifest.Entry) async throws -> [UInt8] {
    let folder = folder
    return try await onOwnThread {
      try folder.verify(pack)
      return Zstd.compressed(try folder.contents(of: "\(folder.path)/\(pack.file)"))
    }
  }
}
