package import Analysis
import Dispatch
package import Formats
import Glibc
import Model
import Synchronization

/// Does the analysis of one layer on a thread of its own, while the next files are read.
///
/// Only so much of contents waits, or one larger file.
package final class AnalysisThread: AnalysisQueue, Sendable {
  private struct State {
    var waiting: [AnalysisJob?] = []
    var spare: [[UInt8]] = []
    var spareBytes = 0
    var results: [(path: String, facts: FileFacts)] = []
  }

  /// Mebibytes that the walks of all layers side by side may leave waiting.
  private static let sharedRoom = 48
  /// Bytes of buffers that are kept to be filled again: fresh memory costs more than its use.
  private static let spareRoom = 8 << 20
  private let room: Int
  private let state = Mutex(State())
  /// Free mebibytes.
  private let space = DispatchSemaphore(value: 0)
  private let work = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameter walks: how many walks go on side by side and share the memory.
  package init(sharedBy walks: Int = 1) throws(ByteSourceError) {
    room = max(4, AnalysisThread.sharedRoom / max(1, walks))
    // Counted up from zero: a semaphore must not be destroyed below the value it was made with.
    for _ in 0..<room { space.signal() }
    try startThread { [self] in run() }
  }

  package func submit(_ job: AnalysisJob) {
    for _ in 0..<mebibytes(of: job) { space.wait() }
    state.withLock { $0.waiting.append(job) }
    work.signal()
  }

  package func buffer(for count: Int) -> [UInt8] {
    let spare = state.withLock { state -> [UInt8]? in
      // The last one is still in the processor's cache, if it was used just now.
      guard let fitting = state.spare.lastIndex(where: { $0.capacity >= count }) else {
        return nil
      }
      let buffer = state.spare.remove(at: fitting)
      state.spareBytes -= buffer.capacity
      return buffer
    }
    if let spare { return spare }
    var buffer: [UInt8] = []
    buffer.reserveCapacity(max(64 << 10, count))
    buffer.preferLargePages()
    return buffer
  }

  package func finish() -> [(path: String, facts: FileFacts)] {
    state.withLock { $0.waiting.append(nil) }
    work.signal()
    ended.wait()
    return state.withLock { state in
      defer { state.results = [] }
      return state.results
    }
  }

  private func run() {
    while true {
      work.wait()
      guard let job = state.withLock({ $0.waiting.removeFirst() }) else { break }
      let facts = job.facts()
      let mebibytes = mebibytes(of: job)
      state.withLock { state in
        if !facts.isEmpty { state.results.append((job.file.path, facts)) }
        let capacity = job.contents.capacity
        if state.spareBytes + capacity <= AnalysisThread.spareRoom {
          state.spare.append(job.contents)
          state.spareBytes += capacity
        }
      }
      for _ in 0..<mebibytes { space.signal() }
    }
    ended.signal()
  }

  /// The room that a job's contents take; one that is larger than all of it takes all.
  private func mebibytes(of job: AnalysisJob) -> Int { min(room, job.contents.count >> 20 + 1) }
}

extension [UInt8] {
  /// Asks the system to back a large buffer by large pages: where there are none, nothing changes.
  ///
  /// A fault for each 4 KiB of a program costs as much time as hashing it.
  fileprivate mutating func preferLargePages() {
    let page = 2 << 20
    let room = capacity
    guard room >= 2 * page else { return }
    // SAFETY: the advice changes no contents, and the range, rounded to whole pages inwards, lies
    // in the room that was just reserved.
    unsafe withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      let before = (page - Int(bitPattern: start) % page) % page
      _ = unsafe madvise(start + before, (room - before) / page * page, MADV_HUGEPAGE)
    }
  }
}
