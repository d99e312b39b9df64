extension Span<UInt8> {
  /// The place of the first `needle` at or after `start`.
  ///
  /// Eight places at a time: the needle's first byte is held against the eight bytes there, its
  /// last against those under its end, and only where both agree is the rest looked at.
  package func firstIndex(of needle: [UInt8], from start: Int = 0) -> Int? {
    guard start >= 0, let first = needle.first, let last = needle.last,
      start <= count - needle.count
    else { return nil }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (firsts, lasts) = (ones &* UInt64(first), ones &* UInt64(last))
    // SAFETY: `place` stays at or below the last place where the needle fits, and eight bytes are
    // loaded only where eight needles would fit, so every index is inside this buffer.
    return unsafe withUnsafeBytes { bytes in
      let end = bytes.count - needle.count
      let tail = needle.count - 1
      var place = start
      while place + 7 <= end {
        let heads = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let tails = unsafe bytes.loadUnaligned(fromByteOffset: place + tail, as: UInt64.self)
        // A byte is zero where both agree.
        let apart = (heads ^ firsts) | (tails ^ lasts)
        if (apart &- ones) & ~apart & (ones &* 0x80) != 0 {
          for at in place...place + 7 where unsafe bytes.holds(needle, at: at) { return at }
        }
        place += 8
      }
      while place <= end {
        if unsafe bytes.holds(needle, at: place) { return place }
        place += 1
      }
      return nil
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the needle stands at a place where it fits.
  fileprivate func holds(_ needle: [UInt8], at place: Int) -> Bool {
    for index in needle.indices where unsafe self[place + index] != needle[index] { return false }
    return true
  }
}
