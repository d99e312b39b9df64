import Formats
import TestSupport
import Testing

private let record = [
  "path\texample.com/app/cmd/app",
  "mod\texample.com/app\t(devel)\t",
  "dep\tgolang.org/x/net\tv0.1.0\th1:abc=",
  "dep\texample.com/old\tv1.0.0\th1:old=",
  "=>\texample.com/new\tv1.1.0\th1:new=",
  "build\t-ldflags=\"-X main.version=1.2 -s\"",
  "build\tGOARCH=amd64",
  "build\t`od=d`=a\u{e9}",
]

private func read(_ bytes: [UInt8]) throws -> GoBuildInfo? {
  let file = try #require(try executables(in: bytes.span).first)
  return try GoBuildInfo(in: file, bytes.span)
}

@Suite struct `Go build information` {
  @Test func `gives modules and settings`() throws {
    let build = try #require(try read(GoBuildInfoBuilder(record).program))
    #expect(build.goVersion == "go1.22.3")
    #expect(build.path == "example.com/app/cmd/app")
    #expect(build.main?.module.path == "example.com/app")
    #expect(build.dependencies.map(\.built.path) == ["golang.org/x/net", "example.com/new"])
    #expect(build.dependencies.map(\.built.version) == ["v0.1.0", "v1.1.0"])
    #expect(build.setting("-ldflags") == "-X main.version=1.2 -s")
    #expect(build.setting("GOARCH") == "amd64")
    #expect(build.setting("od=d") == "a\u{e9}")
  }

  @Test(arguments: [(8, ByteOrder.little), (8, .big), (4, .little), (4, .big)])
  func `is read through pointers`(size: Int, order: ByteOrder) throws {
    var elf = ELFBuilder()
    elf.is64Bit = size == 8
    elf.order = order
    let builder = GoBuildInfoBuilder(record, version: "go1.17")
    let contents = builder.pointers(at: 0x5000, size: size, order: order)
    elf.sections = [TestSection(".go.buildinfo", contents, address: 0x5000)]
    let build = try #require(try read(elf.build()))
    #expect(build.goVersion == "go1.17")
    #expect(build.dependencies.count == 2)
  }

  @Test func `is found in the data of a stripped ELF file`() throws {
    var elf = ELFBuilder()
    let contents = [UInt8](repeating: 0, count: 64) + GoBuildInfoBuilder(record).inline
    elf.sections = [TestSection(".data", contents, address: 0x5000)]
    elf.hasSectionTable = false
    #expect(try read(elf.build())?.dependencies.count == 2)
  }

  @Test func `is found in the data of a PE file`() throws {
    var pe = PEBuilder()
    pe.sections = [
      TestSection(".data", [UInt8](repeating: 0, count: 32) + GoBuildInfoBuilder(record).inline)
    ]
    #expect(try read(pe.build())?.dependencies.count == 2)
  }

  @Test func `is found in a Mach-O section`() throws {
    var machO = MachOBuilder()
    machO.sections = [TestSection("__go_buildinfo", GoBuildInfoBuilder(record).inline)]
    #expect(try read(machO.build())?.dependencies.count == 2)
  }

  @Test func `without modules is the toolchain alone`() throws {
    let build = try #require(try read(GoBuildInfoBuilder(version: "go1.13").program))
    #expect(build.goVersion == "go1.13")
    #expect(build.main == nil)
  }

  @Test func `with a length beyond the section is truncated`() {
    var elf = ELFBuilder()
    let cut = Array(GoBuildInfoBuilder(record).inline.dropLast(4))
    elf.sections = [TestSection(".go.buildinfo", cut, address: 0x5000)]
    #expect(throws: BinaryError.truncated("Go module record")) { try read(elf.build()) }
  }

  @Test func `that replaces nothing is malformed`() {
    let bytes = GoBuildInfoBuilder(["=>\ta\tv1\t"]).program
    #expect(throws: BinaryError.malformed("line 1 of the Go module record replaces nothing")) {
      try read(bytes)
    }
  }

  @Test func `is not seen where there is none`() throws {
    var elf = ELFBuilder()
    elf.sections = [TestSection(".data", [1, 2, 3], address: 0x5000)]
    #expect(try read(elf.build()) == nil)
  }
}
