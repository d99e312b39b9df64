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
    for packed in Compressing.all.map({ $0(Self.text) }) + [Self.text] {
      let short = size == 1 ? Array(packed.prefix(0)) : packed
      guard !short.isEmpty else { continue }
      let source = try decompressed(ArraySource(short), limits: .standard)
      #expect(try readAll(source, pieceSize: size) == Self.text)
    }
  }

  @Test func `continue with further members and frames`() throws {
    let all = Compressing.all.map { $0(Array("one".utf8)) + $0(Array("two".utf8)) }
    for packed in all + [all[0] + [0, 0, 0], all[2] + [0, 0, 0], all[3] + [0, 0, 0, 0]] {
      let source = try decompressed(ArraySource(packed), limits: .standard)
      #expect(try readAll(source) == Array("onetwo".utf8))
    }
  }

  @Test func `never end short when cut`() throws {
    let small = Array(Self.text.prefix(3000))
    for packed in Compressing.all.map({ $0(small) }) {
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
    for (pack, fromEnd) in [(Compressing.gzip, 6), (Compressing.bzip2, 3), (Compressing.xz, 28)] {
      var packed = pack(Self.text)
      packed[packed.count - fromEnd] ^= 1
      let source = try decompressed(ArraySource(packed), limits: .standard)
      #expect(throws: ByteSourceError.self) { try readAll(source) }
    }
  }

  @Test func `are refused when they expand out of proportion`() throws {
    var limits = Limits.standard
    limits.expansionRatio = 50
    limits.expansionFloor = 1 << 20
    for bomb in Compressing.all.map({ $0([UInt8](repeating: 0, count: 32 << 20)) }) {
      let source = try decompressed(ArraySource(bomb), limits: limits)
      #expect(throws: ByteSourceError.limit("expansion of 50 to 1")) {
        try readAll(source, pieceSize: 1 << 20)
      }
    }
  }

  @Test(arguments: [
    [0x42, 0x5A, 0x68, 0x39], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x1F, 0x8B],
    [0x28, 0xB5, 0x2F, 0xFD],
  ])
  func `are refused when only their first bytes are right`(magic: [UInt8]) {
    for rest in [[], [1, 2, 3], [UInt8](repeating: 7, count: 100)] {
      #expect(throws: ByteSourceError.self) {
        try readAll(try decompressed(ArraySource(magic + rest), limits: .standard))
      }
    }
  }

  @Test(arguments: Array(Compressing.all.enumerated()).map(\.offset))
  func `are refused when rubbish follows`(place: Int) throws {
    let packed = Compressing.all[place](Array("one".utf8)) + [9, 9, 9, 9, 9, 9, 9, 9]
    let source = try decompressed(ArraySource(packed), limits: .standard)
    #expect(throws: ByteSourceError.self) { try readAll(source) }
  }

  /// A header that asks for a dictionary of 3 GiB, its checksum right.
  @Test func `in xz may not claim more memory than xz -9 needs`() throws {
    var packed = Compressing.xz(Array("one".utf8))
    // A block's header: its size in words less one, flags, lengths, the filter, its one property.
    let header = 12..<12 + (Int(packed[12]) + 1) * 4
    let filter = try #require(packed[header].firstIndex(of: 0x21))
    packed[filter + 2] = 39
    let sum = Checksum.crc32(Array(packed[header.dropLast(4)]).span)
    for step in 0..<4 {
      packed[header.upperBound - 4 + step] = UInt8(truncatingIfNeeded: sum >> (8 * step))
    }
    let source = try decompressed(ArraySource(packed), limits: .standard)
    #expect(throws: ByteSourceError.limit("130 MiB of memory to decompress xz")) {
      try readAll(source)
    }
  }

  @Test func `answer hostile bytes with a value or an error`() {
    let small = Array(Self.text.prefix(600))
    for packed in Compressing.all.map({ $0(small) }) {
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
