/// The piece of a source that a decoder is working on.
struct InputWindow {
  private(set) var bytes: [UInt8] = []
  /// The bytes not yet used.
  private(set) var pending: Range<Int> = 0..<0
  /// All bytes taken from the source so far, the pending ones included.
  private(set) var total: Int64 = 0
  private let size: Int
  /// Whether the source lends its bytes, as far as is known.
  private var isLending = true

  init(size: Int) { self.size = size }

  /// Replaces the used bytes by the next ones; false at the end of the source.
  mutating func refill(from source: any ByteSource) throws(ByteSourceError) -> Bool {
    if isLending {
      (bytes, pending) = ([], 0..<0)
      if let lent = try source.lend() {
        (bytes, pending) = (lent.bytes, lent.range)
        total += Int64(pending.count)
        return !pending.isEmpty
      }
      isLending = false
      bytes = [UInt8](repeating: 0, count: size)
    }
    var span = bytes.mutableSpan
    let count = try source.read(into: &span)
    pending = 0..<count
    total += Int64(count)
    return count > 0
  }

  /// Marks all but the last `count` pending bytes as used.
  mutating func keepLast(_ count: Int) {
    pending = pending.upperBound - count..<pending.upperBound
  }

  /// Reads the zeros that fill a stream up to its end; anything else is refused.
  mutating func passPadding(
    of source: any ByteSource,
    after what: String
  ) throws(ByteSourceError) {
    repeat {
      for index in pending where bytes[index] != 0 {
        throw .malformed("bytes that are neither padding nor a further part follow \(what)")
      }
      keepLast(0)
    } while try refill(from: source)
  }
}
