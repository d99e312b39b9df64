import Artifacts
import Formats
import Glibc
package import Model
package import OCI
package import Packs
package import Registry
import Synchronization

/// Packs in a registry.
package final class RegistryOrigin: PackOrigin {
  package let name: String
  private let reference: ImageReference
  private let client: RegistryClient
  private let limits: Limits
  private let progress: UpdateProgress
  private let layers = Mutex<[Digest: Descriptor]>([:])
  private let offered = Mutex(Set<String>())

  package init(
    _ reference: ImageReference,
    client: RegistryClient,
    limits: Limits,
    progress: UpdateProgress
  ) {
    name = reference.familiar
    self.reference = reference
    self.client = client
    self.limits = limits
    self.progress = progress
  }

  package func manifest() async throws -> [UInt8] {
    let stored = try await client.manifest(reference.target)
    let manifest: Manifest
    do throws(ImageFormatError) {
      manifest = try Manifest(stored.bytes.span, contentType: stored.mediaType, limits: limits)
    } catch {
      throw UpdateError(name, error.description)
    }
    let (signed, packs) = try PackArtifact.layers(of: manifest, name: name)
    layers.withLock { $0 = packs }
    let names = packs.values.compactMap { $0.annotations[PackArtifact.nameKey] }
    offered.withLock { $0 = Set(names) }
    return try await client.document(signed, called: "the signed manifest")
  }

  package func available() async throws -> Set<String>? { offered.withLock(\.self) }

  package func fetch(_ entry: PackManifest.Entry, to path: String) async throws {
    guard let layer = layers.withLock({ $0[entry.digest] }) else {
      throw PackGone(reason: "\(entry.name) was signed and is not among its layers")
    }
    let packed = Arrival(source: try await client.blob(layer, index: 1, called: entry.name))
    let (limits, progress) = (limits, progress)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try await onOwnThread {
      do throws(ByteSourceError) {
        guard let file = NewFile(in: folder, mode: 0o644) else {
          throw .unreadable(systemMessage(errno))
        }
        try Self.unpack(packed.source, entry, limits, into: file, progress)
        guard file.publish(as: path, replacing: true) else {
          throw .unreadable(systemMessage(errno))
        }
      } catch {
        throw UpdateError(entry.name, error.text)
      }
    }
  }

  /// Unpacks no more than was signed.
  private static func unpack(
    _ packed: any ByteSource,
    _ entry: PackManifest.Entry,
    _ limits: Limits,
    into file: NewFile,
    _ progress: UpdateProgress
  ) throws(ByteSourceError) {
    var limits = limits
    limits.layerSize = entry.size + 1
    let plain = try decompressed(packed, limits: limits)
    var done: Int64 = 0
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      var window = piece.mutableSpan
      let count = try plain.read(into: &window)
      guard count > 0 else { return }
      done += Int64(count)
      guard done <= entry.size else { throw .limit("it is larger than what was signed") }
      guard file.write(Array(piece[..<count])) else { throw .unreadable(systemMessage(errno)) }
      progress.moved(entry.name, done, of: entry.size)
    }
  }
}

/// A source on its way to the thread that reads it.
// SAFETY: it is made here, handed to one thread, and used by nobody else.
private final class Arrival: @unchecked Sendable {
  let source: any ByteSource

  init(source: any ByteSource) { self.source = source }
}
