extension Span<UInt8> {
  /// The place of the first `needle` at or after `start`.
  ///
  /// Horspool's search ("Practical fast searching in strings", 1980): it looks at the byte under
  /// the needle's end and skips by how far that stands from the end in the needle, so that most
  /// bytes are never read.
  package func firstIndex(of needle: [UInt8], from start: Int = 0) -> Int? {
    guard start >= 0, let last = needle.last, start <= count - needle.count else { return nil }
    var skips = [Int](repeating: needle.count, count: 256)
    for (index, byte) in needle.dropLast().enumerated() {
      skips[Int(byte)] = needle.count - 1 - index
    }
    // SAFETY: `place` stays at or below the last place where the needle fits, so every index is
    // inside this buffer; a byte indexes a table of 256.
    return unsafe withUnsafeBufferPointer { bytes in
      unsafe skips.withUnsafeBufferPointer { skips in
        var place = start
        let end = bytes.count - needle.count
        while place <= end {
          let byte = unsafe bytes[place + needle.count - 1]
          if byte == last, needle.indices.allSatisfy({ unsafe bytes[place + $0] == needle[$0] }) {
            return place
          }
          place += unsafe skips[Int(byte)]
        }
        return nil
      }
    }
  }
}
