/// Makes RPM headers and the three forms of database that hold them, byte by byte from the
/// format descriptions, so that reader and writer share no code.
package struct RPMHeaderBuilder {
  private var entries: [(tag: UInt32, type: UInt32, offset: Int, count: Int)] = []
  private var data: [UInt8] = []

  package init() {}

  /// A header as rpm writes it for a package with these files.
  package init(
    name: String,
    version: String = "1.0",
    release: String = "1.el9",
    epoch: UInt32? = nil,
    architecture: String = "x86_64",
    source: String? = nil,
    files: [String] = []
  ) {
    self.init()
    add(1000, text: name)
    add(1001, text: version)
    add(1002, text: release)
    if let epoch { add(1003, numbers: [epoch]) }
    add(1011, text: "Plimsoll")
    add(1014, text: "GPLv2+ and MIT")
    add(1022, text: architecture)
    add(1044, text: "\(source ?? name)-\(version)-\(release).src.rpm")
    add(files: files)
  }

  package mutating func add(_ tag: UInt32, text: String) {
    entries.append((tag, 6, data.count, 1))
    data += Array(text.utf8) + [0]
  }

  package mutating func add(_ tag: UInt32, texts: [String]) {
    entries.append((tag, 8, data.count, texts.count))
    for text in texts { data += Array(text.utf8) + [0] }
  }

  package mutating func add(_ tag: UInt32, numbers: [UInt32]) {
    while data.count % 4 != 0 { data.append(0) }
    entries.append((tag, 4, data.count, numbers.count))
    for number in numbers { data += number.bigEndianBytes }
  }

  private mutating func add(files: [String]) {
    guard !files.isEmpty else { return }
    var directories: [String] = []
    var indexes: [UInt32] = []
    var names: [String] = []
    for file in files {
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      let directory = parts.dropLast().joined(separator: "/") + "/"
      names.append(String(parts.last ?? ""))
      let known = directories.firstIndex(of: directory) ?? directories.count
      if known == directories.count { directories.append(directory) }
      indexes.append(UInt32(known))
    }
    add(1116, numbers: indexes)
    add(1117, texts: names)
    add(1118, texts: directories)
  }

  package var bytes: [UInt8] {
    var bytes = UInt32(entries.count).bigEndianBytes + UInt32(data.count).bigEndianBytes
    for entry in entries {
      for number in [entry.tag, entry.type, UInt32(entry.offset), UInt32(entry.count)] {
        bytes += number.bigEndianBytes
      }
    }
    return bytes + data
  }
}

