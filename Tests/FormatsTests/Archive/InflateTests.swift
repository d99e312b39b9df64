import Formats
import TestSupport
import Testing

/// `hello hello hello hello` by zlib at its best.
private let zlibHello: [UInt8] = [
  0x78, 0xDA, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01, 0x68, 0x03, 0x08, 0xB1,
]

@Suite struct `inflate` {
  @Test func `decompresses zlib data`() throws {
    var inflate = Inflate(.zlib)
    let bytes = try inflate.all(of: zlibHello.span, limit: 100)
    #expect(String(decoding: bytes, as: UTF8.self) == "hello hello hello hello")
  }

  @Test func `decompresses one stream after another`() throws {
    var inflate = Inflate(.bare)
    for count in [0, 1, 70_000, 3] {
      let contents = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let compressed = ZipBuilder.deflate(contents)
      #expect(try inflate.all(of: compressed.span, limit: 100_000) == contents)
    }
  }

  @Test func `stops at the limit`() {
    let compressed = ZipBuilder.deflate([UInt8](repeating: 1, count: 1000))
    var inflate = Inflate(.bare)
    #expect(throws: InflateError.overLimit(999)) {
      try inflate.all(of: compressed.span, limit: 999)
    }
  }

  @Test func `refuses a stream that ends early`() {
    var inflate = Inflate(.zlib)
    #expect(throws: InflateError.truncated) {
      try inflate.all(of: Array(zlibHello.dropLast(5)).span, limit: 100)
    }
  }

  @Test func `refuses a wrong checksum`() {
    var spoilt = zlibHello
    spoilt[15] ^= 1
    var inflate = Inflate(.zlib)
    #expect(throws: InflateError.checksum) { try inflate.all(of: spoilt.span, limit: 100) }
  }

  @Test func `gives pieces`() throws {
    let compressed = ZipBuilder.deflate([UInt8](repeating: 1, count: 1000))
    var inflate = Inflate(.bare)
    var sizes: [Int] = []
    try inflate.pieces(of: compressed.span, size: 300, limit: 2000) { piece in
      sizes.append(piece.count)
      return sizes.count < 3
    }
    #expect(sizes == [300, 300, 300])
  }

  @Test func `survives spoilt input`() {
    for variant in hostileVariants(of: zlibHello) {
      var inflate = Inflate(.zlib)
      _ = try? inflate.all(of: variant.span, limit: 1 << 16)
    }
  }
}
