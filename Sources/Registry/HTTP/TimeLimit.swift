/// What a time limit throws.
struct TimeLimitReached: Error {}

/// Runs some work, and gives it up when it takes longer than it may.
func withTimeLimit<Value: Sendable>(
  _ limit: Duration,
  _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    defer { group.cancelAll() }
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: limit)
      throw TimeLimitReached()
    }
    guard let first = try await group.next() else { throw TimeLimitReached() }
    return first
  }
}
