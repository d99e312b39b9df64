import Formats
import TestSupport
import Testing

private let layouts: [(Bool, ByteOrder)] = [
  (true, .little), (true, .big), (false, .little), (false, .big),
]

@Suite struct `ELF file` {
  @Test(arguments: layouts)
  func `gives sections in every class and byte order`(is64Bit: Bool, order: ByteOrder) throws {
    var builder = ELFBuilder()
    builder.is64Bit = is64Bit
    builder.order = order
    builder.sections = [TestSection(".data", [1, 2, 3], address: 0x4000), TestSection(".x", [9])]
    let bytes = builder.build()
    let file = try ELFFile(bytes.span)
    #expect(file.sections.map(\.name) == ["", ".data", ".x", ".shstrtab"])
    let place = try #require(file.contents(ofSection: ".x"))
    #expect(Array(bytes[place]) == [9])
    let loaded = try #require(file.contents(from: 0x4001))
    #expect(Array(bytes[loaded]) == [2, 3])
    #expect(file.kind == .program)
  }

  @Test(arguments: layouts)
  func `gives the libraries it needs`(is64Bit: Bool, order: ByteOrder) throws {
    var builder = ELFBuilder()
    builder.is64Bit = is64Bit
    builder.order = order
    builder.type = 3
    var dynamic = ByteBuilder(order)
    for value: UInt64 in [1, 1, 14, 11, 5, 0x8000, 10, 21, 0, 0] {
      if is64Bit { dynamic.add(value) } else { dynamic.add(UInt32(value)) }
    }
    builder.sections = [
      TestSection(".dynamic", dynamic.bytes, address: 0x7000),
      TestSection(".dynstr", Array("\0libz.so.1\0libx.so.2\0".utf8), address: 0x8000),
    ]
    builder.special = [(type: 2, section: 0)]
    let bytes = builder.build()
    let file = try ELFFile(bytes.span)
    #expect(file.dynamic.needed == ["libz.so.1"])
    #expect(file.dynamic.libraryName == "libx.so.2")
    #expect(file.kind == .library)
  }

  @Test func `keeps its segments when the section table is cut off`() throws {
    var builder = ELFBuilder()
    builder.sections = [TestSection(".data", [1, 2, 3], address: 0x4000)]
    let bytes = Array(builder.build().dropLast(64))
    let file = try ELFFile(bytes.span)
    #expect(file.sectionProblem != nil)
    #expect(file.segments.count == 1)
  }

  @Test func `gives the build identifier`() throws {
    var builder = ELFBuilder()
    var note = ByteBuilder()
    for value: UInt32 in [4, 3, 3] { note.add(value) }
    note.add("GNU\0")
    note.add([0xAB, 0xCD, 0xEF, 0])
    builder.sections = [TestSection(".note.gnu.build-id", note.bytes, address: 0x4000)]
    builder.special = [(type: 4, section: 0)]
    let bytes = builder.build()
    let identifier = try ELFFile(bytes.span).buildID(in: bytes.span)
    #expect(identifier == "abcdef")
  }

  @Test func `is refused with more headers than bytes`() {
    var builder = ELFBuilder()
    builder.sections = [TestSection(".data", [1], address: 0x4000)]
    var bytes = builder.build()
    bytes[56] = 0xFE
    bytes[57] = 0xFE
    #expect(throws: BinaryError.truncated("65278 program headers at byte 64")) {
      try ELFFile(bytes.span)
    }
  }
}

@Suite struct `PE file` {
  @Test func `gives sections by name and address`() throws {
    var builder = PEBuilder()
    builder.sections = [TestSection(".data", [1, 2, 3]), TestSection(".dep-v0", [7, 8])]
    let bytes = builder.build()
    let file = try PEFile(bytes.span)
    let section = try #require(file.contents(ofSection: ".dep-v0"))
    #expect(Array(bytes[section]) == [7, 8])
    let mapped = try #require(file.contents(from: PEBuilder.imageBase + 0x1001))
    #expect(Array(bytes[mapped]) == [2, 3])
    #expect(file.kind == .program)
  }

  @Test func `is not taken for one by its first two bytes`() {
    let bytes = [UInt8](repeating: 0x4D, count: 100)
    let isTaken = PEFile.isPE(bytes.span)
    #expect(!isTaken)
  }
}

@Suite struct `Mach-O file` {
  @Test func `gives sections of each machine of a universal file`() throws {
    var builder = MachOBuilder()
    builder.sections = [TestSection("__data", [1, 2, 3])]
    let bytes = MachOBuilder.universal([builder.build(), builder.build()])
    let files = try MachOFile.all(in: bytes.span)
    #expect(files.count == 2)
    for file in files {
      let section = try #require(file.contents(ofSection: "__data"))
      #expect(Array(bytes[section]) == [1, 2, 3])
    }
    #expect(files[0].sections[0].contents != files[1].sections[0].contents)
  }

  @Test func `is told from a Java class`() {
    // Minor version 0, major version 61.
    let bytes: [UInt8] = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 61]
    let isTaken = MachOFile.isMachO(bytes.span)
    #expect(!isTaken)
  }
}

@Suite struct `executable formats` {
  @Test(.timeLimit(.minutes(1)))
  func `survive spoilt headers`() {
    let section = TestSection(
      ".go.buildinfo",
      GoBuildInfoBuilder(["path\ta"]).inline,
      address: 0x1000
    )
    var elf = ELFBuilder()
    elf.sections = [section]
    var pe = PEBuilder()
    pe.sections = [section].map { TestSection(".data", $0.contents) }
    var machO = MachOBuilder()
    machO.sections = [TestSection("__go_buildinfo", section.contents)]
    let files = [elf.build(), pe.build(), machO.build(), MachOBuilder.universal([machO.build()])]
    for (seed, file) in files.enumerated() {
      for variant in hostileVariants(of: file, seed: UInt64(seed)) {
        // Any answer will do: the test is that there is one.
        for executable in (try? executables(in: variant.span)) ?? [] {
          _ = try? GoBuildInfo(in: executable, variant.span)
        }
      }
    }
  }
}
