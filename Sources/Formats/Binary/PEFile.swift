// PE/COFF, the executable format of Windows, of UEFI and of .NET assemblies.
//
//   DOS header       "MZ" … offset of the PE header at byte 60
//   PE header        "PE\0\0", machine, number of sections, size of the optional header
//   optional header  magic (0x10B: PE32, 0x20B: PE32+), image base, data directories
//   sections         name, virtual size and address, size and place in the file, characteristics
//
// Source: Microsoft, "PE Format". Addresses in the headers are relative to the image base (RVA).

/// The headers of a PE file.
package struct PEFile: MappedExecutable, Hashable {
  /// The directories read here, by their fixed index.
  package enum Directory: Int, Sendable {
    case resources = 2
    case commonLanguageRuntime = 14
  }

  package let machine: UInt16
  package let characteristics: UInt16
  package let imageBase: UInt64
  package let sections: [PESection]
  /// Address and size of each data directory.
  private let directories: [DirectoryPlace]

  private struct DirectoryPlace: Hashable {
    var address: UInt32
    var size: UInt32
  }

  package var byteOrder: ByteOrder { .little }
  /// Linkers for Windows put small records into the common data section.
  package var hasEverySectionNamed: Bool { false }

  package static func isPE(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.holds("MZ", at: 0),
      let header = bytes.integer(UInt32.self, at: 60, .little)
    else { return false }
    return bytes.holds("PE\0\0", at: Int(header))
  }

  package init(_ bytes: Span<UInt8>) throws(BinaryError) {
    guard bytes.holds("MZ", at: 0) else { throw .malformed("no MZ magic") }
    guard let offset = bytes.integer(UInt32.self, at: 60, .little) else {
      throw .truncated("DOS header")
    }
    let header = Int(offset)
    guard bytes.holds("PE\0\0", at: header) else { throw .malformed("no PE signature") }
    guard let machine = bytes.integer(UInt16.self, at: header + 4, .little),
      let sectionCount = bytes.integer(UInt16.self, at: header + 6, .little),
      let optionalSize = bytes.integer(UInt16.self, at: header + 20, .little),
      let characteristics = bytes.integer(UInt16.self, at: header + 22, .little)
    else { throw .truncated("PE header") }
    self.machine = machine
    self.characteristics = characteristics
    let optional = header + 24
    switch bytes.integer(UInt16.self, at: optional, .little) {
    case 0x10B:
      imageBase = bytes.integer(UInt32.self, at: optional + 28, .little).map(UInt64.init) ?? 0
      directories = PEFile.directories(in: bytes, countAt: optional + 92)
    case 0x20B:
      imageBase = bytes.integer(UInt64.self, at: optional + 24, .little) ?? 0
      directories = PEFile.directories(in: bytes, countAt: optional + 108)
    case nil: throw .truncated("PE optional header")
    case let magic?: throw .unsupported("PE optional header of magic \(magic)")
    }
    sections = try PEFile.sections(
      in: bytes,
      at: optional + Int(optionalSize),
      count: Int(sectionCount)
    )
  }

  /// A program or a library (`IMAGE_FILE_DLL`).
  package var kind: ExecutableKind {
    guard characteristics & 0x0002 != 0 else { return .other }
    return characteristics & 0x2000 != 0 ? .library : .program
  }

  package func contents(ofSection name: String) -> Range<Int>? {
    sections.first { $0.name == name }?.contents
  }

  package func contents(from address: UInt64) -> Range<Int>? {
    guard address >= imageBase, let relative = UInt32(exactly: address - imageBase) else {
      return nil
    }
    return contents(fromRelative: relative)
  }

  /// The bytes at a relative virtual address, to the end of their section.
  package func contents(fromRelative address: UInt32) -> Range<Int>? {
    for section in sections where address >= section.address {
      let skipped = Int(address - section.address)
      guard skipped < section.contents.count else { continue }
      return section.contents.lowerBound + skipped..<section.contents.upperBound
    }
    return nil
  }

  /// The place of a data directory; `nil` where the file has none or it is not in the file.
  package func contents(of directory: Directory) -> Range<Int>? {
    guard directories.indices.contains(directory.rawValue) else { return nil }
    let entry = directories[directory.rawValue]
    guard entry.address != 0, entry.size != 0 else { return nil }
    return contents(fromRelative: entry.address)?.prefix(Int(entry.size))
  }

  package var dataContents: [Range<Int>] {
    // Initialised, readable, writable; whatever its alignment bits.
    sections.filter { $0.flags & ~0x00F0_0000 == 0xC000_0040 && !$0.contents.isEmpty }
      .map(\.contents)
  }

  private static func directories(
    in bytes: Span<UInt8>,
    countAt offset: Int
  ) -> [DirectoryPlace] {
    guard let count = bytes.integer(UInt32.self, at: offset, .little) else { return [] }
    var directories: [DirectoryPlace] = []
    for index in 0..<min(Int(count), 16) {
      let entry = offset + 4 + index * 8
      guard let address = bytes.integer(UInt32.self, at: entry, .little),
        let size = bytes.integer(UInt32.self, at: entry + 4, .little)
      else { break }
      directories.append(DirectoryPlace(address: address, size: size))
    }
    return directories
  }

  private static func sections(
    in bytes: Span<UInt8>,
    at table: Int,
    count: Int
  ) throws(BinaryError) -> [PESection] {
    guard bytes.place(at: table, length: count * 40) != nil else {
      throw .truncated("\(count) section headers at byte \(table)")
    }
    var sections: [PESection] = []
    for entry in stride(from: table, to: table + count * 40, by: 40) {
      guard let virtualSize = bytes.integer(UInt32.self, at: entry + 8, .little),
        let address = bytes.integer(UInt32.self, at: entry + 12, .little),
        let size = bytes.integer(UInt32.self, at: entry + 16, .little),
        let offset = bytes.integer(UInt32.self, at: entry + 20, .little),
        let flags = bytes.integer(UInt32.self, at: entry + 36, .little)
      else { throw .truncated("section headers") }
      let start = min(Int(offset), bytes.count)
      sections.append(
        PESection(
          name: PEFile.name(in: bytes, at: entry),
          address: address,
          virtualSize: virtualSize,
          flags: flags,
          contents: start..<start + min(Int(size), bytes.count - start)
        )
      )
    }
    return sections
  }

  /// Eight bytes, padded with zeros but not ended by one.
  private static func name(in bytes: Span<UInt8>, at offset: Int) -> String {
    var end = offset
    while end < offset + 8, bytes[end] != 0 { end += 1 }
    return bytes.text(in: offset..<end) ?? ""
  }
}

/// A part of a PE file, as far as the file reaches.
package struct PESection: Hashable, Sendable {
  package let name: String
  /// Relative to the image base.
  package let address: UInt32
  package let virtualSize: UInt32
  package let flags: UInt32
  package let contents: Range<Int>
}
