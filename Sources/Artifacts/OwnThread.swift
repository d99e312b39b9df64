package import Formats
import Glibc

/// Runs work that blocks, and computes for long, on a thread of its own.
///
/// The threads of the concurrency runtime and of Dispatch are as many as processors, and one that
/// waits is lost to whatever it is waiting for: three stages on two processors went one by one.
package func startThread(_ work: @escaping @Sendable () -> Void) throws(ByteSourceError) {
  // SAFETY: the box is retained until it is taken exactly once: by the thread, or here where
  // there is none.
  let box = unsafe Unmanaged.passRetained(Work(work))
  var thread = pthread_t()
  let failure = unsafe pthread_create(
    &thread,
    nil,
    { argument in
      if let argument = unsafe argument {
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
      }
      return nil
    },
    box.toOpaque()
  )
  guard failure == 0 else {
    unsafe box.release()
    throw .unreadable("no thread could be started (error \(failure))")
  }
  pthread_detach(thread)
}

/// Does work on a thread of its own and waits for its result without blocking this one.
package func onOwnThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    do {
      try startThread { continuation.resume(with: Result { try work() }) }
    } catch {
      continuation.resume(throwing: error)
    }
  }
}

private final class Work {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
