/// When something that failed is tried again.
///
/// The waits double from `firstDelay` up to `longestDelay`, each shortened by a random part, so
/// that many clients of a server that fell over do not come back at once.
package struct RetryPolicy: Sendable {
  /// How often in all, the first time included.
  package var attempts = 4
  /// How often in all, for what goes on where it broke, however much each attempt brings.
  package var attemptsInAll = 100
  package var firstDelay = Duration.milliseconds(400)
  package var longestDelay = Duration.seconds(10)
  /// Longest wait that a server may ask for before we give up instead.
  package var patience = Duration.seconds(60)
  /// The time of a clock that never goes back.
  package var now: @Sendable () -> ContinuousClock.Instant
  package var pause: @Sendable (Duration) async throws -> Void
  /// A number from 0 up to 1.
  package var jitter: @Sendable () -> Double
  /// Told why something is tried again, and when.
  package var note: @Sendable (String) -> Void = { _ in }

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    pause: @escaping @Sendable (Duration) async throws -> Void,
    jitter: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.pause = pause
    self.jitter = jitter
  }

  /// Waits for the next attempt of what goes on where it broke, or throws the error when that was
  /// the last.
  func wait(after count: FailureCount, _ error: RegistryError) async throws {
    guard count.inAll < attemptsInAll else {
      var error = error
      error.cause += "; it broke \(count.inAll) times"
      throw error
    }
    try await wait(afterFailures: count.inRow, error)
  }

  /// Waits for the next attempt, or throws the error when that was the last.
  func wait(afterFailures failures: Int, _ error: RegistryError) async throws {
    guard let delay = delay(afterFailures: failures, error) else { throw error }
    let (seconds, attoseconds) = delay.components
    let tenths = seconds * 10 + attoseconds / 100_000_000_000_000_000
    note("\(error); trying again in \(tenths / 10).\(tenths % 10) s")
    try await pause(delay)
  }

  /// The wait after so many failures, or `nil` when that was the last.
  package func delay(afterFailures failures: Int, _ error: RegistryError) -> Duration? {
    guard error.isTransient, failures < attempts else { return nil }
    if let asked = error.retryAfter { return asked <= patience ? asked : nil }
    let doubled = firstDelay * (1 << min(failures - 1, 16))
    return min(doubled, longestDelay) * (1 - jitter() / 2)
  }
}

/// How often something failed that goes on where it broke.
struct FailureCount: Hashable {
  /// Since something came last.
  private(set) var inRow = 0
  private(set) var inAll = 0

  /// - Parameter somethingCame: whether the attempt got on before it failed.
  mutating func add(somethingCame: Bool) {
    inRow = somethingCame ? 1 : inRow + 1
    inAll += 1
  }

  /// Nothing is in the way any more.
  mutating func endRow() { inRow = 0 }
}
