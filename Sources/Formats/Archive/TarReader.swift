package import Model

/// Reads the entries of a tar archive in order, as they arrive: ustar, pax and GNU forms.
///
/// Contents are read, or passed over, before the next entry. An entry whose name is no path is
/// passed over and kept in `refused`, so that the caller can say so.
package struct TarReader: ~Copyable {
  private let source: any ByteSource
  private let limits: Limits
  private var window: SlidingWindow
  private var globals = PaxRecords()
  private var entryCount = 0
  /// Bytes of the current entry's contents not yet taken, and the padding after them.
  private var remaining: Int64 = 0
  private var padding = 0
  /// Whether the two zero blocks at the end were seen.
  package private(set) var hasEndMarker = false
  /// Where the stored bytes of the current entry belong, if it has holes.
  private var sparse: SparseMap?
  private var sparseMapIsInContents = false
  /// Names that are no paths, with the reason; at most a hundred are kept.
  package private(set) var refused: [(name: String, reason: ArchivePathError)] = []

  package init(_ source: any ByteSource, limits: Limits) {
    self.source = source
    self.limits = limits
    window = SlidingWindow(size: 512 << 10)
  }

  /// The next entry, or `nil` at the end of the archive.
  package mutating func next() throws(ByteSourceError) -> FileEntry? {
    while true {
      try skipContents()
      guard let (header, extended) = try nextHeader() else { return nil }
      entryCount += 1
      guard entryCount <= limits.entries else { throw .limit("\(limits.entries) entries") }
      if let entry = try makeEntry(header, extended) { return entry }
    }
  }

  /// Looks at up to `count` of the first bytes of the contents without taking them.
  package mutating func peekContents(_ count: Int) throws(ByteSourceError) -> [UInt8] {
    let wanted = Int(min(Int64(count), remaining))
    guard try window.ensure(wanted, from: source) else { throw endsEarly }
    return window.copy(first: wanted)
  }

  /// Hands the contents of the current entry over in pieces, in order.
  package mutating func readContents(
    _ body: (Span<UInt8>) -> Void
  ) throws(ByteSourceError) {
    while remaining > 0 {
      guard try window.ensure(1, from: source) else { throw endsEarly }
      let count = Int(min(remaining, Int64(window.count)))
      window.take(count, body)
      remaining -= Int64(count)
    }
  }

  /// Whether the current entry is stored with holes; its contents can only be read whole.
  package var isSparse: Bool { sparse != nil }

  /// Replaces `buffer` by the contents of the current entry, holes filled with zeros.
  package mutating func readContents(into buffer: inout [UInt8]) throws(ByteSourceError) {
    try readStored(into: &buffer)
    guard var map = sparse else { return }
    let start = sparseMapIsInContents ? try map.addMap(inFrontOf: buffer) : 0
    buffer = try map.expand(buffer, from: start, limits: limits)
  }

  private mutating func readStored(into buffer: inout [UInt8]) throws(ByteSourceError) {
    buffer.removeAll(keepingCapacity: true)
    // The size is a claim, but what does not come is never touched, and so costs no memory.
    buffer.reserveCapacity(Int(min(remaining, 64 << 20)))
    while remaining > 0 {
      guard try window.ensure(1, from: source) else { throw endsEarly }
      let count = Int(min(remaining, Int64(window.count)))
      window.move(count, to: &buffer)
      remaining -= Int64(count)
    }
  }

  /// Reads on in the stored contents of the current entry; 0 at their end.
  package mutating func readContents(
    into span: inout MutableSpan<UInt8>
  ) throws(ByteSourceError) -> Int {
    guard remaining > 0 else { return 0 }
    guard try window.ensure(1, from: source) else { throw endsEarly }
    let count = window.move(atMost: Int(min(remaining, Int64.max)), to: &span)
    remaining -= Int64(count)
    return count
  }

  /// Where the contents of the current entry begin, before anything of them is read.
  package var contentsOffset: Int64 { window.offset }

  /// Reads whatever follows the archive, so that a digest over all of it can be checked.
  package mutating func drain() throws(ByteSourceError) {
    try skipContents()
    repeat { window.drop(window.count) } while try window.ensure(1, from: source)
  }

  private var endsEarly: ByteSourceError {
    .truncated("the archive ends inside the contents of entry \(entryCount)")
  }

  private mutating func skipContents() throws(ByteSourceError) {
    var left = remaining + Int64(padding)
    while left > 0 {
      if window.count == 0 { left -= window.skip(left, in: source) }
      guard left > 0 else { break }
      guard try window.ensure(1, from: source) else { throw endsEarly }
      let count = Int(min(left, Int64(window.count)))
      window.drop(count)
      left -= Int64(count)
    }
    (remaining, padding) = (0, 0)
  }

  /// Reads headers up to one that stands for a file, gathering what extended ones say of it.
  private mutating func nextHeader() throws(ByteSourceError) -> (TarHeader, PaxRecords)? {
    var extended = globals
    while true {
      guard try window.ensure(1, from: source) else { return nil }
      guard try window.ensure(TarHeader.size, from: source) else {
        throw .truncated("the archive ends inside a header after entry \(entryCount)")
      }
      let header = try window.look(atFirst: TarHeader.size) {
        block throws(ByteSourceError) -> TarHeader? in
        TarHeader.isZero(block) ? nil : try TarHeader(block)
      }
      window.drop(TarHeader.size)
      guard let header else {
        hasEndMarker = true
        return nil
      }
      switch header.type {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): try extended.read(try extensionContents(header))
      case UInt8(ascii: "g"):
        try globals.read(try extensionContents(header))
        extended = globals
      case UInt8(ascii: "L"): extended.path = Self.untilNUL(try extensionContents(header))
      case UInt8(ascii: "K"): extended.linkPath = Self.untilNUL(try extensionContents(header))
      default: return (header, extended)
      }
      entryCount += 1
      guard entryCount <= limits.entries else { throw .limit("\(limits.entries) entries") }
    }
  }

  /// The contents of an extension header, whole.
  private mutating func extensionContents(_ header: TarHeader) throws(ByteSourceError) -> [UInt8] {
    guard header.contentSize <= 1 << 20 else { throw .limit("an extended header of 1 MiB") }
    begin(contents: header.contentSize)
    var contents: [UInt8] = []
    try readStored(into: &contents)
    try skipContents()
    return contents
  }

  private mutating func begin(contents size: Int64) {
    remaining = size
    padding = Int((512 - size % 512) % 512)
  }

  private static func untilNUL(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }

  private mutating func makeEntry(
    _ header: TarHeader,
    _ extended: PaxRecords
  ) throws(ByteSourceError) -> FileEntry? {
    let stored = extended.size ?? header.contentSize
    let name = extended.sparseName ?? extended.path ?? header.name
    // By the whole name: what an extended header replaces is cut, perhaps behind a slash.
    let kind = FileEntry.Kind(tarType: header.type, name: name)
    // Links and directories may state a size that no contents follow (POSIX: "shall be ignored").
    let hasContents = kind == .file || kind == nil
    begin(contents: hasContents ? stored : 0)
    try noteSparse(header, extended)
    guard let kind else { return nil }
    guard let path = try path(of: name), !path.isEmpty else { return nil }
    var entry = FileEntry(path: path, kind: kind)
    entry.size = kind == .file ? sparse?.realSize ?? stored : 0
    entry.mode = header.mode
    entry.userID = extended.userID ?? header.userID
    entry.groupID = extended.groupID ?? header.groupID
    entry.capability = extended.capability
    let link = extended.linkPath ?? header.linkName
    switch kind {
    case .hardLink:
      guard let target = try self.path(of: link) else { return nil }
      entry.linkTarget = target
    case .symbolicLink: entry.linkTarget = String(decoding: link, as: UTF8.self)
    case .file, .directory, .device, .fifo: break
    }
    return entry
  }

  /// The path a name stands for; a name that is none is noted, and its entry passed over.
  private mutating func path(of name: [UInt8]) throws(ByteSourceError) -> String? {
    guard name.count <= limits.pathLength else {
      throw .limit("a path of \(name.count) bytes; \(limits.pathLength) are allowed")
    }
    do {
      return try ArchivePath.normalized(name.span)
    } catch {
      refuse(name, error)
      return nil
    }
  }

  /// Takes over the map of holes, continuation blocks of the old GNU form included.
  private mutating func noteSparse(
    _ header: TarHeader,
    _ extended: PaxRecords
  ) throws(ByteSourceError) {
    sparse = header.sparseMap ?? extended.sparse
    sparseMapIsInContents = extended.hasSparseMapInContents && header.sparseMap == nil
    var continues = header.sparseMapContinues
    while continues {
      guard try window.ensure(TarHeader.size, from: source) else { throw endsEarly }
      let block = window.copy(first: TarHeader.size)
      window.drop(TarHeader.size)
      try sparse?.add(block: block.span, at: 0, count: 21)
      continues = block[504] != 0
    }
  }

  private mutating func refuse(_ name: [UInt8], _ reason: ArchivePathError) {
    guard refused.count < 100 else { return }
    refused.append((String(decoding: name.prefix(256), as: UTF8.self), reason))
  }
}

extension FileEntry.Kind {
  /// The kind a tar type flag stands for; `nil` for one that is no file (a volume label).
  fileprivate init?(tarType: UInt8, name: [UInt8]) {
    switch tarType {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "S"):
      // Before POSIX a directory was a file whose name ends in a slash.
      self = name.last == UInt8(ascii: "/") ? .directory : .file
    case UInt8(ascii: "1"): self = .hardLink
    case UInt8(ascii: "2"): self = .symbolicLink
    case UInt8(ascii: "3"), UInt8(ascii: "4"): self = .device
    case UInt8(ascii: "5"): self = .directory
    case UInt8(ascii: "6"): self = .fifo
    default: return nil
    }
  }
}
