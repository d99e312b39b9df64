/// What the dynamic section of an ELF file says: the libraries it needs and the name it goes by.
///
/// Source: System V ABI, "Dynamic Section". Its strings are found by their loaded address, as the
/// dynamic linker finds them, so a missing section table does not matter.
package struct ELFDynamic: Hashable, Sendable {
  /// `DT_NEEDED`, in order.
  package private(set) var needed: [String] = []
  /// `DT_SONAME`; empty where there is none.
  package private(set) var libraryName = ""
  /// `DF_1_PIE` in `DT_FLAGS_1`.
  package private(set) var isPositionIndependentProgram = false

  private enum Tag {
    static let end: UInt64 = 0
    static let needed: UInt64 = 1
    static let stringTable: UInt64 = 5
    static let stringSize: UInt64 = 10
    static let libraryName: UInt64 = 14
    static let flags1: UInt64 = 0x6FFF_FFFB
  }

  init(of segments: [ELFSegment], in bytes: Span<UInt8>, header: ELFHeader) {
    guard let table = segments.first(where: { $0.type == ELFSegment.dynamicType }) else { return }
    let read = ELFFields(is64Bit: header.is64Bit, byteOrder: header.byteOrder)
    let size = header.is64Bit ? 16 : 8
    var names: [UInt64] = []
    var ownName: UInt64?
    var strings: (address: UInt64, size: UInt64) = (0, 0)
    var entry = table.contents.lowerBound
    scan: while entry <= table.contents.upperBound - size {
      guard let tag = read.word(bytes, narrow: entry, wide: entry),
        let value = read.word(bytes, narrow: entry + 4, wide: entry + 8)
      else { break }
      switch tag {
      case Tag.end: break scan
      case Tag.needed: names.append(value)
      case Tag.stringTable: strings.address = value
      case Tag.stringSize: strings.size = value
      case Tag.libraryName: ownName = value
      case Tag.flags1: isPositionIndependentProgram = value & 0x0800_0000 != 0
      default: break
      }
      entry += size
    }
    guard let loaded = segments.contents(from: strings.address) else { return }
    let length = Int(min(UInt64(loaded.count), strings.size))
    needed = names.compactMap { ELFDynamic.text(bytes, loaded.prefix(length), at: $0) }
    libraryName = ownName.flatMap { ELFDynamic.text(bytes, loaded.prefix(length), at: $0) } ?? ""
  }

  private static func text(_ bytes: Span<UInt8>, _ table: Range<Int>, at offset: UInt64) -> String?
  {
    guard offset < UInt64(table.count) else { return nil }
    return bytes.zeroTerminatedText(at: table.lowerBound + Int(offset))
  }
}

extension ELFFile {
  /// A note that the linker left, such as the build identifier.
  package struct Note: Hashable, Sendable {
    package let owner: String
    package let type: UInt32
    package let description: Range<Int>
  }

  /// The GNU build identifier in hexadecimal; empty where there is none.
  package func buildID(in bytes: Span<UInt8>) -> String {
    guard let note = notes(in: bytes).first(where: { $0.owner == "GNU" && $0.type == 3 }) else {
      return ""
    }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for index in note.description.prefix(64) {
      text.append(digits[Int(bytes[index] >> 4)])
      text.append(digits[Int(bytes[index] & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The notes of all note segments, or of the note sections of a file that has none.
  package func notes(in bytes: Span<UInt8>) -> [Note] {
    var places = segments.filter { $0.type == ELFSegment.noteType }.map(\.contents)
    if places.isEmpty { places = sections.filter { $0.type == 7 }.compactMap(\.contents) }
    var notes: [Note] = []
    for place in places {
      var cursor = place.lowerBound
      while let note = note(in: bytes, at: &cursor, end: place.upperBound) { notes.append(note) }
    }
    return notes
  }

  /// Reads name size, description size and type, then both texts, each padded to four bytes.
  private func note(in bytes: Span<UInt8>, at cursor: inout Int, end: Int) -> Note? {
    guard end - cursor >= 12,
      let nameSize = bytes.integer(UInt32.self, at: cursor, byteOrder),
      let size = bytes.integer(UInt32.self, at: cursor + 4, byteOrder),
      let type = bytes.integer(UInt32.self, at: cursor + 8, byteOrder)
    else { return nil }
    let name = cursor + 12
    let description = name + (Int(nameSize) + 3) & ~3
    guard description <= end, Int(size) <= end - description else { return nil }
    cursor = description + (Int(size) + 3) & ~3
    return Note(
      owner: bytes.zeroTerminatedText(at: name, limit: max(1, Int(nameSize))) ?? "",
      type: type,
      description: description..<description + Int(size)
    )
  }
}
