package import Formats

/// A section of an executable built for a test.
package struct TestSection {
  package var name: String
  package var contents: [UInt8]
  /// Where it is loaded, in a writable segment of its own; 0 for one that is not loaded.
  package var address: UInt64

  package init(_ name: String, _ contents: [UInt8], address: UInt64 = 0) {
    self.name = name
    self.contents = contents
    self.address = address
  }
}

/// Builds an ELF file with the given sections, in any class and byte order.
package struct ELFBuilder {
  package var is64Bit = true
  package var order = ByteOrder.little
  package var type: UInt16 = 2
  package var sections: [TestSection] = []
  /// Program headers that are not loaded: type and section index.
  package var special: [(type: UInt32, section: Int)] = []
  package var hasSectionTable = true

  package init() {}

  package func build() -> [UInt8] {
    let headerSize = is64Bit ? 64 : 52
    let programSize = is64Bit ? 56 : 32
    let loaded = sections.indices.filter { sections[$0].address != 0 }
    let programs = loaded.map { (type: UInt32(1), section: $0) } + special
    var body = ByteBuilder(order)
    body.pad(to: headerSize + programs.count * programSize)
    var names = ByteBuilder(order)
    names.add("\0.shstrtab\0")
    var places: [(name: UInt32, offset: Int, size: Int, address: UInt64)] = []
    for section in sections {
      body.align(16)
      places.append(
        (UInt32(names.bytes.count), body.bytes.count, section.contents.count, section.address)
      )
      names.add(section.name + "\0")
      body.add(section.contents)
    }
    places.append((1, body.bytes.count, names.bytes.count, 0))
    body.add(names.bytes)
    body.align(8)
    let tableOffset = body.bytes.count
    if hasSectionTable {
      addSection(to: &body, name: 0, type: 0, offset: 0, size: 0, address: 0)
      for place in places {
        addSection(
          to: &body,
          name: place.name,
          type: 1,
          offset: place.offset,
          size: place.size,
          address: place.address
        )
      }
    }
    var head = ByteBuilder(order)
    addHeader(
      to: &head,
      programs: programs.count,
      tableOffset: tableOffset,
      sections: places.count + 1
    )
    for program in programs {
      let place = places[program.section]
      addProgram(
        to: &head,
        type: program.type,
        offset: place.offset,
        size: place.size,
        address: place.address
      )
    }
    body.bytes.replaceSubrange(0..<head.bytes.count, with: head.bytes)
    return body.bytes
  }

  private func word(_ value: UInt64, to bytes: inout ByteBuilder) {
    if is64Bit { bytes.add(value) } else { bytes.add(UInt32(value)) }
  }

  private func addHeader(to head: inout ByteBuilder, programs: Int, tableOffset: Int, sections: Int)
  {
    head.add([0x7F, 0x45, 0x4C, 0x46, is64Bit ? 2 : 1, order == .little ? 1 : 2, 1])
    head.pad(to: 16)
    head.add(type)
    head.add(UInt16(62))
    head.add(UInt32(1))
    word(0, to: &head)
    word(UInt64(is64Bit ? 64 : 52), to: &head)
    word(hasSectionTable ? UInt64(tableOffset) : 0, to: &head)
    head.add(UInt32(0))
    head.add(UInt16(is64Bit ? 64 : 52))
    head.add(UInt16(is64Bit ? 56 : 32))
    head.add(UInt16(programs))
    head.add(UInt16(is64Bit ? 64 : 40))
    head.add(UInt16(hasSectionTable ? sections : 0))
    head.add(UInt16(hasSectionTable ? sections - 1 : 0))
  }

  private func addProgram(
    to head: inout ByteBuilder,
    type: UInt32,
    offset: Int,
    size: Int,
    address: UInt64
  ) {
    head.add(type)
    if is64Bit { head.add(UInt32(6)) }
    for value in [UInt64(offset), address, address, UInt64(size), UInt64(size)] {
      word(value, to: &head)
    }
    if !is64Bit { head.add(UInt32(6)) }
    word(16, to: &head)
  }

  private func addSection(
    to body: inout ByteBuilder,
    name: UInt32,
    type: UInt32,
    offset: Int,
    size: Int,
    address: UInt64
  ) {
    body.add(name)
    body.add(type)
    for value in [0, address, UInt64(offset), UInt64(size)] { word(value, to: &body) }
    body.add(UInt32(0))
    body.add(UInt32(0))
    word(16, to: &body)
    word(0, to: &body)
  }
}

