import Artifacts
import Formats
import Glibc
import Model
package import Packs
package import Registry

/// Packs behind a server of plain files: the folder as it is, `manifest.json` and all.
package struct StaticOrigin: PackOrigin {
  package let name: String
  private let base: HTTPAddress
  private let transport: HTTPTransport
  private let progress: UpdateProgress
  /// Where the manifest lies while it comes.
  private let scratch: String

  /// Manifests larger than this are refused.
  static let manifestLimit: Int64 = 64 << 20

  /// - Parameters:
  ///   - address: of the folder, or of the manifest in it.
  ///   - folder: the packs here.
  package init(
    _ address: HTTPAddress,
    transport: HTTPTransport,
    folder: PackFolder,
    progress: UpdateProgress
  ) {
    name = address.description
    base = address.folder(of: "manifest.json")
    self.transport = transport
    self.progress = progress
    scratch = folder.arrivals
  }

  package func manifest() async throws -> [UInt8] {
    guard makeDirectories(scratch, mode: 0o755) else {
      throw UpdateError(scratch, systemMessage(errno))
    }
    let path = "\(scratch)/manifest.json"
    defer { _ = unsafe unlink(path) }
    let download = FileDownload(transport: transport, limit: Self.manifestLimit)
    _ = try await download.fetch(base.adding(path: "manifest.json"), into: path, unless: nil)
    do throws(ByteSourceError) {
      return try FileSource(path: path).contents(limit: Int(Self.manifestLimit))
    } catch {
      throw UpdateError(path, error.text)
    }
  }

  package func fetch(_ entry: PackManifest.Entry, to path: String) async throws {
    let download = FileDownload(transport: transport, limit: entry.size) { done, _ in
      progress.moved(entry.name, done, of: entry.size)
    }
    do {
      _ = try await download.fetch(base.adding(path: entry.file), into: path, unless: nil)
    } catch let error as RegistryError where error.code == .notFound {
      throw PackGone(reason: "its manifest names \(entry.file), which it does not have")
    }
  }
}
