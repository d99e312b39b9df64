import Dispatch
import Formats
import Synchronization

/// A ring of pieces between one writer, one reader, and one who checks what passes.
///
/// A piece is filled again once both the reader and the check are done with it.
// SAFETY: `upstream` and `held` are used by the writer alone, `readerPosition` by the reader alone,
// `check` by the thread that checks alone; `objection` is written before `checked` is signalled and
// read after it. Slots are handed over by semaphores.
final class PieceRing: @unchecked Sendable {
  /// One piece: first the writer's, then to be read by the others.
  // SAFETY: handed over by semaphores, which order all accesses; while two may look at it, nobody
  // changes it.
  final class Slot: @unchecked Sendable {
    fileprivate(set) var buffer: [UInt8]
    /// How much of the buffer counts; 0 at the end of the source.
    fileprivate(set) var count = 0
    fileprivate(set) var failure: ByteSourceError?

    init(size: Int) { buffer = [UInt8](repeating: 0, count: size) }
  }

  private let upstream: any ByteSource
  private let slots: [Slot]
  private var readerPosition = 0
  private var held: ByteSourceError?
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let isStopped = Atomic(false)

  /// Whether somebody checks what passes.
  let hasCheck: Bool
  private var check: DigestCheck?
  private var objection: ByteSourceError?
  private let freeOfCheck = DispatchSemaphore(value: 0)
  private let filledForCheck = DispatchSemaphore(value: 0)
  private let checked = DispatchSemaphore(value: 0)

  init(
    _ upstream: any ByteSource,
    check: consuming DigestCheck?,
    pieces: Int,
    pieceSize: Int
  ) {
    self.upstream = upstream
    hasCheck = check != nil
    self.check = check
    slots = (0..<pieces).map { _ in Slot(size: pieceSize) }
    // Counted up from zero: a semaphore must not be destroyed below the value it was made with.
    for _ in slots {
      free.signal()
      freeOfCheck.signal()
    }
  }

  /// The writer: fills slot after slot until the end, an error, or the reader's leaving.
  func fill() {
    var position = 0
    while true {
      free.wait()
      if hasCheck { freeOfCheck.wait() }
      if isStopped.load(ordering: .acquiring) { return }
      let slot = slots[position % slots.count]
      position += 1
      fill(slot)
      let isLast = slot.count == 0
      filled.signal()
      if hasCheck { filledForCheck.signal() }
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

  /// The reader: the next filled slot, waiting for it.
  func takeNext() -> Slot {
    filled.wait()
    return slots[readerPosition % slots.count]
  }

  /// The reader: the slot taken last may be filled again.
  func giveBack() {
    readerPosition += 1
    free.signal()
  }

  /// The one who checks: looks at slot after slot until the end, or the reader's leaving.
  func checkAll() {
    var position = 0
    while true {
      filledForCheck.wait()
      if isStopped.load(ordering: .acquiring) { return }
      let slot = slots[position % slots.count]
      position += 1
      check(slot)
      if slot.count == 0 { break }
      freeOfCheck.signal()
    }
    checked.signal()
  }

  private func check(_ slot: Slot) {
    guard objection == nil, slot.failure == nil else { return }
    let buffer = slot.buffer
    do throws(ByteSourceError) {
      if slot.count > 0 {
        try check?.update(buffer.span.extracting(0..<slot.count))
      } else {
        _ = try check?.finish()
      }
    } catch {
      objection = error
    }
  }

  /// The reader, at the end: waits until all was checked, and throws what is wrong.
  func verdict() throws(ByteSourceError) {
    guard hasCheck else { return }
    checked.wait()
    if let objection { throw objection }
  }

  /// The reader leaves: whoever waits for it goes too.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    free.signal()
    freeOfCheck.signal()
    filledForCheck.signal()
  }
}
