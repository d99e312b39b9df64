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
      let known = Array(found.keys)
      let change: Change = try await onOwnThread {
        try Self.change(by: openLayer(box.source, layer: layer, limits: limits), to: known, limits)
      }
      for path in change.removed { found[path] = nil }
      found.merge(change.documents) { _, later in later }
      let size = found.values.reduce(0) { $0 + $1.count }
      guard found.count <= countLimit, size <= attachmentSizeLimit else {
        throw ByteSourceError.limit(
          "\(countLimit) documents or \(attachmentSizeLimit >> 20) MiB of statements in an image"
        )
      }
    }
    return found.sorted { $0.key < $1.key }.map { Attachment(origin: $0.key, bytes: $0.value) }
  }

  /// What one layer does to the documents of those below.
  private struct Change: Sendable {
    var documents: [String: [UInt8]] = [:]
    /// Documents that it takes away or replaces.
    var removed: Set<String> = []
    var size: Int64 = 0
  }

  /// - Parameter known: the documents of the layers below.
  private static func change(
    by layer: any ByteSource,
    to known: [String],
    _ limits: Limits
  ) throws -> Change {
    var tar = TarReader(layer, limits: limits)
    var change = Change()
    var contents: [UInt8] = []
    while let entry = try tar.next() {
      let path: String = entry.path
      // What is put in the place of a document or of a folder above it hides it, whatever it is.
      if entry.kind != .directory || path.hasSuffix(".wh..wh..opq") {
        let hidden = hiddenPath(path)
        change.removed.formUnion(
          known.filter { hidden.isEmpty || $0 == hidden || $0.hasPrefix(hidden + "/") }
        )
      }
      guard entry.kind == .file, isDocument(path) else { continue }
      change.size += entry.size
      guard entry.size <= sizeLimit, change.size <= attachmentSizeLimit,
        change.documents.count < countLimit
      else { throw ByteSourceError.limit("statements in \(path): too many or too large") }
      try tar.readContents(into: &contents)
      change.documents[path] = contents
    }
    return change
  }

  /// The path that an entry hides in the layers below, for whiteouts the one they are about; empty
  /// for everything.
  private static func hiddenPath(_ path: String) -> String {
    let (folder, name) = split(path)
    if name == ".wh..wh..opq" { return folder }
    guard name.hasPrefix(".wh.") else { return path }
    let hidden = String(name.dropFirst(4))
    return folder.isEmpty ? hidden : "\(folder)/\(hidden)"
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}
