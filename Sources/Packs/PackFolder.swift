import Artifacts
import Formats
import Glibc
import Model
package import Trust

/// A folder of packs on this machine.
///
///     DIR/manifest.json     the signed manifest: which files count; beside the signature, which of
///                           the packs are here, where not all are
///     DIR/NAME-HASH.pack    a pack, named after its content
///     DIR/.verified         what was hashed before, so that it need not be again
///
/// Changing the data is writing new files and then replacing the manifest: whoever reads meanwhile
/// has the old data or the new, never some of each.
package struct PackFolder: Sendable {
  /// Larger than any pack that is made from what publishers offer, in bytes.
  package static let packLimit: Int64 = 2 << 30

  package let path: String

  package init(path: String) { self.path = path }

  package var manifestPath: String { "\(path)/manifest.json" }

  /// The manifest; `nil` where there is no data yet.
  ///
  /// - Parameter keys: who may have signed it.
  package func manifest(trusting keys: [Ed25519PublicKey]) throws(PackError) -> PackManifest? {
    try signed(trusting: keys)?.manifest
  }

  /// The manifest and the very bytes of it that were signed; `nil` where there is no data yet.
  ///
  /// - Parameter keys: who may have signed it.
  package func signed(trusting keys: [Ed25519PublicKey]) throws(PackError) -> SignedPacks? {
    guard unsafe access(manifestPath, F_OK) == 0 else { return nil }
    let document = try contents(of: manifestPath)
    let manifest = try verified(document, trusting: keys, name: manifestPath).1
    return SignedPacks(document: document, manifest: manifest)
  }

  /// A manifest that somebody signed, after checking who, with the packs alone that are there.
  func verified(
    _ bytes: [UInt8],
    trusting keys: [Ed25519PublicKey],
    name: String
  ) throws(PackError) -> (Envelope, PackManifest) {
    let envelope: Envelope
    do throws(EnvelopeError) {
      envelope = try Envelope(json: bytes, limits: .standard)
    } catch {
      throw PackError(name, "the manifest of the data is damaged; build or import the data again")
    }
    guard envelope.payloadType == PackManifest.payloadType else {
      throw PackError(name, "not a manifest of data packs")
    }
    guard envelope.signer(among: keys) != nil else { throw unknownSigner(of: envelope, name) }
    let manifest = try PackManifest(json: envelope.payload, path: name)
    let held = PackSelection.held(in: bytes)
    return (envelope, held.map { manifest.restricted(to: $0) } ?? manifest)
  }

  private func unknownSigner(of envelope: Envelope, _ name: String) -> PackError {
    let ids = envelope.signatures.map { String($0.keyID.prefix(16)) }.joined(separator: ", ")
    return PackError(
      name,
      "the data is signed by nobody who is trusted here (key \(ids.isEmpty ? "unknown" : ids)); "
        + "if you know the key, trust it by 'plimsoll data key trust FILE', "
        + "or make the data yourself by 'plimsoll data build'"
    )
  }

  /// Puts a manifest in place of the one that is there, and removes packs it does not name.
  package func install(_ manifest: PackManifest, key: Ed25519PrivateKey) throws(PackError) {
    let envelope: Envelope
    do throws(KeyError) {
      envelope = try Envelope(manifest.json, type: PackManifest.payloadType, key: key)
    } catch {
      throw PackError(manifestPath, "the key cannot sign")
    }
    try install(envelope, manifest)
  }

  /// Puts a manifest that somebody else signed in place.
  ///
  /// What the manifest before it named stays until the next time: a scan that is under way reads on.
  package func install(_ envelope: Envelope, _ manifest: PackManifest) throws(PackError) {
    let before = namedFiles()
    try write(PackSelection.document(envelope, manifest), as: "manifest.json")
    removeFiles(besides: before.union(manifest.packs.map(\.file)))
  }

  /// Writes a file of the folder whole, or not at all.
  package func write(_ bytes: [UInt8], as name: String) throws(PackError) {
    let target = "\(path)/\(name)"
    guard let file = NewFile(in: path, mode: 0o644), file.write(bytes),
      file.publish(as: target, replacing: true)
    else { throw PackError(target, systemMessage(errno)) }
  }

  /// Hashes a pack and holds it against the manifest.
  package func verify(_ entry: PackManifest.Entry) throws(PackError) {
    try PackStamps.check(entry, at: "\(path)/\(entry.file)")
  }

  package func makeDirectory() throws(PackError) {
    guard makeDirectories(path, mode: 0o755) else { throw PackError(path, systemMessage(errno)) }
  }

  package func contents(of path: String) throws(PackError) -> [UInt8] {
    do throws(ByteSourceError) {
      return try wholeFile(path, limit: Int(Self.packLimit))
    } catch {
      throw PackError(path, "cannot be read: \(error)")
    }
  }

  /// Who has a pack open keeps it.
  func removeFiles(besides names: Set<String>) {
    for name in (directoryNames(path) ?? []) where name.hasSuffix(".pack") && !names.contains(name)
    {
      _ = unsafe unlink("\(path)/\(name)")
    }
  }
}

/// All bytes of a file, up to a limit.
func wholeFile(_ path: String, limit: Int) throws(ByteSourceError) -> [UInt8] {
  let descriptor = try FileHandleDescriptor(readingAt: path)
  let size = try descriptor.size()
  guard size <= limit else { throw .limit("\(path) has more than \(limit >> 20) MiB") }
  return try FileSource(descriptor).contents(limit: limit)
}

/// Packs as somebody signed them: what was said, and in which bytes.
package struct SignedPacks: Hashable, Sendable {
  package var document: [UInt8]
  package var manifest: PackManifest
}
