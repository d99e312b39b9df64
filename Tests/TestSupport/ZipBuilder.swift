import Formats

/// Builds ZIP archives for tests, sound and spoilt ones.
package struct ZipBuilder {
  /// One entry; what differs from the truth is set by hand.
  package struct Entry {
    package var name: [UInt8]
    package var contents: [UInt8]
    package var isDeflated = true
    package var flags: UInt16 = 0x800
    package var hasDescriptor = false
    package var checksum: UInt32?
    package var size: UInt32?
    /// Points the directory at the local header of an earlier entry.
    package var sharesHeaderOf: Int?

    package init(_ name: String, _ contents: [UInt8]) {
      self.name = Array(name.utf8)
      self.contents = contents
    }

    package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  }

  package var entries: [Entry] = []
  /// Bytes before the archive, which its offsets count or not.
  package var prefix: [UInt8] = []
  package var countsPrefix = false
  package var comment: [UInt8] = []
  package var isZip64 = false

  package init(_ entries: [Entry] = []) { self.entries = entries }

  package init(_ files: [(String, String)]) { entries = files.map { Entry($0.0, $0.1) } }

  /// A deflate stream of stored blocks: valid, if not small.
  package static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var out = ByteBuilder()
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      out.add(UInt8(rest.isEmpty ? 1 : 0))
      out.add(UInt16(block.count))
      out.add(~UInt16(block.count))
      out.add(Array(block))
    } while !rest.isEmpty
    return out.bytes
  }

  package func build() -> [UInt8] {
    var file = ByteBuilder()
    var directory = ByteBuilder()
    var offsets: [Int] = []
    for entry in entries {
      let data = entry.isDeflated ? ZipBuilder.deflate(entry.contents) : entry.contents
      let base = countsPrefix ? prefix.count : 0
      offsets.append(file.bytes.count + base)
      addLocal(entry, data, to: &file)
      addCentral(
        entry,
        data,
        offset: offsets[entry.sharesHeaderOf ?? offsets.count - 1],
        to: &directory
      )
    }
    let start = file.bytes.count + (countsPrefix ? prefix.count : 0)
    file.add(directory.bytes)
    if isZip64 { addWideEnd(to: &file, start: start, size: directory.bytes.count) }
    file.add("PK\u{5}\u{6}")
    file.add(UInt32(0))
    for _ in 0..<2 { file.add(isZip64 ? UInt16.max : UInt16(entries.count)) }
    file.add(isZip64 ? UInt32.max : UInt32(directory.bytes.count))
    file.add(isZip64 ? UInt32.max : UInt32(start))
    file.add(UInt16(comment.count))
    return prefix + file.bytes + comment
  }

  private func addLocal(_ entry: Entry, _ data: [UInt8], to file: inout ByteBuilder) {
    let crc = Checksum.crc32(entry.contents.span)
    file.add("PK\u{3}\u{4}")
    addCommon(entry, to: &file)
    file.add(entry.hasDescriptor ? 0 : crc)
    file.add(entry.hasDescriptor ? 0 : UInt32(data.count))
    file.add(entry.hasDescriptor ? 0 : UInt32(entry.contents.count))
    file.add(UInt16(entry.name.count))
    file.add(UInt16(0))
    file.add(entry.name)
    file.add(data)
    guard entry.hasDescriptor else { return }
    file.add("PK\u{7}\u{8}")
    file.add(crc)
    file.add(UInt32(data.count))
    file.add(UInt32(entry.contents.count))
  }

  private func addCommon(_ entry: Entry, to file: inout ByteBuilder) {
    file.add(UInt16(20))
    file.add(entry.flags | (entry.hasDescriptor ? 8 : 0))
    file.add(UInt16(entry.isDeflated ? 8 : 0))
    file.add(UInt32(0))
  }

  private func addCentral(_ entry: Entry, _ data: [UInt8], offset: Int, to file: inout ByteBuilder)
  {
    file.add("PK\u{1}\u{2}")
    file.add(UInt16(20))
    addCommon(entry, to: &file)
    file.add(entry.checksum ?? Checksum.crc32(entry.contents.span))
    file.add(isZip64 ? UInt32.max : UInt32(data.count))
    file.add(isZip64 ? UInt32.max : entry.size ?? UInt32(entry.contents.count))
    file.add(UInt16(entry.name.count))
    file.add(UInt16(isZip64 ? 28 : 0))
    file.add([UInt8](repeating: 0, count: 10))
    file.add(isZip64 ? UInt32.max : UInt32(offset))
    file.add(entry.name)
    guard isZip64 else { return }
    file.add(UInt16(1))
    file.add(UInt16(24))
    file.add(UInt64(entry.contents.count))
    file.add(UInt64(data.count))
    file.add(UInt64(offset))
  }

  private func addWideEnd(to file: inout ByteBuilder, start: Int, size: Int) {
    let place = file.bytes.count
    file.add("PK\u{6}\u{6}")
    file.add(UInt64(44))
    file.add(UInt32(45 | 45 << 16))
    file.add(UInt64(0))
    for value in [entries.count, entries.count, size, start] { file.add(UInt64(value)) }
    file.add("PK\u{6}\u{7}")
    file.add(UInt32(0))
    file.add(UInt64(place))
    file.add(UInt32(1))
  }
}
