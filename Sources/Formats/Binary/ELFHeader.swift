/// The file header, and the two tables it points to.
///
/// Fields that are addresses or sizes are 4 bytes in the 32-bit class and 8 in the other, which
/// moves all that follow: each read gives both offsets.
struct ELFHeader {
  let byteOrder: ByteOrder
  let is64Bit: Bool
  let type: UInt16
  let machine: UInt16
  private let programOffset: UInt64
  private let programEntrySize: Int
  private let programCount: Int
  private let sectionOffset: UInt64
  private let sectionEntrySize: Int
  private let sectionCount: Int
  private let nameSection: Int

  init(_ bytes: Span<UInt8>) throws(BinaryError) {
    guard ELFFile.isELF(bytes) else { throw .malformed("no ELF magic") }
    guard bytes.count >= 52 else { throw .truncated("ELF header") }
    switch bytes[4] {
    case 1: is64Bit = false
    case 2: is64Bit = true
    default: throw .malformed("ELF class \(bytes[4])")
    }
    switch bytes[5] {
    case 1: byteOrder = .little
    case 2: byteOrder = .big
    default: throw .malformed("ELF data encoding \(bytes[5])")
    }
    let read = ELFFields(is64Bit: is64Bit, byteOrder: byteOrder)
    guard let type = read.half(bytes, 16), let machine = read.half(bytes, 18),
      let programOffset = read.word(bytes, narrow: 28, wide: 32),
      let sectionOffset = read.word(bytes, narrow: 32, wide: 40),
      let programEntrySize = read.half(bytes, is64Bit ? 54 : 42),
      let programCount = read.half(bytes, is64Bit ? 56 : 44),
      let sectionEntrySize = read.half(bytes, is64Bit ? 58 : 46),
      let sectionCount = read.half(bytes, is64Bit ? 60 : 48),
      let nameSection = read.half(bytes, is64Bit ? 62 : 50)
    else { throw .truncated("ELF header") }
    self.type = type
    self.machine = machine
    self.programOffset = programOffset
    self.sectionOffset = sectionOffset
    self.programEntrySize = Int(programEntrySize)
    self.sectionEntrySize = Int(sectionEntrySize)
    let counts = (Int(programCount), Int(sectionCount), Int(nameSection))
    let first = sectionOffset == 0 ? nil : bytes.place(at: sectionOffset, length: 40)?.lowerBound
    (self.programCount, self.sectionCount, self.nameSection) =
      first.map { Self.counts(counts, in: bytes, section: $0, read) } ?? counts
  }

  /// The counts of segments and sections and the section of names, where they are too large for
  /// the header: gABI's PN_XNUM, a zero e_shnum and SHN_XINDEX send the reader to section 0.
  private static func counts(
    _ stated: (programs: Int, sections: Int, names: Int),
    in bytes: Span<UInt8>,
    section: Int,
    _ read: ELFFields
  ) -> (Int, Int, Int) {
    var counts = stated
    let is64Bit = read.is64Bit
    if stated.programs == 0xFFFF {
      counts.programs = read.full(bytes, section + (is64Bit ? 44 : 28)).map(Int.init) ?? 0xFFFF
    }
    if stated.sections == 0 {
      let size = read.word(bytes, narrow: section + 20, wide: section + 32)
      counts.sections = size.flatMap(Int.init(exactly:)) ?? 0
    }
    if stated.names == 0xFFFF {
      counts.names = read.full(bytes, section + (is64Bit ? 40 : 24)).map(Int.init) ?? 0
    }
    return counts
  }

  func readSegments(_ bytes: Span<UInt8>) throws(BinaryError) -> [ELFSegment] {
    guard programCount > 0 else { return [] }
    let read = ELFFields(is64Bit: is64Bit, byteOrder: byteOrder)
    let table = try table(
      bytes,
      at: programOffset,
      count: programCount,
      entrySize: programEntrySize,
      least: is64Bit ? 56 : 32,
      what: "program headers"
    )
    var segments: [ELFSegment] = []
    for entry in stride(from: table.lowerBound, to: table.upperBound, by: programEntrySize) {
      guard let type = read.full(bytes, entry),
        let flags = read.full(bytes, entry + (is64Bit ? 4 : 24)),
        let offset = read.word(bytes, narrow: entry + 4, wide: entry + 8),
        let address = read.word(bytes, narrow: entry + 8, wide: entry + 16),
        let size = read.word(bytes, narrow: entry + 16, wide: entry + 32)
      else { throw .truncated("program headers") }
      // A segment that reaches past the end of a cut file keeps what is there.
      let start = min(offset, UInt64(bytes.count))
      let length = min(size, UInt64(bytes.count) - start)
      segments.append(
        ELFSegment(
          type: type,
          flags: flags,
          address: address,
          contents: Int(start)..<Int(start + length)
        )
      )
    }
    return segments
  }

