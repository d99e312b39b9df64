/// One 512-byte header block of a tar archive.
///
/// Layout: POSIX.1-2017 pax, "ustar Interchange Format", and the GNU forms of numbers and sparse
/// files (GNU tar manual, "Basic Tar Format").
///
///     0 name 100 · 100 mode 8 · 108 uid 8 · 116 gid 8 · 124 size 12 · 136 mtime 12 ·
///     148 checksum 8 · 156 type 1 · 157 linkname 100 · 257 magic 6 · 345 prefix 155
struct TarHeader {
  static let size = 512

  let type: UInt8
  let contentSize: Int64
  let mode: UInt16
  let userID: UInt32
  let groupID: UInt32
  let name: [UInt8]
  let linkName: [UInt8]
  /// The map of an old GNU sparse file as far as this block holds it, and whether more blocks do.
  let sparseMap: SparseMap?
  let sparseMapContinues: Bool

  /// Whether a block is all zeros, as the two at the end of an archive are.
  static func isZero(_ block: Span<UInt8>) -> Bool {
    for index in block.indices where block[index] != 0 { return false }
    return true
  }

  init(_ block: Span<UInt8>) throws(ByteSourceError) {
    precondition(block.count == Self.size)
    guard Self.checksumAgrees(block) else {
      throw .malformed("a tar header whose checksum does not agree")
    }
    type = block[156]
    contentSize = try Self.number(block, 124..<136, named: "size")
    mode = UInt16(truncatingIfNeeded: try Self.number(block, 100..<108, named: "mode") & 0o7777)
    userID = UInt32(truncatingIfNeeded: try Self.number(block, 108..<116, named: "user"))
    groupID = UInt32(truncatingIfNeeded: try Self.number(block, 116..<124, named: "group"))
    linkName = Self.text(block, 157..<257)
    sparseMapContinues = type == UInt8(ascii: "S") && block[482] != 0
    sparseMap = type == UInt8(ascii: "S") ? try Self.oldSparseMap(block) : nil
    let name = Self.text(block, 0..<100)
    // Only POSIX archives have a prefix; GNU's magic is `ustar ` with other fields there.
    let isPOSIX = Self.text(block, 257..<263) == Array("ustar".utf8)
    let prefix = isPOSIX ? Self.text(block, 345..<500) : []
    self.name = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// The bytes up to the first NUL.
  static func text(_ block: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var end = range.lowerBound
    while end < range.upperBound, block[end] != 0 { end += 1 }
    guard end > range.lowerBound else { return [] }
    // SAFETY: the elements of a buffer that lives for the call are copied.
    return unsafe block.extracting(range.lowerBound..<end)
      .withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// An octal number, or GNU's base-256 one with the top bit of its first byte set.
  static func number(
    _ block: Span<UInt8>,
    _ range: Range<Int>,
    named field: String
  ) throws(ByteSourceError) -> Int64 {
    if block[range.lowerBound] & 0x80 != 0 { return try base256(block, range, named: field) }
    var value: Int64 = 0
    var digits = 0
    for index in range {
      let byte = block[index]
      if byte == 0 || byte == UInt8(ascii: " ") {
        if digits > 0 { break }
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else {
        throw .malformed("a tar header whose \(field) is no number")
      }
      value = value << 3 | Int64(byte - UInt8(ascii: "0"))
      digits += 1
    }
    return value
  }

  private static func base256(
    _ block: Span<UInt8>,
    _ range: Range<Int>,
    named field: String
  ) throws(ByteSourceError) -> Int64 {
    // A set second bit is a negative number: allowed for times, not for what we read.
    guard block[range.lowerBound] & 0x40 == 0 else {
      throw .malformed("a tar header whose \(field) is negative")
    }
    var value = Int64(block[range.lowerBound] & 0x3F)
    for index in range.dropFirst() {
      guard value < 1 << 54 else { throw .malformed("a tar header whose \(field) is too large") }
      value = value << 8 | Int64(block[index])
    }
    return value
  }

  private static func oldSparseMap(_ block: Span<UInt8>) throws(ByteSourceError) -> SparseMap {
    var map = SparseMap()
    try map.add(block: block, at: 386, count: 4)
    map.realSize = try number(block, 483..<495, named: "real size")
    return map
  }

  /// The sum of all bytes, those of the checksum as blanks; old tars summed signed bytes.
  private static func checksumAgrees(_ block: Span<UInt8>) -> Bool {
    guard let stored = try? number(block, 148..<156, named: "checksum") else { return false }
    var sum: UInt32 = 8 * UInt32(UInt8(ascii: " "))
    // SAFETY: the elements of a buffer that lives for the call; without bounds to check it is
    // summed sixteen at a time.
    unsafe block.withUnsafeBufferPointer { bytes in
      for index in 0..<bytes.count { sum &+= UInt32(unsafe bytes[index]) }
    }
    for index in 148..<156 { sum &-= UInt32(block[index]) }
    if stored == Int64(sum) { return true }
    var negative: Int64 = 0
    for index in block.indices where !(148..<156).contains(index) && block[index] >= 0x80 {
      negative += 1
    }
    return stored == Int64(sum) - 256 * negative
  }
}
