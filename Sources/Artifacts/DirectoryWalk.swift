package import Analysis
package import Formats
import Glibc
package import Model

/// Walks a directory of this machine once and never leaves it: links are recorded, not followed.
package struct DirectoryWalk {
  private let root: String
  private let index: FileIndex
  private let limits: Limits
  private let exclusions: WalkExclusions

  package init(root: String, index: FileIndex, limits: Limits, exclusions: WalkExclusions) {
    self.root = root
    self.index = index
    self.limits = limits
    self.exclusions = exclusions
  }

  /// Reads the tree; what cannot be read is a gap beside what can.
  ///
  /// - Parameter shouldStop: asked between files; the walk ends with a gap when it says so.
  package func run(
    shouldStop: () -> Bool = { false }
  ) throws(ByteSourceError) -> LayerInventory {
    var collector = LayerCollector(index: index, limits: limits)
    let top = try OpenDirectory(path: root)
    var visit = Visit(limits: limits, queue: try AnalysisThread())
    // Depth first with the open directories on a stack, so that depth costs no call frames.
    var stack = [top.listing(path: "")]
    while var listing = stack.popLast() {
      guard let name = listing.names.popLast() else { continue }
      if shouldStop() {
        collector.noteGap(
          CoverageGap(.limit, path: listing.path, source: "walk", detail: "the time is up")
        )
        break
      }
      let path = listing.path.isEmpty ? name : "\(listing.path)/\(name)"
      stack.append(listing)
      if let below = visit.visit(path, name, in: listing.directory, exclusions, &collector) {
        stack.append(below)
      }
      guard visit.entryCount <= limits.entries else {
        collector.noteGap(
          CoverageGap(.limit, path: path, source: "walk", detail: "\(limits.entries) entries")
        )
        break
      }
    }
    return collector.finish(visit.queue)
  }
}

/// Takes one entry of a directory after another.
private struct Visit {
  let limits: Limits
  let queue: AnalysisThread
  var entryCount = 0
  private var buffer: [UInt8] = []

  init(limits: Limits, queue: AnalysisThread) {
    self.limits = limits
    self.queue = queue
  }

  /// Records an entry; gives the listing of a directory that is to be walked.
  mutating func visit(
    _ path: String,
    _ name: String,
    in directory: OpenDirectory,
    _ exclusions: WalkExclusions,
    _ collector: inout LayerCollector
  ) -> OpenDirectory.Listing? {
    entryCount += 1
    do throws(ByteSourceError) {
      let entry = try directory.entry(name, path: path)
      guard entry.kind == .directory else {
        try visitFile(entry, name, in: directory, &collector)
        return nil
      }
      collector.add(entry)
      switch exclusions.decision(about: path, name: name) {
      case .walk: return try directory.open(name, path: path).listing(path: path)
      case .skip: return nil
      case .skipWithGap(let detail):
        collector.noteGap(CoverageGap(.unsupported, path: path, source: "walk", detail: detail))
        return nil
      }
    } catch {
      // A file that vanished between the listing and now was never there for us.
      if case .unreadable(let text) = error, text.hasSuffix(systemMessage(ENOENT)) { return nil }
      collector.noteGap(error.gap(path: path, source: "walk"))
      return nil
    }
  }

  private mutating func visitFile(
    _ entry: FileEntry,
    _ name: String,
    in directory: OpenDirectory,
    _ collector: inout LayerCollector
  ) throws(ByteSourceError) {
    guard entry.kind == .file, entry.size > 0, collector.mayWant(entry) else {
      collector.add(entry)
      return
    }
    let file = try directory.openFile(name, path: entry.path)
    var head = [UInt8](repeating: 0, count: 8)
    var span = head.mutableSpan
    let headCount = try file.read(into: &span, atMost: 8, at: 0)
    let interest = collector.interest(in: entry, head: Array(head.prefix(headCount)))
    if interest.isNone {
      collector.add(entry)
    } else if entry.size > limits.fileSize {
      collector.addOversized(entry, interest: interest, sha256: try file.sha256())
    } else {
      try file.readAll(into: &buffer, atMost: limits.fileSize)
      collector.add(entry, interest: interest, contents: &buffer, queue: queue)
      if buffer.capacity > 64 << 20 { buffer = [] }
    }
  }
}
