import Model

/// Where the stored bytes of a file with holes belong.
///
/// Source: GNU tar manual, "Storing Sparse Files": the old form in headers, pax 0.0 and 0.1 in
/// records, pax 1.0 at the start of the contents.
struct SparseMap: Hashable {
  private(set) var parts: [(Range<Int64>)] = []
  var realSize: Int64 = 0

  mutating func add(offset: Int64, length: Int64) throws(ByteSourceError) {
    let (end, overflow) = offset.addingReportingOverflow(length)
    guard offset >= 0, length >= 0, !overflow, offset >= (parts.last?.upperBound ?? 0) else {
      throw .malformed("a sparse map whose parts are not in order")
    }
    guard parts.count < 2_000_000 else { throw .limit("2000000 parts of a sparse file") }
    if length > 0 { parts.append(offset..<end) }
  }

  /// Adds the entries of an old GNU header or continuation block: pairs of 12-byte numbers.
  mutating func add(
    block: Span<UInt8>,
    at start: Int,
    count: Int
  ) throws(ByteSourceError) {
    for entry in 0..<count {
      let at = start + entry * 24
      guard block[at] != 0 else { return }
      try add(
        offset: try TarHeader.number(block, at..<at + 12, named: "sparse offset"),
        length: try TarHeader.number(block, at + 12..<at + 24, named: "sparse length")
      )
    }
  }

  /// Adds what a `GNU.sparse.map` record lists: offset, length, offset, length.
  mutating func add(list: [UInt8]) throws(ByteSourceError) {
    let numbers = list.split(separator: UInt8(ascii: ",")).map {
      Int64(String(decoding: $0, as: UTF8.self))
    }
    guard numbers.count.isMultiple(of: 2) else { throw .malformed("a sparse map of odd length") }
    for index in stride(from: 0, to: numbers.count, by: 2) {
      guard let offset = numbers[index], let length = numbers[index + 1] else {
        throw .malformed("a sparse map that is no list of numbers")
      }
      try add(offset: offset, length: length)
    }
  }

  /// Reads the map in front of stored contents, padded to whole blocks, and gives its length.
  mutating func addMap(inFrontOf stored: [UInt8]) throws(ByteSourceError) -> Int {
    var next = 0
    func number() throws(ByteSourceError) -> Int64 {
      var value: Int64 = 0
      while next < stored.count, stored[next] != UInt8(ascii: "\n") {
        guard let digit = stored[next].decimalDigit, value < 1 << 58 else {
          throw .malformed("a sparse map that is no list of numbers")
        }
        value = value * 10 + Int64(digit)
        next += 1
      }
      next += 1
      return value
    }
    let count = try number()
    for _ in 0..<min(count, 2_000_001) {
      guard next < stored.count else { throw .truncated("a sparse map ends early") }
      try add(offset: try number(), length: try number())
    }
    return (next + 511) / 512 * 512
  }

  /// Puts stored bytes, from `start` on, to their places between zeros.
  func expand(
    _ stored: [UInt8],
    from start: Int,
    limits: Limits
  ) throws(ByteSourceError) -> [UInt8] {
    guard realSize <= limits.fileSize, realSize >= parts.last?.upperBound ?? 0 else {
      throw .limit("a sparse file of \(realSize) bytes")
    }
    var whole = [UInt8](repeating: 0, count: Int(realSize))
    var next = start
    for part in parts {
      guard part.count <= stored.count - next else {
        throw .truncated("a sparse file whose contents are shorter than its map")
      }
      let target = Int(part.lowerBound)..<Int(part.upperBound)
      whole.replaceSubrange(target, with: stored[next..<next + part.count])
      next += part.count
    }
    return whole
  }
}