/// Builds a PE32+ file with the given sections, loaded at `0x1000`, `0x2000` and so on.
package struct PEBuilder {
  package var sections: [TestSection] = []
  package var isLibrary = false
  /// Index of a data directory and of the section it is the start of.
  package var directories: [Int: Int] = [:]
  package static let imageBase: UInt64 = 0x1_4000_0000

  package init() {}

  package func build() -> [UInt8] {
    var file = ByteBuilder()
    file.add("MZ")
    file.pad(to: 60)
    file.add(UInt32(64))
    file.add("PE\0\0")
    file.add(UInt16(0x8664))
    file.add(UInt16(sections.count))
    file.pad(to: 64 + 20)
    file.add(UInt16(240))
    file.add(UInt16(isLibrary ? 0x2022 : 0x22))
    file.add(UInt16(0x20B))
    file.pad(to: 88 + 24)
    file.add(PEBuilder.imageBase)
    file.pad(to: 88 + 108)
    file.add(UInt32(16))
    for index in 0..<16 {
      let section = directories[index]
      file.add(UInt32(section.map { ($0 + 1) * 0x1000 } ?? 0))
      file.add(UInt32(section.map { sections[$0].contents.count } ?? 0))
    }
    var offset = 88 + 240 + sections.count * 40
    offset += (16 - offset % 16) % 16
    let start = offset
    for (index, section) in sections.enumerated() {
      file.add(section.name, width: 8)
      file.add(UInt32(section.contents.count))
      file.add(UInt32((index + 1) * 0x1000))
      file.add(UInt32(section.contents.count))
      file.add(UInt32(offset))
      file.add([UInt8](repeating: 0, count: 12))
      file.add(UInt32(0xC000_0040))
      offset += (section.contents.count + 15) & ~15
    }
    file.pad(to: start)
    for section in sections {
      file.add(section.contents)
      file.align(16)
    }
    return file.bytes
  }
}

/// Builds a 64-bit little-endian Mach-O file, and universal files of several.
package struct MachOBuilder {
  package var sections: [TestSection] = []

  package init() {}

  package func build() -> [UInt8] {
    var file = ByteBuilder()
    let commandSize = 72 + sections.count * 80
    file.add(UInt32(0xFEED_FACF))
    file.add(UInt32(0x0100_0007))
    file.add(UInt32(3))
    for value in [2, 1, UInt32(commandSize), 0, 0] { file.add(value) }
    var offset = (32 + commandSize + 15) & ~15
    let start = offset
    let size = sections.reduce(0) { $0 + ($1.contents.count + 15) & ~15 }
    file.add(UInt32(0x19))
    file.add(UInt32(commandSize))
    file.add("__DATA", width: 16)
    for value in [0x1000, UInt64(size), UInt64(start), UInt64(size)] { file.add(value) }
    for value in [3, 3, UInt32(sections.count), 0] { file.add(value) }
    for section in sections {
      file.add(section.name, width: 16)
      file.add("__DATA", width: 16)
      file.add(UInt64(0x1000 + offset - start))
      file.add(UInt64(section.contents.count))
      file.add(UInt32(offset))
      file.add([UInt8](repeating: 0, count: 28))
      offset += (section.contents.count + 15) & ~15
    }
    file.pad(to: start)
    for section in sections {
      file.add(section.contents)
      file.align(16)
    }
    return file.bytes
  }

  package static func universal(_ files: [[UInt8]]) -> [UInt8] {
    var file = ByteBuilder(.big)
    file.add(UInt32(0xCAFE_BABE))
    file.add(UInt32(files.count))
    var offset = (8 + files.count * 20 + 63) & ~63
    for one in files {
      for value in [0x0100_0007, 3, UInt32(offset), UInt32(one.count), 6] { file.add(value) }
      offset += (one.count + 63) & ~63
    }
    for one in files {
      file.align(64)
      file.add(one)
    }
    return file.bytes
  }
}
