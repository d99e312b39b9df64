import Registry
import Testing

@Suite struct `retry policy` {
  private static func policy(jitter: Double) -> RetryPolicy {
    RetryPolicy(now: { .now }, pause: { _ in }, jitter: { jitter })
  }

  @Test(arguments: [(1, 400), (2, 800), (3, 1600)])
  func `doubles its waits`(failures: Int, milliseconds: Int) {
    let error = RegistryError(.serverFault, "", "")
    let delay = Self.policy(jitter: 0).delay(afterFailures: failures, error)
    #expect(delay == .milliseconds(milliseconds))
  }

  @Test func `shortens them by chance, and bounds them`() {
    var policy = Self.policy(jitter: 0.5)
    policy.attempts = 100
    let error = RegistryError(.unreachable, "", "")
    #expect(policy.delay(afterFailures: 1, error) == .milliseconds(300))
    #expect(policy.delay(afterFailures: 90, error) == .milliseconds(7500))
  }

  @Test func `gives up in the end, and at once where nothing would change`() {
    let policy = Self.policy(jitter: 0)
    #expect(policy.delay(afterFailures: 4, RegistryError(.timedOut, "", "")) == nil)
    for code in [RegistryError.Code.notFound, .unauthorized, .mismatch, .untrusted, .insecure] {
      #expect(policy.delay(afterFailures: 1, RegistryError(code, "", "")) == nil)
    }
  }

  @Test(arguments: [(3, 3), (60, 60), (61, nil)] as [(Int, Int?)])
  func `waits as long as it is asked to, within reason`(asked: Int, waits: Int?) {
    let error = RegistryError(.rateLimited, "", "", retryAfter: .seconds(asked))
    let delay = Self.policy(jitter: 0.9).delay(afterFailures: 1, error)
    #expect(delay == waits.map { .seconds($0) })
  }
}
