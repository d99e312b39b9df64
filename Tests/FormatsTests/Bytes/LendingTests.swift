import Formats
import Model
import TestSupport
import Testing

/// Lends its bytes in pieces of one size; only the few that are peeked at are read.
private final class LendingSource: ByteSource {
  private let bytes: [UInt8]
  private let pieceSize: Int
  private var next = 0

  init(_ bytes: [UInt8], pieceSize: Int) {
    self.bytes = bytes
    self.pieceSize = pieceSize
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    guard buffer.count <= 6 else { throw .unreadable("a source that lends was read") }
    let count = min(buffer.count, bytes.count - next)
    for index in 0..<count { buffer[index] = bytes[next + index] }
    next += count
    return count
  }

  func lend() throws(ByteSourceError) -> LentBytes? {
    let end = min(bytes.count, next + pieceSize)
    defer { next = end }
    return LentBytes(bytes, next..<end)
  }
}

private func archive() -> [UInt8] {
  var tar = TarBuilder()
  for number in 0..<20 {
    tar.file("file\(number)", [UInt8](repeating: UInt8(number), count: number * 300))
  }
  return tar.finished()
}

private func names(in source: any ByteSource) throws -> [String] {
  var reader = TarReader(source, limits: .standard)
  var names: [String] = []
  var contents: [UInt8] = []
  while let entry = try reader.next() {
    _ = try reader.peekContents(8)
    // Every third is passed over, as most files of an image are.
    if names.count % 3 > 0 { try reader.readContents(into: &contents) }
    names.append(entry.path)
  }
  try reader.drain()
  return names
}

@Suite struct `lent bytes` {
  @Test(arguments: [1, 7, 100, 511, 512, 513, 4096, 1 << 20])
  func `make the same archive in pieces of any size`(pieceSize: Int) throws {
    let bytes = archive()
    let source = LendingSource(bytes, pieceSize: pieceSize)
    #expect(try names(in: source) == names(in: ArraySource(bytes)))
  }

  @Test(arguments: [1, 7, 4096])
  func `are decompressed in pieces of any size`(pieceSize: Int) throws {
    let bytes = archive()
    for packed in [Compressing.gzip(bytes), Compressing.zstd(bytes)] {
      let source = LendingSource(packed, pieceSize: pieceSize)
      #expect(try readAll(decompressed(PeekedSource(source), limits: .standard)) == bytes)
    }
  }

  @Test func `are held against their digest`() throws {
    let bytes = archive()
    let right = SHA256.digest(of: bytes.span)
    let nothing: [UInt8] = []
    let wrong = SHA256.digest(of: nothing.span)
    for (expected, isRight) in [(right, true), (wrong, false)] {
      let lending = LendingSource(bytes, pieceSize: 1000)
      let source = DigestingSource(lending, expected: expected, what: "blob")
      #expect(((try? names(in: source)) != nil) == isRight)
    }
  }

  @Test(arguments: [0, 1, 511, 700, 20_000])
  func `end where the archive is cut`(length: Int) throws {
    let bytes = Array(archive().prefix(length))
    let lent = Result { try names(in: LendingSource(bytes, pieceSize: 512)) }
    let read = Result { try names(in: ArraySource(bytes)) }
    #expect("\(lent)" == "\(read)")
  }
}

@Suite struct `search` {
  @Test(
    arguments: [
      ("needle", "needle", 0), ("a needle", "needle", 2), ("needl", "needle", nil),
      ("nnnnnnnnneedle", "needle", 8), ("x", "x", 0), ("abcdefghijklmnopqrstuvwxyz", "z", 25),
      ("aaaaaaaaaaaaaaaaaaab", "ab", 18), ("ababababababababac", "abac", 14), ("", "a", nil),
      ("needle in a haystack of needles", "needles", 24), ("a", "", nil),
    ] as [(String, String, Int?)]
  )
  func `finds the first place`(text: String, needle: String, place: Int?) {
    #expect(Array(text.utf8).span.firstIndex(of: Array(needle.utf8)) == place)
  }

  @Test func `goes on from a place`() {
    let text = Array("ab ab ab ab ab ab".utf8)
    #expect(text.span.firstIndex(of: Array("ab".utf8), from: 1) == 3)
    #expect(text.span.firstIndex(of: Array("ab".utf8), from: 13) == 15)
    #expect(text.span.firstIndex(of: Array("ab".utf8), from: 16) == nil)
    #expect(text.span.firstIndex(of: Array("ab".utf8), from: -1) == nil)
  }

  @Test func `agrees with looking at every place`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...2) }
      let needle = (0..<Int.random(in: 1...5, using: &random)).map { _ in UInt8.random(in: 0...2) }
      let expected = text.indices.first { text[$0...].starts(with: needle) }
      #expect(text.span.firstIndex(of: needle) == expected, "\(needle) in \(text)")
    }
  }
}