  func readSections(_ bytes: Span<UInt8>) throws(BinaryError) -> [ELFSection] {
    guard sectionOffset > 0, sectionCount > 0 else { return [] }
    let read = ELFFields(is64Bit: is64Bit, byteOrder: byteOrder)
    let table = try table(
      bytes,
      at: sectionOffset,
      count: sectionCount,
      entrySize: sectionEntrySize,
      least: is64Bit ? 64 : 40,
      what: "section headers"
    )
    let names = sectionNames(bytes, table: table)
    var sections: [ELFSection] = []
    for entry in stride(from: table.lowerBound, to: table.upperBound, by: sectionEntrySize) {
      guard let name = read.full(bytes, entry), let type = read.full(bytes, entry + 4),
        let flags = read.word(bytes, narrow: entry + 8, wide: entry + 8),
        let address = read.word(bytes, narrow: entry + 12, wide: entry + 16),
        let offset = read.word(bytes, narrow: entry + 16, wide: entry + 24),
        let size = read.word(bytes, narrow: entry + 20, wide: entry + 32)
      else { throw .truncated("section headers") }
      sections.append(
        ELFSection(
          name: names.flatMap { text(bytes, in: $0, at: name) } ?? "",
          type: type,
          flags: flags,
          address: address,
          offset: offset,
          size: size,
          contents: type == ELFSection.noBits ? nil : bytes.place(at: offset, length: size)
        )
      )
    }
    return sections
  }

  private func sectionNames(_ bytes: Span<UInt8>, table: Range<Int>) -> Range<Int>? {
    let read = ELFFields(is64Bit: is64Bit, byteOrder: byteOrder)
    guard nameSection > 0, nameSection < sectionCount else { return nil }
    let entry = table.lowerBound + nameSection * sectionEntrySize
    guard let offset = read.word(bytes, narrow: entry + 16, wide: entry + 24),
      let size = read.word(bytes, narrow: entry + 20, wide: entry + 32)
    else { return nil }
    return bytes.place(at: offset, length: size)
  }

  /// The place of a table, once its entries are known to be whole and inside the file.
  private func table(
    _ bytes: Span<UInt8>,
    at offset: UInt64,
    count: Int,
    entrySize: Int,
    least: Int,
    what: StaticString
  ) throws(BinaryError) -> Range<Int> {
    guard entrySize >= least else { throw .malformed("\(what) of \(entrySize) bytes each") }
    let (length, overflow) = count.multipliedReportingOverflow(by: entrySize)
    guard !overflow, let place = bytes.place(at: offset, length: length) else {
      throw .truncated("\(count) \(what) at byte \(offset)")
    }
    return place
  }

  private func text(_ bytes: Span<UInt8>, in table: Range<Int>, at offset: UInt32) -> String? {
    guard Int(offset) < table.count else { return nil }
    return bytes.zeroTerminatedText(at: table.lowerBound + Int(offset), limit: 256)
  }
}

/// Reads numbers in the class and byte order of one file.
struct ELFFields {
  let is64Bit: Bool
  let byteOrder: ByteOrder

  func half(_ bytes: Span<UInt8>, _ offset: Int) -> UInt16? {
    bytes.integer(UInt16.self, at: offset, byteOrder)
  }

  func full(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32? {
    bytes.integer(UInt32.self, at: offset, byteOrder)
  }

  /// An address, offset or size: 4 bytes at `narrow` or 8 at `wide`.
  func word(_ bytes: Span<UInt8>, narrow: Int, wide: Int) -> UInt64? {
    if is64Bit { return bytes.integer(UInt64.self, at: wide, byteOrder) }
    return bytes.integer(UInt32.self, at: narrow, byteOrder).map(UInt64.init)
  }
}
