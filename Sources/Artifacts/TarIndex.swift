import Formats
import Model

/// Where the files of a plain tar archive lie, so that each can be read by itself.
///
/// `docker save` and OCI archives keep layers beside small documents that say what they are.
struct TarIndex: Sendable {
  private(set) var files: [String: Range<Int64>] = [:]
  /// Links of old archives, where two images share a layer.
  private(set) var links: [String: String] = [:]

  init(_ file: FileHandleDescriptor, limits: Limits) throws(ByteSourceError) {
    let size = try file.size()
    var reader = TarReader(FileSource(file), limits: limits)
    while let entry = try reader.next() {
      switch entry.kind {
      case .file where !reader.isSparse:
        let start = reader.contentsOffset
        let (end, overflow) = start.addingReportingOverflow(entry.size)
        guard !overflow, end <= size else {
          throw .truncated("\(file.path) ends inside \(entry.path)")
        }
        files[entry.path] = start..<end
      case .symbolicLink:
        if let target = ArchivePath.resolved(target: entry.linkTarget, from: entry.path) {
          links[entry.path] = target
        }
      case .hardLink: links[entry.path] = entry.linkTarget
      case .file, .directory, .device, .fifo: break
      }
    }
  }

  /// The place of a file, links followed.
  func range(of path: String) -> Range<Int64>? {
    var path = path
    for _ in 0..<8 {
      if let found = files[path] { return found }
      guard let target = links[path] else { return nil }
      path = target
    }
    return nil
  }
}
