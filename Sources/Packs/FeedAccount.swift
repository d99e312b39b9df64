import Advisories
import Model
import Synchronization

/// What is counted while feeds are read, from several threads.
final class FeedAccount: Sendable {
  private let state = Mutex(State())

  private struct State {
    var documents = 0
    var bytes: Int64 = 0
    var gaps: [CoverageGap] = []
    var isStopped = false
  }

  /// More gaps than these are counted as the last one says.
  private static let gapLimit = 100_000

  var isStopped: Bool { state.withLock { $0.isStopped } }

  func stop() { state.withLock { $0.isStopped = true } }

  func note(_ gap: CoverageGap) {
    state.withLock { if $0.gaps.count < Self.gapLimit { $0.gaps.append(gap) } }
  }

  func note(_ sink: FeedSink) {
    state.withLock { state in
      state.documents += 1
      if state.gaps.count < Self.gapLimit { state.gaps += sink.gaps }
    }
  }

  func note(bytes: Int64) { state.withLock { $0.bytes += bytes } }

  func fill(_ summary: inout PackBuilder.Summary) {
    state.withLock { state in
      summary.documents = state.documents
      summary.bytes = state.bytes
      summary.gaps = state.gaps.sorted()
    }
  }
}
