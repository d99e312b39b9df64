package import Analysis
import Dispatch
package import Formats
import Model
import Synchronization

/// Does the analysis of one layer on a thread of its own, while the next files are read.
///
/// Only so much of contents waits, or one larger file.
package final class AnalysisThread: AnalysisQueue, Sendable {
  private struct State {
    var waiting: [AnalysisJob?] = []
    var spare: [[UInt8]] = []
    var results: [(path: String, facts: FileFacts)] = []
  }

  /// Mebibytes that the walks of all layers side by side may leave waiting.
  private static let sharedRoom = 48
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

  package func spareBuffer() -> [UInt8] { state.withLock { $0.spare.popLast() ?? [] } }

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
        if state.spare.count < 4, job.contents.capacity <= 4 << 20 {
          state.spare.append(job.contents)
        }
      }
      for _ in 0..<mebibytes { space.signal() }
    }
    ended.signal()
  }

  /// The room that a job's contents take; one that is larger than all of it takes all.
  private func mebibytes(of job: AnalysisJob) -> Int { min(room, job.contents.count >> 20 + 1) }
}
