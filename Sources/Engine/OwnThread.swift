import Dispatch

/// Runs work that blocks, and computes for long, on a thread of its own.
///
/// The threads of the concurrency runtime are as many as processors, and a blocked one is lost to
/// the downloads that the work may be waiting for.
func onOwnThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global(qos: .userInitiated).async {
      continuation.resume(with: Result { try work() })
    }
  }
}
