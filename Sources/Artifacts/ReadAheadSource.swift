package import Formats

/// Reads another source on a thread of its own, some pieces ahead, so that decompression and
/// analysis use two processors.
///
/// Memory is bounded by the ring. Dropping the source stops the thread at its next piece.
package final class ReadAheadSource: ByteSource {
  private let ring: PieceRing
  private var current: PieceRing.Slot?
  private var next = 0
  /// Whether the current piece was lent, and comes back with the next question.
  private var isLent = false
  private var hasEnded = false

  /// - Parameters:
  ///   - upstream: where the bytes come from.
  ///   - check: what the bytes must be. It looks at them on another thread, in place, and the end
  ///     is reported only once it has seen them all.
  ///   - pieces: how many pieces there are.
  ///   - pieceSize: the size of one.
  package init(
    _ upstream: any ByteSource,
    check: consuming sending DigestCheck? = nil,
    pieces: Int = 8,
    pieceSize: Int = 512 << 10
  ) throws(ByteSourceError) {
    let ring = PieceRing(upstream, check: check, pieces: pieces, pieceSize: pieceSize)
    self.ring = ring
    if ring.hasCheck { try startThread { ring.checkAll() } }
    try startThread { ring.fill() }
  }

  deinit { ring.stop() }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    takeBack()
    guard let slot = try currentSlot() else { return 0 }
    let count = min(buffer.count, slot.count - next)
    buffer.copyStart(from: slot.buffer, range: next..<next + count)
    next += count
    if next == slot.count { giveBack() }
    return count
  }

  package func lend() throws(ByteSourceError) -> LentBytes? {
    takeBack()
    guard let slot = try currentSlot() else { return LentBytes([], 0..<0) }
    isLent = true
    return LentBytes(slot.buffer, next..<slot.count)
  }

  /// The piece to read on in; `nil` at the end.
  private func currentSlot() throws(ByteSourceError) -> PieceRing.Slot? {
    guard !hasEnded else { return nil }
    let slot = current ?? ring.takeNext()
    if let failure = slot.failure {
      hasEnded = true
      throw failure
    }
    guard slot.count > 0 else {
      hasEnded = true
      try ring.verdict()
      return nil
    }
    current = slot
    return slot
  }

  private func takeBack() {
    guard isLent else { return }
    isLent = false
    giveBack()
  }

  private func giveBack() {
    ring.giveBack()
    current = nil
    next = 0
  }
}