/// The forms of database.
package enum RPMDatabaseBuilder {
  /// rpm's lib/backend/ndb/rpmpkg.c: one slot page, then the blobs.
  package static func ndb(_ headers: [[UInt8]]) -> [UInt8] {
    var slots: [UInt8] = Array("RpmP".utf8) + [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    slots += UInt32(headers.count + 1).littleEndianBytes + [UInt8](repeating: 0, count: 12)
    var blobs: [UInt8] = []
    for (index, header) in headers.enumerated() {
      let number = UInt32(index + 1)
      let length = UInt32(header.count).littleEndianBytes
      var blob = Array("BlbS".utf8) + number.littleEndianBytes + [1, 0, 0, 0] + length + header
      while (blob.count + 12) % 16 != 0 { blob.append(0) }
      blob += adler32(blob).littleEndianBytes + length + Array("BlbE".utf8)
      slots += Array("Slot".utf8) + number.littleEndianBytes
      slots += UInt32((4096 + blobs.count) / 16).littleEndianBytes
      slots += UInt32(blob.count / 16).littleEndianBytes
      blobs += blob
    }
    while slots.count < 4096 { slots += Array("Slot".utf8) + [UInt8](repeating: 0, count: 12) }
    return slots + blobs
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    return high << 16 | low
  }

  /// Berkeley DB 5.3, src/dbinc/db_page.h: metadata, one hash page, overflow pages.
  ///
  /// The first header is stored in the page, if `inlineFirst` says so.
  package static func berkeleyDB(
    _ headers: [[UInt8]],
    bigEndian: Bool = false,
    inlineFirst: Bool = false
  ) -> [UInt8] {
    let size = 4096
    func four(_ number: Int) -> [UInt8] {
      bigEndian ? UInt32(number).bigEndianBytes : UInt32(number).littleEndianBytes
    }
    func two(_ number: Int) -> [UInt8] {
      let bytes = [UInt8(number >> 8), UInt8(number & 255)]
      return bigEndian ? bytes : bytes.reversed()
    }
    func page(_ number: Int, type: UInt8, next: Int, entries: Int, offset: Int) -> [UInt8] {
      [UInt8](repeating: 0, count: 8) + four(number) + four(0) + four(next) + two(entries)
        + two(offset) + [0, type]
    }
    // The counter under key 0 comes first.
    var items: [[UInt8]] = [[1] + four(0), [1] + four(headers.count)]
    var overflow: [UInt8] = []
    for (index, header) in headers.enumerated() {
      items.append([1] + four(index + 1))
      if inlineFirst, index == 0 {
        items.append([1] + header)
        continue
      }
      let first = 2 + overflow.count / size
      let room = size - 26
      let count = (header.count + room - 1) / room
      for part in 0..<count {
        let piece = header[(part * room)..<min(header.count, (part + 1) * room)]
        let next = part + 1 < count ? first + part + 1 : 0
        overflow += page(first + part, type: 7, next: next, entries: 1, offset: piece.count)
        overflow += piece + [UInt8](repeating: 0, count: room - piece.count)
      }
      items.append([3, 0, 0, 0] + four(first) + four(header.count))
    }
    var meta =
      [UInt8](repeating: 0, count: 12) + four(0x061561) + four(9) + four(size) + [0, 8, 0, 0]
    meta += four(0) + four(1 + overflow.count / size)
    meta += [UInt8](repeating: 0, count: size - meta.count)
    var hash = page(1, type: 13, next: 0, entries: items.count, offset: 0)
    var end = size
    for item in items {
      end -= item.count
      hash += two(end)
    }
    let used = items.reversed().flatMap { $0 }
    hash += [UInt8](repeating: 0, count: size - hash.count - used.count) + used
    return meta + hash + overflow
  }

  /// https://www.sqlite.org/fileformat2.html: the schema page and a leaf with all rows, which have
  /// to fit into it.
  ///
  /// The header says that there is a write-ahead log, as rpm leaves it.
  package static func sqlite(_ headers: [[UInt8]], schema: String = rpmSchema) -> [UInt8] {
    let size = 32768
    let table = record([
      .text("table"), .text("Packages"), .text("Packages"), .one(2), .text(schema),
    ])
    var first = Array("SQLite format 3\0".utf8) + [UInt8(size >> 8), 0, 2, 2, 0, 64, 32, 32]
    first += UInt32(1).bigEndianBytes + UInt32(2).bigEndianBytes + [UInt8](repeating: 0, count: 8)
    for number: UInt32 in [1, 4, 0, 0, 1, 0, 0, 0] { first += number.bigEndianBytes }
    first += [UInt8](repeating: 0, count: 20)
    first += UInt32(1).bigEndianBytes + UInt32(3_040_001).bigEndianBytes
    let rows = headers.map { record([.null, .blob($0)]) }
    return first + leaf([table], size: size, header: 100) + leaf(rows, size: size, header: 0)
  }

  package static let rpmSchema =
    "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL)"

  private enum Value {
    case null
    case one(UInt8)
    case text(String)
    case blob([UInt8])
  }

  private static func record(_ values: [Value]) -> [UInt8] {
    var types: [UInt8] = []
    var body: [UInt8] = []
    for value in values {
      switch value {
      case .null: types.append(0)
      case .one(let number):
        types.append(1)
        body.append(number)
      case .text(let text):
        types += varint(13 + 2 * text.utf8.count)
        body += text.utf8
      case .blob(let bytes):
        types += varint(12 + 2 * bytes.count)
        body += bytes
      }
    }
    return varint(types.count + 1) + types + body
  }

  private static func leaf(_ records: [[UInt8]], size: Int, header: Int) -> [UInt8] {
    var pointers: [UInt8] = []
    var content: [UInt8] = []
    for (index, record) in records.enumerated() {
      content = varint(record.count) + varint(index + 1) + record + content
      let start = size - content.count
      pointers += [UInt8(start >> 8), UInt8(start & 255)]
    }
    let start = size - content.count
    let head = [0x0D, 0, 0, 0, UInt8(records.count), UInt8(start >> 8), UInt8(start & 255), 0]
    let free = size - header - head.count - pointers.count - content.count
    return head + pointers + [UInt8](repeating: 0, count: free) + content
  }

  private static func varint(_ number: Int) -> [UInt8] {
    var bytes = [UInt8(number & 127)]
    var rest = number >> 7
    while rest > 0 {
      bytes.insert(UInt8(rest & 127) | 128, at: 0)
      rest >>= 7
    }
    return bytes
  }
}

extension UInt32 {
  fileprivate var bigEndianBytes: [UInt8] {
    [UInt8(self >> 24), UInt8(self >> 16 & 255), UInt8(self >> 8 & 255), UInt8(self & 255)]
  }

  fileprivate var littleEndianBytes: [UInt8] { bigEndianBytes.reversed() }
}
