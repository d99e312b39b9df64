import Artifacts
import Formats
import Model
import TestSupport
import Testing

/// Gives so many bytes, few at a time, and then an error, if there is one.
private final class SlowSource: ByteSource {
  private var left: Int
  private let failure: ByteSourceError?

  init(_ count: Int, then failure: ByteSourceError? = nil) {
    left = count
    self.failure = failure
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let count = min(left, buffer.count, 1000)
    if count == 0, let failure { throw failure }
    for index in 0..<count { buffer[index] = UInt8(truncatingIfNeeded: left - index) }
    left -= count
    return count
  }
}

private func readBorrowing(_ source: ReadAheadSource) throws -> [UInt8] {
  var all: [UInt8] = []
  while let lent = try source.lend(), !lent.range.isEmpty { all += lent.bytes[lent.range] }
  return all
}

private func readBoth(_ source: ReadAheadSource) throws -> [UInt8] {
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 700)
  while true {
    var span = piece.mutableSpan
    let count = try source.read(into: &span)
    all += piece.prefix(count)
    guard count > 0, let lent = try source.lend(), !lent.range.isEmpty else { return all }
    all += lent.bytes[lent.range]
  }
}

@Suite struct `reading ahead` {
  private static let bytes = (try? readAll(SlowSource(50_000))) ?? []
  private static let digest = SHA256.digest(of: bytes.span)

  private func source(
    _ upstream: SlowSource = SlowSource(50_000),
    _ check: consuming sending DigestCheck? = nil
  ) throws -> ReadAheadSource {
    try ReadAheadSource(upstream, check: check, pieces: 3, pieceSize: 4096)
  }

  @Test func `gives all bytes, read or lent`() throws {
    #expect(try readAll(source()) == Self.bytes)
    #expect(try readBorrowing(source()) == Self.bytes)
    #expect(try readBoth(source()) == Self.bytes)
  }

  @Test func `ends once the bytes are found right`() throws {
    let right = DigestCheck(expected: Self.digest, size: 50_000, what: "blob")
    #expect(try readBorrowing(source(SlowSource(50_000), right)) == Self.bytes)
  }

  @Test(arguments: [49_999, 50_001]) func `fails once the bytes are found wrong`(size: Int64) {
    #expect(throws: ByteSourceError.self) {
      let wrong = DigestCheck(expected: nil, size: size, what: "blob")
      _ = try readBorrowing(source(SlowSource(50_000), wrong))
    }
  }

  @Test func `hands an error out after what came before it`() throws {
    let check = DigestCheck(expected: Self.digest, what: "blob")
    let source = try source(SlowSource(5000, then: .unreadable("gone")), check)
    #expect(try source.lend()?.range.count == 4096)
    #expect(try source.lend()?.range.count == 904)
    #expect(throws: ByteSourceError.unreadable("gone")) { try source.lend() }
  }

  @Test func `may be left at any time`() throws {
    for count in 0..<6 {
      let check = DigestCheck(expected: Self.digest, what: "blob")
      let source = try source(SlowSource(50_000), check)
      for _ in 0..<count { _ = try source.lend() }
    }
  }
}
