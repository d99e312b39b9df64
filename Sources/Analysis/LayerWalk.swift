package import Formats
package import Model

/// Walks the archive of one layer once, in order, as its bytes arrive.
package struct LayerWalk {
  private let index: FileIndex
  private let limits: Limits

  package init(index: FileIndex, limits: Limits) {
    self.index = index
    self.limits = limits
  }

  /// Reads a tar archive to its end.
  ///
  /// What was read before an error stays in the result beside the gap that the error leaves, so
  /// that a damaged layer is neither lost nor taken for a whole one.
  ///
  /// - Parameters:
  ///   - source: the decompressed bytes.
  ///   - queue: does the analysis; without one it is done here.
  ///   - shouldStop: asked between files; the walk ends with a gap when it says so.
  package func run(
    _ source: any ByteSource,
    queue: (any AnalysisQueue)? = nil,
    shouldStop: () -> Bool = { false }
  ) -> LayerInventory {
    var collector = LayerCollector(index: index, limits: limits)
    var reader = TarReader(source, limits: limits)
    var buffer: [UInt8] = []
    do {
      while let entry = try reader.next() {
        if shouldStop() {
          collector.noteGap(
            CoverageGap(.limit, path: entry.path, source: "layer", detail: "the time is up")
          )
          break
        }
        try visit(entry, &reader, &buffer, &collector, queue)
      }
      if !reader.hasEndMarker {
        collector.noteGap(
          CoverageGap(.truncated, path: "", source: "layer", detail: "the end marker is missing")
        )
      }
      try reader.drain()
    } catch {
      collector.noteGap(error.gap(path: "", source: "layer"))
    }
    for (name, reason) in reader.refused {
      collector.noteGap(
        CoverageGap(.malformed, path: "", source: "layer", detail: reason.sentence(about: name))
      )
    }
    return collector.finish(queue)
  }

  private func visit(
    _ entry: FileEntry,
    _ reader: inout TarReader,
    _ buffer: inout [UInt8],
    _ collector: inout LayerCollector,
    _ queue: (any AnalysisQueue)?
  ) throws(ByteSourceError) {
    guard entry.kind == .file else {
      collector.add(entry)
      return
    }
    let head = reader.isSparse ? [] : try reader.peekContents(8)
    let interest = collector.interest(in: entry, head: head)
    if interest.isNone {
      collector.add(entry)
    } else if entry.size > limits.fileSize {
      var hash = SHA256()
      if reader.isSparse {
        collector.addUnreadable(entry, detail: "a sparse file of \(entry.size) bytes")
        return
      }
      try reader.readContents { hash.update($0) }
      collector.addOversized(entry, interest: interest, sha256: hash.finish())
    } else {
      if let queue { buffer = queue.buffer(for: Int(entry.size)) }
      try reader.readContents(into: &buffer)
      collector.add(entry, interest: interest, contents: &buffer, queue: queue)
      // One huge file must not hold its memory for the rest of the walk.
      if buffer.capacity > 64 << 20 { buffer = [] }
    }
  }
}

extension ByteSourceError {
  /// The gap this leaves where the bytes were those of `path`.
  package func gap(path: String, source: String) -> CoverageGap {
    switch self {
    case .truncated(let text): CoverageGap(.truncated, path: path, source: source, detail: text)
    case .malformed(let text): CoverageGap(.malformed, path: path, source: source, detail: text)
    case .limit(let text): CoverageGap(.limit, path: path, source: source, detail: text)
    case .unsupported(let text): CoverageGap(.unsupported, path: path, source: source, detail: text)
    case .unreadable(let text): CoverageGap(.unreadable, path: path, source: source, detail: text)
    }
  }
}

extension ArchivePathError {
  fileprivate func sentence(about name: String) -> String {
    switch self {
    case .notUTF8: "an entry whose name is not UTF-8 was passed over: \(name)"
    case .climbsOut: "an entry whose name leads out of the root was passed over: \(name)"
    case .holdsNUL: "an entry whose name holds a NUL was passed over: \(name)"
    }
  }
}
