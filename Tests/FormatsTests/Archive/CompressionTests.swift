import Formats
import Model
import TestSupport
import Testing

@Suite struct `compressed sources` {
  static let text = Array(
    (0..<20_000).map { "line \($0) of some text\n" }.joined().utf8
  )

  @Test(arguments: [1, 7, 4096, 1 << 20])
  func `give back what went in, whatever the size of the pieces`(size: Int) throws {
    for packed in [Compressing.gzip(Self.text), Compressing.zstd(Self.text), Self.text] {
      let short = size == 1 ? Array(packed.prefix(0)) : packed
      guard !short.isEmpty else { continue }
      let source = try decompressed(ArraySource(short), limits: .standard)
      #expect(try readAll(source, pieceSize: size) == Self.text)
    }
  }

  @Test func `continue with further members and frames`() throws {
    let gzip = Compressing.gzip(Array("one".utf8)) + Compressing.gzip(Array("two".utf8))
    let zstd = Compressing.zstd(Array("one".utf8)) + Compressing.zstd(Array("two".utf8))
    for packed in [gzip, gzip + [0, 0, 0], zstd] {
      let source = try decompressed(ArraySource(packed), limits: .standard)
      #expect(try readAll(source) == Array("onetwo".utf8))
    }
  }

  @Test func `never end short when cut`() throws {
    let small = Array(Self.text.prefix(3000))
    for packed in [Compressing.gzip(small), Compressing.zstd(small)] {
      for cut in 6..<packed.count {
        #expect(throws: ByteSourceError.self, "cut at \(cut)") {
          let source = try decompressed(
            ArraySource(Array(packed.prefix(cut))),
            limits: .standard
          )
          _ = try readAll(source)
        }
      }
    }
  }

  @Test func `are refused when a checksum is wrong`() throws {
    var packed = Compressing.gzip(Self.text)
    packed[packed.count - 6] ^= 1
    let source = try decompressed(ArraySource(packed), limits: .standard)
    #expect(throws: ByteSourceError.self) { try readAll(source) }
  }

  @Test func `are refused when they expand out of proportion`() throws {
    var limits = Limits.standard
    limits.expansionRatio = 50
    limits.expansionFloor = 1 << 20
    let bomb = Compressing.gzip([UInt8](repeating: 0, count: 32 << 20))
    let source = try decompressed(ArraySource(bomb), limits: limits)
    #expect(throws: ByteSourceError.limit("expansion of 50 to 1")) {
      try readAll(source, pieceSize: 1 << 20)
    }
  }

  @Test(arguments: [[0x42, 0x5A, 0x68, 0x39], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]])
  func `that we do not read are named`(magic: [UInt8]) {
    #expect(throws: ByteSourceError.self) {
      try decompressed(ArraySource(magic + [1, 2, 3]), limits: .standard)
    }
  }

  @Test func `answer hostile bytes with a value or an error`() {
    let small = Array(Self.text.prefix(600))
    for packed in [Compressing.gzip(small), Compressing.zstd(small)] {
      for variant in hostileVariants(of: packed) {
        guard let source = try? decompressed(ArraySource(variant), limits: .standard) else {
          continue
        }
        _ = try? readAll(source)
      }
    }
  }
}

@Suite struct `digesting source` {
  private let bytes = Array("hello".utf8)

  @Test func `passes the promised bytes`() throws {
    let source = DigestingSource(
      ArraySource(bytes),
      expected: SHA256.digest(of: bytes.span),
      size: 5,
      what: "blob"
    )
    #expect(try readAll(source) == bytes)
  }

  @Test(arguments: [nil, 4, 6] as [Int64?])
  func `refuses others`(size: Int64?) {
    let other = SHA256.digest(of: [UInt8](repeating: 0, count: 1).span)
    let source = DigestingSource(
      ArraySource(bytes),
      expected: size == nil ? other : nil,
      size: size,
      what: "blob"
    )
    #expect(throws: ByteSourceError.self) { try readAll(source) }
  }
}
