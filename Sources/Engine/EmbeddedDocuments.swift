package import Artifacts
import Formats
package import Model

/// Finds the documents of statements on exploitability that lie in the file system of an artifact.
///
/// Looked for are JSON files below `usr/share/vex` and `.vex`, and those that end in `.openvex.json`
/// or `.vex.json` wherever they are.
package enum EmbeddedDocuments {
  /// No document of statements is larger.
  private static let sizeLimit: Int64 = 16 << 20
  /// As many documents as are taken in.
  private static let countLimit = 64
  private static let folders = ["usr/share/vex", ".vex"]

  package static func isDocument(_ path: String) -> Bool {
    guard path.hasSuffix(".json") else { return false }
    if folders.contains(where: { path.hasPrefix($0 + "/") }) { return true }
    return path.hasSuffix(".openvex.json") || path.hasSuffix(".vex.json")
  }

  /// Those of a directory: the files that lie in it, and those below the two folders.
  package static func found(inDirectory path: String) throws -> [Attachment] {
    try FolderDocuments.read(
      in: path,
      folders: folders,
      sizeLimit: sizeLimit,
      countLimit: countLimit,
      where: isDocument
    )
  }

  /// Those of an image: its layers are read once more, the topmost copy of a file counts.
  package static func found(
    in store: any ImageStore,
    limits: Limits
  ) async throws -> [Attachment] {
    var found: [String: [UInt8]] = [:]
    for layer in try await store.resolve().layers {
      let box = SourceBox(try await store.layer(layer))
      let layerChange: Change = try await onOwnThread {
        try Self.change(by: openLayer(box.source, layer: layer, limits: limits), limits)
      }
      for path in layerChange.removed {
        let below = path + "/"
        for known in found.keys where known == path || known.hasPrefix(below) {
          found[known] = nil
        }
      }
      found.merge(layerChange.documents) { _, later in later }
    }
    return found.sorted { $0.key < $1.key }.prefix(countLimit)
      .map { Attachment(origin: $0.key, bytes: $0.value) }
  }

  /// What one layer does to the documents of those below.
  private struct Change: Sendable {
    var documents: [String: [UInt8]] = [:]
    /// Paths that it takes away.
    var removed: [String] = []
  }

  private static func change(by layer: any ByteSource, _ limits: Limits) throws -> Change {
    var tar = TarReader(layer, limits: limits)
    var change = Change()
    var contents: [UInt8] = []
    while let entry = try tar.next() {
      let path: String = entry.path
      let (folder, name) = split(path)
      if name == ".wh..wh..opq" {
        change.removed.append(folder)
      } else if name.hasPrefix(".wh.") {
        let hidden = String(name.dropFirst(4))
        change.removed.append(folder.isEmpty ? hidden : "\(folder)/\(hidden)")
      } else if entry.kind == .file, isDocument(path), entry.size <= sizeLimit,
        change.documents.count < countLimit
      {
        try tar.readContents(into: &contents)
        change.documents[path] = contents
      }
    }
    return change
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}
