/// A buffer over a source: bytes are looked at in place, and dropped once done with.
///
/// Where the source lends its bytes they are not copied either, but for what one piece leaves for
/// the next.
struct SlidingWindow: ~Copyable {
  private var bytes: [UInt8] = []
  private var start = 0
  private var end = 0
  private let size: Int
  private var hasEnded = false
  /// Whether the source lends its bytes, as far as is known.
  private var isLending = true
  /// How many bytes were dropped so far: the place of the window in the source.
  private(set) var offset: Int64 = 0

  init(size: Int) { self.size = size }

  /// How many bytes can be looked at now.
  var count: Int { end - start }

  /// Makes at least `wanted` bytes available; false where the source ends before.
  mutating func ensure(
    _ wanted: Int,
    from source: any ByteSource
  ) throws(ByteSourceError) -> Bool {
    guard count < wanted else { return true }
    precondition(wanted <= size, "more than the window holds")
    while isLending, count < wanted, !hasEnded { try borrow(from: source) }
    if !isLending, start > 0 {
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

  private mutating func borrow(from source: any ByteSource) throws(ByteSourceError) {
    var rest = Array(bytes[start..<end])
    // Let go first: the source fills the same memory again.
    bytes = []
    (start, end) = (0, 0)
    guard let lent = try source.lend() else {
      isLending = false
      end = rest.count
      bytes = rest + [UInt8](repeating: 0, count: size - rest.count)
      return
    }
    hasEnded = lent.range.isEmpty
    if rest.isEmpty {
      bytes = lent.bytes
      (start, end) = (lent.range.lowerBound, lent.range.upperBound)
    } else {
      rest += lent.bytes[lent.range]
      bytes = rest
      end = rest.count
    }
  }

  /// The first bytes, copied.
  func copy(first count: Int) -> [UInt8] { Array(bytes[start..<start + count]) }

  /// Looks at the first bytes in place.
  func look<Value>(
    atFirst count: Int,
    _ body: (Span<UInt8>) throws(ByteSourceError) -> Value
  ) throws(ByteSourceError) -> Value {
    try body(bytes.span.extracting(start..<start + count))
  }

  mutating func drop(_ count: Int) {
    start += count
    offset += Int64(count)
  }

  /// Passes over bytes that the source need not read; the window must be empty.
  mutating func skip(_ count: Int64, in source: any ByteSource) -> Int64 {
    precondition(self.count == 0)
    let skipped = source.skip(count)
    offset += skipped
    return skipped
  }

  /// Shows the first bytes and drops them.
  mutating func take(_ count: Int, _ body: (Span<UInt8>) -> Void) {
    body(bytes.span.extracting(start..<start + count))
    drop(count)
  }

  /// Moves the first bytes to the end of a buffer.
  mutating func move(_ count: Int, to buffer: inout [UInt8]) {
    buffer += bytes[start..<start + count]
    drop(count)
  }

  /// Moves as many of the first bytes as fit, at most `count`, to the start of a span.
  mutating func move(atMost count: Int, to span: inout MutableSpan<UInt8>) -> Int {
    let moved = min(count, self.count, span.count)
    span.copyStart(from: bytes, range: start..<start + moved)
    drop(moved)
    return moved
  }
}
