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
  ///   - packs: what is here.
  ///   - target: the tag, or the digest that it is known to have.
  package func run(
    _ packs: PackManifest,
    to client: RegistryClient,
    as target: String
  ) async throws -> Summary {
    let document = try folder.contents(of: folder.manifestPath)
    var sent: [String] = []
    var bytes: Int64 = 0
    var layers: [Descriptor] = []
    for pack in packs.packs {
      progress.tell("sending \(pack.name)")
      let packed = try await packed(pack)
      layers.append(PackArtifact.layer(pack, packed: packed))
      guard try await client.upload(packed, called: pack.name) else { continue }
      progress.note("\(pack.name) sent, \(UpdateProgress.mebibytes(Int64(packed.count))) MiB")
      sent.append(pack.name)
      bytes += Int64(packed.count)
    }
    progress.tell("sending the manifest")
    _ = try await client.upload(MediaType.emptyDocument, called: "the empty configuration")
    _ = try await client.upload(document, called: "the signed manifest")
    let manifest = PackArtifact.manifest(
      packs,
      signed: PackArtifact.signedLayer(document),
      layers: layers
    )
    let digest = try await client.put(manifest.json, type: .ociManifest, as: target)
    return Summary(digest: digest, sent: sent, bytes: bytes, packs: packs.packs.count)
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
