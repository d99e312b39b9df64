import Artifacts
package import Formats
import Glibc
import Model
package import Trust

/// All data in one file, for machines without a network: a tar archive of the signed manifest and
/// of every pack, each packed with zstd.
package enum PackExport {
  private static let manifestName = "manifest.json"
  private static let manifestLimit = 64 << 20

  /// Writes an export; `add` takes its bytes in order.
  package static func write(
    _ folder: PackFolder,
    _ manifest: PackManifest,
    add: ([UInt8]) throws -> Void
  ) throws {
    try addFile(manifestName, try folder.contents(of: folder.manifestPath), add)
    for entry in manifest.packs {
      try folder.verify(entry)
      let bytes = try folder.contents(of: "\(folder.path)/\(entry.file)")
      try addFile("\(entry.file).zst", Zstd.compressed(bytes), add)
    }
    try add(TarWriter.end)
  }

  private static func addFile(
    _ name: String,
    _ bytes: [UInt8],
    _ add: ([UInt8]) throws -> Void
  ) throws {
    let size = Int64(bytes.count)
    let header: [UInt8]
    do throws(TarWriterError) {
      header = try TarWriter.header(name: name, size: size)
    } catch {
      throw PackError(name, "cannot be exported: \(error)")
    }
    try add(header)
    try add(bytes)
    try add(TarWriter.padding(after: size))
  }

  /// Takes an export in: nothing changes unless all of it is what a trusted key signed.
  package static func read(
    _ source: any ByteSource,
    name: String,
    into folder: PackFolder,
    trusting keys: [Ed25519PublicKey]
  ) throws(PackError) -> PackManifest {
    try folder.makeDirectory()
    let lock = try FolderLock(folder.path)
    defer { lock.release() }
    let making = try MakingFolder(in: folder.path)
    do throws(ByteSourceError) {
      var reader = TarReader(source, limits: .standard)
      guard let first = try reader.next(), first.path == manifestName else {
        throw .malformed("no export of data: it does not begin with a manifest")
      }
      guard first.size <= Int64(manifestLimit) else { throw .limit("the manifest is too large") }
      var bytes: [UInt8] = []
      try reader.readContents(into: &bytes)
      let (envelope, manifest) = try verified(bytes, folder, keys, name)
      var missing = Dictionary(uniqueKeysWithValues: manifest.packs.map { ($0.file, $0) })
      while let entry = try reader.next() {
        let file = entry.path.hasSuffix(".zst") ? String(entry.path.dropLast(4)) : entry.path
        guard let pack = missing.removeValue(forKey: file) else {
          throw .malformed("\(entry.path) is not in the manifest")
        }
        guard entry.size <= PackFolder.packLimit else { throw .limit("\(entry.path) is too large") }
        try reader.readContents(into: &bytes)
        try unpack(bytes, pack, making)
      }
      guard missing.isEmpty else {
        throw .truncated("\(missing.keys.sorted().joined(separator: ", ")) is missing")
      }
      try install(manifest, envelope, making, folder)
      return manifest
    } catch {
      throw PackError(name, error.text)
    }
  }

  private static func verified(
    _ bytes: [UInt8],
    _ folder: PackFolder,
    _ keys: [Ed25519PublicKey],
    _ name: String
  ) throws(ByteSourceError) -> (Envelope, PackManifest) {
    do throws(PackError) {
      return try folder.verified(bytes, trusting: keys, name: name)
    } catch {
      throw .malformed(error.reason)
    }
  }

  private static func unpack(
    _ bytes: [UInt8],
    _ pack: PackManifest.Entry,
    _ making: MakingFolder
  ) throws(ByteSourceError) {
    var limits = Limits.standard
    limits.layerSize = pack.size + 1
    let plain = try decompressed(ArraySource(bytes), limits: limits)
      .contents(limit: Int(min(pack.size, PackFolder.packLimit)))
    guard Int64(plain.count) == pack.size, SHA256.digest(of: plain.span) == pack.digest else {
      throw .malformed("\(pack.file) is not what was signed")
    }
    guard let file = NewFile(in: making.path, mode: 0o644), file.write(plain),
      file.publish(as: "\(making.path)/\(pack.file)", replacing: false)
    else { throw .unreadable("\(pack.file): \(systemMessage(errno))") }
  }

  private static func install(
    _ manifest: PackManifest,
    _ envelope: Envelope,
    _ making: MakingFolder,
    _ folder: PackFolder
  ) throws(ByteSourceError) {
    for pack in manifest.packs {
      guard unsafe rename("\(making.path)/\(pack.file)", "\(folder.path)/\(pack.file)") == 0 else {
        throw .unreadable("\(pack.file): \(systemMessage(errno))")
      }
    }
    do throws(PackError) { try folder.install(envelope, manifest) } catch {
      throw .unreadable(error.description)
    }
  }
}
