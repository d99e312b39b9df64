import Artifacts
import Formats
import Glibc
import Model
package import Packs

/// Somewhere that ready packs can be had.
package protocol PackOrigin: Sendable {
  /// What messages call it.
  var name: String { get }

  /// The signed manifest, unchecked.
  func manifest() async throws -> [UInt8]

  /// The packs whose files can really be had, by name; `nil` where all that are offered are.
  func available() async throws -> Set<String>?

  /// Brings the file of a pack, which who asked holds against what was signed.
  ///
  /// - Parameter path: where it is to lie; a part of it may lie there from an earlier run.
  func fetch(_ entry: PackManifest.Entry, to path: String) async throws
}

extension PackOrigin {
  package func available() async throws -> Set<String>? { nil }
}

/// Packs in a folder of this machine, such as a share or a stick.
package struct FolderOrigin: PackOrigin {
  package let name: String

  package init(path: String) { name = path }

  package func manifest() async throws -> [UInt8] {
    let folder = PackFolder(path: name)
    return try folder.contents(of: folder.manifestPath)
  }

  package func fetch(_ entry: PackManifest.Entry, to path: String) async throws {
    let source = "\(name)/\(entry.file)"
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    do throws(ByteSourceError) {
      let reader = try FileSource(path: source)
      guard let file = NewFile(in: folder, mode: 0o644) else {
        throw .unreadable(systemMessage(errno))
      }
      var rest = entry.size
      var piece = [UInt8](repeating: 0, count: 1 << 20)
      while rest > 0 {
        var window = piece.mutableSpan
        let count = min(try reader.read(into: &window), Int(rest))
        guard count > 0 else { throw .truncated("it ends \(rest) bytes too early") }
        guard file.write(Array(piece[..<count])) else { throw .unreadable(systemMessage(errno)) }
        rest -= Int64(count)
      }
      guard file.publish(as: path, replacing: true) else {
        throw .unreadable(systemMessage(errno))
      }
    } catch {
      throw UpdateError(source, error.text)
    }
  }
}
