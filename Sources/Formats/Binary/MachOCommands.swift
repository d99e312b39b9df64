/// Reads the load commands of one Mach-O header.
struct MachOCommands {
  let is64Bit: Bool
  let byteOrder: ByteOrder
  /// The place of this machine's part in the file; offsets in it count from its start.
  let file: Range<Int>

  private static let segment: UInt32 = 0x01
  private static let segment64: UInt32 = 0x19

  func read(
    _ bytes: Span<UInt8>,
    in commands: Range<Int>,
    count: Int
  ) throws(BinaryError) -> ([MachOSegment], [MachOSection]) {
    var segments: [MachOSegment] = []
    var sections: [MachOSection] = []
    var cursor = commands.lowerBound
    for index in 0..<count {
      guard commands.upperBound - cursor >= 8,
        let type = bytes.integer(UInt32.self, at: cursor, byteOrder),
        let size = bytes.integer(UInt32.self, at: cursor + 4, byteOrder)
      else { throw .truncated("load command \(index)") }
      guard size >= 8, Int(size) <= commands.upperBound - cursor else {
        throw .malformed("load command \(index) of \(size) bytes")
      }
      if type == (is64Bit ? Self.segment64 : Self.segment) {
        let command = cursor..<cursor + Int(size)
        segments.append(try segment(bytes, at: command))
        sections += try self.sections(bytes, of: command)
      }
      cursor += Int(size)
    }
    return (segments, sections)
  }

  private func segment(
    _ bytes: Span<UInt8>,
    at place: Range<Int>
  ) throws(BinaryError) -> MachOSegment {
    let start = place.lowerBound
    guard place.count >= (is64Bit ? 72 : 56),
      let address = word(bytes, narrow: start + 24, wide: start + 24),
      let offset = word(bytes, narrow: start + 32, wide: start + 40),
      let size = word(bytes, narrow: start + 36, wide: start + 48),
      let most = bytes.integer(UInt32.self, at: start + (is64Bit ? 56 : 40), byteOrder),
      let first = bytes.integer(UInt32.self, at: start + (is64Bit ? 60 : 44), byteOrder)
    else { throw .truncated("segment command") }
    return MachOSegment(
      name: name(bytes, at: start + 8),
      address: address,
      isReadWrite: most == 3 && first == 3,
      contents: contents(at: offset, size: size)
    )
  }

  private func sections(
    _ bytes: Span<UInt8>,
    of command: Range<Int>
  ) throws(BinaryError) -> [MachOSection] {
    let start = command.lowerBound
    let (header, entry) = is64Bit ? (72, 80) : (56, 68)
    guard let count = bytes.integer(UInt32.self, at: start + header - 8, byteOrder),
      Int(count) <= (command.count - header) / entry
    else { throw .malformed("more sections than the segment command holds") }
    var sections: [MachOSection] = []
    for index in 0..<Int(count) {
      let at = start + header + index * entry
      guard let address = word(bytes, narrow: at + 32, wide: at + 32),
        let size = word(bytes, narrow: at + 36, wide: at + 40),
        let offset = bytes.integer(UInt32.self, at: at + (is64Bit ? 48 : 40), byteOrder),
        let flags = bytes.integer(UInt32.self, at: at + (is64Bit ? 64 : 56), byteOrder)
      else { throw .truncated("section \(index)") }
      // S_ZEROFILL and its kin take no room in the file.
      let isZeroFill = [1, 12, 18].contains(flags & 0xFF)
      sections.append(
        MachOSection(
          name: name(bytes, at: at),
          segment: name(bytes, at: at + 16),
          address: address,
          contents: contents(at: UInt64(offset), size: isZeroFill ? 0 : size)
        )
      )
    }
    return sections
  }

  /// A place counted from the start of this machine's part, as far as that part reaches.
  private func contents(at offset: UInt64, size: UInt64) -> Range<Int> {
    let start = Int(min(offset, UInt64(file.count)))
    let length = Int(min(size, UInt64(file.count - start)))
    return file.lowerBound + start..<file.lowerBound + start + length
  }

  /// Sixteen bytes, padded with zeros but not ended by one.
  private func name(_ bytes: Span<UInt8>, at offset: Int) -> String {
    guard let place = bytes.place(at: offset, length: 16) else { return "" }
    let end = place.first { bytes[$0] == 0 } ?? place.upperBound
    return bytes.text(in: offset..<end) ?? ""
  }

  private func word(_ bytes: Span<UInt8>, narrow: Int, wide: Int) -> UInt64? {
    if is64Bit { return bytes.integer(UInt64.self, at: wide, byteOrder) }
    return bytes.integer(UInt32.self, at: narrow, byteOrder).map(UInt64.init)
  }
}
