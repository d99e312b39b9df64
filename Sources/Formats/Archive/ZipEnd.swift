/// The end of a ZIP archive: where its directory is.
struct ZipEnd {
  private static let size = 22

  let entryCount: Int
  let directory: Range<Int>
  /// Bytes before the archive that its offsets do not count.
  let base: Int

  init(_ bytes: Span<UInt8>) throws(ZipError) {
    guard let end = ZipEnd.find(in: bytes) else {
      throw .truncated("no end record: this is no ZIP archive, or a part of one")
    }
    guard let disk = bytes.integer(UInt16.self, at: end + 4, .little),
      let count = bytes.integer(UInt16.self, at: end + 10, .little),
      let size = bytes.integer(UInt32.self, at: end + 12, .little),
      let offset = bytes.integer(UInt32.self, at: end + 16, .little)
    else { throw .truncated("end record") }
    if count == 0xFFFF || size == .max || offset == .max || disk == 0xFFFF,
      let wide = ZipEnd.findWide(in: bytes, before: end)
    {
      guard let count = bytes.integer(UInt64.self, at: wide + 32, .little),
        let size = bytes.integer(UInt64.self, at: wide + 40, .little),
        let offset = bytes.integer(UInt64.self, at: wide + 48, .little)
      else { throw .truncated("ZIP64 end record") }
      try self.init(bytes, before: wide, count: count, size: size, offset: offset)
      return
    }
    guard disk == 0 || disk == 0xFFFF else { throw .unsupported("archives in several parts") }
    try self.init(
      bytes,
      before: end,
      count: UInt64(count),
      size: UInt64(size),
      offset: UInt64(offset)
    )
  }

  /// The directory ends where the end record begins; where it should begin by its offset, less
  /// where it does, is what stands before the archive.
  private init(
    _ bytes: Span<UInt8>,
    before end: Int,
    count: UInt64,
    size: UInt64,
    offset: UInt64
  ) throws(ZipError) {
    guard let size = Int(exactly: size), let offset = Int(exactly: offset),
      let count = Int(exactly: count), size <= end
    else { throw .malformed("a directory larger than the archive") }
    let start = end - size
    if offset <= start, size == 0 || bytes.holds("PK\u{1}\u{2}", at: start) {
      directory = start..<end
      base = start - offset
    } else if let place = bytes.place(at: offset, length: size), place.upperBound <= end,
      bytes.holds("PK\u{1}\u{2}", at: offset)
    {
      // Something stands between the directory and its end record, as in signed Android packages.
      directory = place
      base = 0
    } else {
      throw .malformed("no directory at byte \(offset)")
    }
    entryCount = count
  }

  /// The end record, as far back as a comment can push it.
  ///
  /// Its four bytes may also stand in the comment, so one that ends the file and follows a
  /// directory is better than one that only does the latter, and that than the former.
  static func find(in bytes: Span<UInt8>) -> Int? {
    guard bytes.count >= size else { return nil }
    let least = max(0, bytes.count - size - 0xFFFF)
    var follows: Int?
    var ends: Int?
    for start in stride(from: bytes.count - size, through: least, by: -1)
    where bytes[start] == UInt8(ascii: "P") && bytes.holds("PK\u{5}\u{6}", at: start) {
      guard let comment = bytes.integer(UInt16.self, at: start + 20, .little) else { continue }
      let end = start + size + Int(comment)
      guard end <= bytes.count else { continue }
      let isPlausible = isPlausible(start, in: bytes)
      if isPlausible, end == bytes.count { return start }
      if isPlausible, follows == nil { follows = start }
      if end == bytes.count, ends == nil { ends = start }
    }
    return follows ?? ends
  }

  /// Whether a directory, or the locator of the second end record, stands before an end record.
  private static func isPlausible(_ start: Int, in bytes: Span<UInt8>) -> Bool {
    guard let size = bytes.integer(UInt32.self, at: start + 12, .little) else { return false }
    if size == 0 { return bytes.integer(UInt16.self, at: start + 10, .little) == 0 }
    return bytes.holds("PK\u{1}\u{2}", at: start - Int(size))
      || bytes.holds("PK\u{6}\u{7}", at: start - 20)
  }

  /// The second end record, by its locator; directly before that where the offset does not count
  /// what stands before the archive.
  private static func findWide(in bytes: Span<UInt8>, before end: Int) -> Int? {
    let locator = end - 20
    guard bytes.holds("PK\u{6}\u{7}", at: locator),
      let offset = bytes.integer(UInt64.self, at: locator + 8, .little)
    else { return nil }
    if let start = Int(exactly: offset), bytes.holds("PK\u{6}\u{6}", at: start), start < locator {
      return start
    }
    return bytes.holds("PK\u{6}\u{6}", at: locator - 56) ? locator - 56 : nil
  }
}
