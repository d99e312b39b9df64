import Formats
import Model
import TestSupport
import Testing

private func contents(_ bytes: [UInt8], limits: Limits = .standard) throws -> [String: String] {
  let archive = try ZipReader(bytes.span, limits: limits)
  var inflate = Inflate(.bare)
  var found: [String: String] = [:]
  for entry in archive.entries {
    let contents = try archive.contents(of: entry, in: bytes.span, with: &inflate)
    found[entry.nameText(in: bytes.span)] = String(decoding: contents, as: UTF8.self)
  }
  return found
}

private let files = [("a.txt", "one"), ("dir/b.txt", "two"), ("c", "")]
private let wanted = ["a.txt": "one", "dir/b.txt": "two", "c": ""]

@Suite struct `ZIP reader` {
  @Test(arguments: [true, false])
  func `gives contents, compressed and stored`(isDeflated: Bool) throws {
    var builder = ZipBuilder(files)
    for index in builder.entries.indices { builder.entries[index].isDeflated = isDeflated }
    #expect(try contents(builder.build()) == wanted)
  }

  @Test(arguments: [true, false])
  func `skips bytes before the archive`(countsPrefix: Bool) throws {
    var builder = ZipBuilder(files)
    builder.prefix = Array("#!/bin/sh\nexec java -jar $0\n".utf8)
    builder.countsPrefix = countsPrefix
    #expect(try contents(builder.build()) == wanted)
  }

  @Test func `reads sizes of 64 bits`() throws {
    var builder = ZipBuilder(files)
    builder.isZip64 = true
    #expect(try contents(builder.build()) == wanted)
    builder.prefix = [1, 2, 3]
    #expect(try contents(builder.build()) == wanted)
  }

  @Test func `reads entries that were written without knowing their size`() throws {
    var builder = ZipBuilder(files)
    for index in builder.entries.indices { builder.entries[index].hasDescriptor = true }
    #expect(try contents(builder.build()) == wanted)
  }

  @Test func `finds the end before a comment and before stray bytes`() throws {
    var builder = ZipBuilder(files)
    builder.comment = Array("PK\u{5}\u{6} is how it ends".utf8)
    #expect(try contents(builder.build()) == wanted)
    #expect(try contents(builder.build() + [0, 0, 0]) == wanted)
  }

  @Test func `reads names in the old code page`() throws {
    var builder = ZipBuilder(files)
    builder.entries[0].name = [0x81, 0x2E, 0x74]
    builder.entries[0].flags = 0
    #expect(try contents(builder.build()).keys.contains("\u{FC}.t"))
  }

  @Test func `has the empty archive`() throws {
    #expect(try contents(ZipBuilder().build()) == [:])
  }

  @Test func `refuses a wrong checksum`() {
    var builder = ZipBuilder(files)
    builder.entries[1].checksum = 1
    #expect(throws: ZipError.malformed("entry at byte 43 has another checksum")) {
      try contents(builder.build())
    }
  }

  @Test(arguments: [UInt32(2), 4])
  func `refuses a wrong size`(size: UInt32) {
    var builder = ZipBuilder(files)
    builder.entries[0].size = size
    #expect(throws: ZipError.self) { try contents(builder.build()) }
  }

  @Test func `refuses entries that share bytes`() {
    var builder = ZipBuilder([("a", "one"), ("b", "one")])
    builder.entries[1].sharesHeaderOf = 0
    #expect(throws: ZipError.malformed("entries overlap at byte 0")) {
      try contents(builder.build())
    }
  }

  @Test func `refuses encryption`() {
    var builder = ZipBuilder(files)
    builder.entries[0].flags = 1
    #expect(throws: ZipError.unsupported("encrypted entries")) { try contents(builder.build()) }
  }

  @Test func `keeps to its limits`() {
    var limits = Limits.standard
    limits.entries = 2
    #expect(throws: ZipError.limit("2 entries")) {
      try contents(ZipBuilder(files).build(), limits: limits)
    }
    limits = .standard
    limits.fileSize = 2
    #expect(throws: ZipError.limit("2 bytes in one entry")) {
      try contents(ZipBuilder(files).build(), limits: limits)
    }
  }

  @Test func `refuses what is cut off`() {
    let bytes = ZipBuilder(files).build()
    for count in 0..<bytes.count {
      #expect(throws: ZipError.self) { try contents(Array(bytes.prefix(count))) }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `survives spoilt input`() {
    var wide = ZipBuilder(files)
    wide.isZip64 = true
    for bytes in [ZipBuilder(files).build(), wide.build()] {
      for variant in hostileVariants(of: bytes) { _ = try? contents(variant) }
    }
  }
}

@Suite struct `jar manifest` {
  @Test func `joins lines and ignores case`() {
    let text =
      "Manifest-Version: 1.0\r\nImplementation-Title: a lo\r\n ng title \r\nX:\r\n\r\nName: a\r\nFoo: b\r\n"
    let manifest = JarManifest(Array(text.utf8).span)
    #expect(manifest["implementation-title"] == "a long title")
    #expect(manifest["X"] == nil)
    #expect(manifest["Foo"] == nil)
  }

  @Test func `joins lines that break within a letter`() {
    let bytes = Array("A: x".utf8) + [0xC3, 0x0A, 0x20, 0xBC] + Array("\nB: y".utf8)
    let manifest = JarManifest(bytes.span)
    #expect(manifest["A"] == "x\u{FC}")
    #expect(manifest["B"] == "y")
  }

  @Test func `survives spoilt input`() {
    for variant in hostileVariants(of: Array("A: b\r\n c\r\nD: e\n".utf8)) {
      _ = JarManifest(variant.span)["A"]
    }
  }
}
