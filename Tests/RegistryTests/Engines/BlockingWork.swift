import Dispatch
import Formats

/// Runs work that may block on a thread that may be blocked.
func onBlockingThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
  }
}

/// Carries a source to the one thread that uses it.
// SAFETY: made from a source that nobody else holds.
final class SourceBox: @unchecked Sendable {
  let source: any ByteSource

  init(_ source: sending any ByteSource) { self.source = source }
}
