import Dispatch
package import Formats
import Synchronization

/// Reads another source on a thread of its own, some pieces ahead, so that decompression and
/// analysis use two processors.
///
/// Memory is bounded by the ring. Dropping the source stops the thread at its next piece.
package final class ReadAheadSource: ByteSource {
  private let ring: Ring
  private var current: Slot?
  private var next = 0
  private var hasEnded = false

  package init(
    _ upstream: any ByteSource,
    pieces: Int = 8,
    pieceSize: Int = 512 << 10
  ) throws(ByteSourceError) {
    let ring = Ring(upstream, pieces: pieces, pieceSize: pieceSize)
    self.ring = ring
    try startThread { ring.fill() }
  }

  deinit { ring.stop() }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    guard !hasEnded else { return 0 }
    let slot = current ?? ring.takeNext()
    if let failure = slot.failure {
      hasEnded = true
      throw failure
    }
    let count = min(buffer.count, slot.count - next)
    guard count > 0 else {
      hasEnded = true
      return 0
    }
    buffer.copyStart(from: slot.buffer, range: next..<next + count)
    next += count
    current = slot
    if next == slot.count {
      ring.giveBack()
      current = nil
      next = 0
    }
    return count
  }
}

/// One piece, in turn the writer's and the reader's.
// SAFETY: `Ring` hands it over by semaphores, which order all accesses.
private final class Slot: @unchecked Sendable {
  var buffer: [UInt8]
  /// How much of the buffer counts; 0 at the end of the source.
  var count = 0
  var failure: ByteSourceError?

  init(size: Int) { buffer = [UInt8](repeating: 0, count: size) }
}

/// A ring of slots between one writer and one reader.
// SAFETY: `upstream` is used by the writer alone, `readerPosition` by the reader alone.
private final class Ring: @unchecked Sendable {
  private let upstream: any ByteSource
  private let slots: [Slot]
  private var readerPosition = 0
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let isStopped = Atomic(false)

  init(_ upstream: any ByteSource, pieces: Int, pieceSize: Int) {
    self.upstream = upstream
    slots = (0..<pieces).map { _ in Slot(size: pieceSize) }
    // Counted up from zero: a semaphore must not be destroyed below the value it was made with.
    for _ in slots { free.signal() }
  }

  /// The writer: fills slot after slot until the end, an error, or the reader's leaving.
  func fill() {
    var position = 0
    while true {
      free.wait()
      if isStopped.load(ordering: .acquiring) { return }
      let slot = slots[position % slots.count]
      position += 1
      fill(slot)
      let isLast = slot.count == 0
      filled.signal()
      if isLast { return }
    }
  }

  /// Fills the whole buffer where it can: a small piece would cost a switch of threads too.
  private func fill(_ slot: Slot) {
    var buffer: [UInt8] = []
    swap(&buffer, &slot.buffer)
    slot.count = 0
    do throws(ByteSourceError) {
      if let failure = held { throw failure }
      while slot.count < buffer.count {
        var span = buffer.mutableSpan
        var rest = span._mutatingExtracting(droppingFirst: slot.count)
        let read = try upstream.read(into: &rest)
        if read == 0 { break }
        slot.count += read
      }
    } catch {
      // What came before an error is handed out first, and the error with the next piece.
      if slot.count > 0 { held = error } else { slot.failure = error }
    }
    swap(&buffer, &slot.buffer)
  }

  private var held: ByteSourceError?

  /// The reader: the next filled slot, waiting for it.
  func takeNext() -> Slot {
    filled.wait()
    return slots[readerPosition % slots.count]
  }

  func giveBack() {
    readerPosition += 1
    free.signal()
  }

  func stop() {
    isStopped.store(true, ordering: .releasing)
    free.signal()
  }
}
