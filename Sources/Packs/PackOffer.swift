import Artifacts
import Formats
import Glibc
import Model
package import Trust

/// Packs that somebody signed and that can be had somewhere.
package struct PackOffer: Sendable {
  let envelope: Envelope
  /// All that were signed, whether they can be had or not.
  package let manifest: PackManifest
  /// The names of those that the origin says it has; nobody signed that.
  package let available: Set<String>
}

extension PackFolder {
  /// What a signed manifest from elsewhere offers, after checking who signed it.
  ///
  /// - Parameter name: where it is from, for messages.
  package func offer(
    _ document: [UInt8],
    trusting keys: [Ed25519PublicKey],
    name: String
  ) throws(PackError) -> PackOffer {
    let (envelope, there) = try verified(document, trusting: keys, name: name)
    let manifest = try PackManifest(json: envelope.payload, path: name)
    return PackOffer(
      envelope: envelope,
      manifest: manifest,
      available: Set(there.packs.map(\.name))
    )
  }

  /// Where packs lie until all that are wanted have come: what has come is not fetched again.
  package var arrivals: String { "\(path)/.arriving" }

  /// Makes room for what is to come, and removes what nobody waits for.
  package func prepareArrivals(of entries: [PackManifest.Entry]) throws(PackError) {
    guard makeDirectories(arrivals, mode: 0o755) else {
      throw PackError(arrivals, systemMessage(errno))
    }
    let expected = Set(entries.map(\.file))
    for name in directoryNames(arrivals) ?? [] {
      let file = name.hasSuffix(".from") ? String(name.dropLast(5)) : name
      if !expected.contains(file) { _ = unsafe unlink("\(arrivals)/\(name)") }
    }
  }

  /// The packs of an offer that are not here, or not whole.
  package func lacking(_ entries: [PackManifest.Entry]) -> [PackManifest.Entry] {
    var stamps = PackStamps(folder: self)
    return entries.filter { entry in
      do throws(PackError) {
        try stamps.verify(entry, at: "\(path)/\(entry.file)")
        return false
      } catch {
        return true
      }
    }
  }

  /// Whether a pack has come before.
  package func hasArrived(_ entry: PackManifest.Entry) -> Bool {
    (try? fileDigest("\(arrivals)/\(entry.file)")).map { $0 == (entry.digest, entry.size) } ?? false
  }

  /// Holds what came against what was signed.
  package func checkArrival(_ entry: PackManifest.Entry, from name: String) throws(PackError) {
    let file = "\(arrivals)/\(entry.file)"
    let (digest, size) = try fileDigest(file)
    guard size == entry.size, digest == entry.digest else {
      _ = unsafe unlink(file)
      throw PackError(
        name,
        "\(entry.name) is not what was signed: \(size) bytes with the digest \(digest), "
          + "and not \(entry.size) with \(entry.digest)"
      )
    }
  }

  /// Puts an offer in the place of what is here, all at once.
  ///
  /// - Parameters:
  ///   - wanted: the packs that are to be here, all of which have come or are here.
  package func accept(_ offer: PackOffer, _ wanted: Set<String>) throws(PackError) -> PackManifest {
    let manifest = offer.manifest.restricted(to: wanted)
    for entry in manifest.packs {
      let arrived = "\(arrivals)/\(entry.file)"
      let place = "\(path)/\(entry.file)"
      if unsafe access(arrived, F_OK) != 0, unsafe access(place, F_OK) == 0 { continue }
      guard unsafe rename(arrived, place) == 0 else {
        throw PackError(entry.file, systemMessage(errno))
      }
    }
    try install(offer.envelope, manifest)
    try prepareArrivals(of: [])
    _ = unsafe rmdir(arrivals)
    return manifest
  }

  /// Copies all packs into another folder, such as one that a server offers to others.
  ///
  /// What the manifest there named until now stays, for those who have just begun to fetch it.
  ///
  /// - Returns: the packs that were not there.
  package func publish(
    _ packs: SignedPacks,
    to folder: PackFolder
  ) throws(PackError) -> [PackManifest.Entry] {
    try folder.makeDirectory()
    let lock = try FolderLock(folder.path)
    defer { lock.release() }
    let manifest = packs.manifest
    let before = folder.namedFiles()
    let lacking = folder.lacking(manifest.packs)
    for entry in lacking {
      try verify(entry)
      try folder.write(try contents(of: "\(path)/\(entry.file)"), as: entry.file)
    }
    try folder.write(packs.document, as: "manifest.json")
    folder.removeFiles(besides: before.union(manifest.packs.map(\.file)))
    return lacking
  }

  /// The files that the manifest names, whoever signed it.
  func namedFiles() -> Set<String> {
    // A folder without a manifest that can be read has no readers.
    guard unsafe access(manifestPath, F_OK) == 0, let bytes = try? contents(of: manifestPath),
      let envelope = try? Envelope(json: bytes, limits: .standard),
      let manifest = try? PackManifest(json: envelope.payload, path: manifestPath)
    else { return [] }
    return Set(manifest.packs.map(\.file))
  }
}
