/// The index of one RPM header, as databases keep it: without the magic that packages have.
///
/// Layout, every number big-endian: count of index entries, size of the data, the entries (tag,
/// type, offset into the data, count; 16 bytes each), the data. The first entry may name a region,
/// the part that was signed; what follows the region's entries was added at installation, and goes
/// before an entry of the same tag inside.
/// Source: rpm's docs/manual/format_header.md and lib/header.cc.
package struct RPMHeader {
  private struct Entry {
    var type: UInt32
    var offset: Int
    var count: Int
  }

  private enum DataType {
    static let int16: UInt32 = 3
    static let int32: UInt32 = 4
    static let string: UInt32 = 6
    static let stringArray: UInt32 = 8
    static let internationalString: UInt32 = 9
    /// Bytes for each value, by type; strings have one at least, their end.
    static let sizes = [0, 1, 1, 2, 4, 8, 1, 1, 1, 1]
  }

  /// As many entries as rpm itself allows.
  private static let mostEntries: UInt32 = 0xFFFF

  private var entries: [UInt32: Entry] = [:]
  private let data: Range<Int>

  package init(_ bytes: Span<UInt8>) throws(RPMError) {
    guard let count = bytes.integer(UInt32.self, at: 0, .big),
      let size = bytes.integer(UInt32.self, at: 4, .big)
    else { throw .truncated("a header of \(bytes.count) bytes") }
    guard count > 0, count <= Self.mostEntries else {
      throw .malformed("a header of \(count) entries")
    }
    let start = 8 + 16 * Int(count)
    guard let data = bytes.place(at: start, length: size) else {
      throw .truncated("\(count) entries and \(size) bytes of data in \(bytes.count) bytes")
    }
    self.data = data
    entries.reserveCapacity(Int(count))
    for index in 0..<Int(count) { try add(entryAt: 8 + 16 * index, of: bytes) }
  }

  private mutating func add(entryAt place: Int, of bytes: Span<UInt8>) throws(RPMError) {
    func number(_ offset: Int) -> UInt32 {
      bytes.integer(UInt32.self, at: place + offset, .big) ?? 0
    }
    let (tag, type, offset, count) = (number(0), number(4), number(8), number(12))
    // Regions have tags below 100, and their trailer's offset is negative.
    if tag < 100 { return }
    guard type < DataType.sizes.count else { throw .malformed("tag \(tag) of type \(type)") }
    let length = UInt64(count) * UInt64(DataType.sizes[Int(type)])
    guard UInt64(offset) + length <= UInt64(data.count) else {
      throw .malformed("the values of tag \(tag) lie outside the header")
    }
    entries[tag] = Entry(
      type: type,
      offset: data.lowerBound + Int(offset),
      count: Int(count)
    )
  }

  /// How many values a tag has.
  package func count(_ tag: RPMTag) -> Int { entries[tag.number]?.count ?? 0 }

  /// The text of a tag, the first one where there are several; `nil` where it is missing or not
  /// UTF-8.
  package func string(_ tag: RPMTag, in bytes: Span<UInt8>) -> String? {
    var result: String?
    forEachString(tag, in: bytes) { range in
      result = bytes.text(in: range)
      return false
    }
    return result
  }

  /// The texts of a tag that are UTF-8.
  package func strings(_ tag: RPMTag, in bytes: Span<UInt8>) -> [String] {
    var result: [String] = []
    forEachString(tag, in: bytes) { range in
      if let text = bytes.text(in: range) { result.append(text) }
      return true
    }
    return result
  }

  /// Shows the place of each text of a tag, until `body` says no.
  func forEachString(_ tag: RPMTag, in bytes: Span<UInt8>, _ body: (Range<Int>) -> Bool) {
    guard let entry = entries[tag.number] else { return }
    let types = [DataType.string, DataType.stringArray, DataType.internationalString]
    guard types.contains(entry.type) else { return }
    var start = entry.offset
    // A text alone has a count of 1.
    for _ in 0..<entry.count {
      var end = start
      while end < data.upperBound, bytes[end] != 0 { end += 1 }
      guard end < data.upperBound, body(start..<end) else { return }
      start = end + 1
    }
  }

  /// The number of a tag at an index; `nil` where there is none.
  package func integer(_ tag: RPMTag, at index: Int = 0, in bytes: Span<UInt8>) -> UInt32? {
    guard let entry = entries[tag.number], index >= 0, index < entry.count else { return nil }
    return switch entry.type {
    case DataType.int16:
      bytes.integer(UInt16.self, at: entry.offset + 2 * index, .big).map(UInt32.init)
    case DataType.int32: bytes.integer(UInt32.self, at: entry.offset + 4 * index, .big)
    default: nil
    }
  }
}
