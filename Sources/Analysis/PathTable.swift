package import Model

/// Every entry of a layer in the order of the archive, packed: a name shares its beginning with
/// the one before it, so that a hundred thousand files take some megabytes and not some tens.
///
///     entry: shared length, rest length (varint) · rest · kind and marks (1 byte) ·
///            mode (varint) · size (varint) · key (8 bytes) · for links: length (varint) and
///            target · where the marks say so: user (varint); length (varint) and capability
package struct PathTable: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var count = 0
  private var last: [UInt8] = []

  /// Marks beside the kind.
  private static let hasUser: UInt8 = 0x80
  private static let hasCapability: UInt8 = 0x40

  package init() {}

  /// Takes a table that was written before; its entries are checked as they are read.
  package init(bytes: [UInt8], count: Int) {
    self.bytes = bytes
    self.count = count
  }

  package mutating func append(_ entry: FileEntry) {
    let path = Array(entry.path.utf8)
    var shared = 0
    while shared < min(path.count, last.count), path[shared] == last[shared] { shared += 1 }
    append(varint: UInt64(shared))
    append(varint: UInt64(path.count - shared))
    bytes += path[shared...]
    let marks =
      (entry.userID == 0 ? 0 : Self.hasUser) | (entry.capability.isEmpty ? 0 : Self.hasCapability)
    bytes.append(entry.kind.rawValue | marks)
    append(varint: UInt64(entry.mode))
    append(varint: UInt64(max(0, entry.size)))
    var key = PathKey(bytes: path.span).value
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: key))
      key >>= 8
    }
    if entry.kind == .symbolicLink || entry.kind == .hardLink {
      append(varint: UInt64(entry.linkTarget.utf8.count))
      bytes += entry.linkTarget.utf8
    }
    if entry.userID != 0 { append(varint: UInt64(entry.userID)) }
    if !entry.capability.isEmpty {
      append(varint: UInt64(entry.capability.count))
      bytes += entry.capability
    }
    last = path
    count += 1
  }

  private mutating func append(varint value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  /// Tables are equal when they hold the same; where one was being written does not count.
  package static func == (left: PathTable, right: PathTable) -> Bool {
    left.count == right.count && left.bytes == right.bytes
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  /// One entry as the table holds it; the path is only made into a `String` when asked for.
  package struct Entry {
    package fileprivate(set) var path: [UInt8] = []
    package fileprivate(set) var kind = FileEntry.Kind.file
    package fileprivate(set) var mode: UInt16 = 0
    package fileprivate(set) var size: Int64 = 0
    package fileprivate(set) var key = PathKey(value: 0)
    package fileprivate(set) var linkTarget = ""
    package fileprivate(set) var userID: UInt32 = 0
    /// The value of the `security.capability` attribute.
    package fileprivate(set) var capability: [UInt8] = []

    package var pathText: String { String(decoding: path, as: UTF8.self) }
  }

  /// Reads the entries in order; `nil` at the end, and where a damaged table makes no sense.
  package struct Cursor {
    private let bytes: [UInt8]
    private var position = 0
    private var entry = Entry()

    fileprivate init(_ bytes: [UInt8]) { self.bytes = bytes }

    package mutating func next() -> Entry? {
      guard position < bytes.count, let shared = varint(), let rest = varint(),
        shared <= entry.path.count, rest <= bytes.count - position
      else { return nil }
      entry.path.removeSubrange(shared...)
      entry.path += bytes[position..<position + rest]
      position += rest
      guard position < bytes.count, let kind = FileEntry.Kind(rawValue: bytes[position] & 0x3F)
      else { return nil }
      let marks = bytes[position]
      position += 1
      guard let mode = varint(), let size = varint(), bytes.count - position >= 8 else {
        return nil
      }
      entry.kind = kind
      entry.mode = UInt16(truncatingIfNeeded: mode)
      entry.size = Int64(size)
      var key: UInt64 = 0
      for index in (position..<position + 8).reversed() { key = key << 8 | UInt64(bytes[index]) }
      entry.key = PathKey(value: key)
      position += 8
      entry.linkTarget = ""
      if kind == .symbolicLink || kind == .hardLink {
        guard let length = varint(), length <= bytes.count - position else { return nil }
        entry.linkTarget = String(decoding: bytes[position..<position + length], as: UTF8.self)
        position += length
      }
      return readMarked(marks) ? entry : nil
    }

    private mutating func readMarked(_ marks: UInt8) -> Bool {
      entry.userID = 0
      if marks & PathTable.hasUser != 0 {
        guard let user = varint() else { return false }
        entry.userID = UInt32(truncatingIfNeeded: user)
      }
      if !entry.capability.isEmpty { entry.capability = [] }
      if marks & PathTable.hasCapability != 0 {
        guard let length = varint(), length <= bytes.count - position else { return false }
        entry.capability = Array(bytes[position..<position + length])
        position += length
      }
      return true
    }

    private mutating func varint() -> Int? {
      var value = 0
      for shift in stride(from: 0, to: 56, by: 7) {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      return nil
    }
  }

  package func makeCursor() -> Cursor { Cursor(bytes) }
}
