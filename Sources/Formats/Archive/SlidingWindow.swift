/// A buffer over a source: bytes are looked at in place, and dropped once done with.
struct SlidingWindow: ~Copyable {
  private var bytes: [UInt8]
  private var start = 0
  private var end = 0
  private var hasEnded = false

  init(size: Int) { bytes = [UInt8](repeating: 0, count: size) }

  /// How many bytes can be looked at now.
  var count: Int { end - start }

  /// Makes at least `wanted` bytes available; false where the source ends before.
  mutating func ensure(
    _ wanted: Int,
    from source: any ByteSource
  ) throws(ByteSourceError) -> Bool {
    guard count < wanted else { return true }
    precondition(wanted <= bytes.count, "more than the window holds")
    if start > 0 {
      for index in 0..<count { bytes[index] = bytes[start + index] }
      (start, end) = (0, count)
    }
    while count < wanted, !hasEnded {
      let filledEnd = end
      var span = bytes.mutableSpan
      var free = span._mutatingExtracting(droppingFirst: filledEnd)
      let filled = try source.read(into: &free)
      hasEnded = filled == 0
      end += filled
    }
    return count >= wanted
  }

  /// The first bytes, copied.
  func copy(first count: Int) -> [UInt8] { Array(bytes[start..<start + count]) }

  mutating func drop(_ count: Int) { start += count }

  /// Shows the first bytes and drops them.
  mutating func take(_ count: Int, _ body: (Span<UInt8>) -> Void) {
    body(bytes.span.extracting(start..<start + count))
    start += count
  }

  /// Moves the first bytes to the end of a buffer.
  mutating func move(_ count: Int, to buffer: inout [UInt8]) {
    buffer += bytes[start..<start + count]
    start += count
  }
}
