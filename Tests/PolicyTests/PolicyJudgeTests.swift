import Formats
import Model
import Policy
import Testing

@Suite struct `policy judge` {
  private func judged(
    _ findings: [Finding],
    change: (inout PolicyInputs) throws -> Void
  ) throws -> Assessment {
    var inputs = PolicyInputs(today: try today())
    try change(&inputs)
    return PolicyJudge(inputs).judge(image(findings))
  }

  @Test(arguments: [
    ([], Verdict.Outcome.notAsked, []), (["none"], .notAsked, []), (["critical"], .passed, []),
    (["high"], .denied, ["1 finding meets high: CVE-2024-0001 in curl"]),
    (
      ["low", "exploited"], .denied,
      ["5 findings meet low: CVE-2024-0001 in curl, CVE-2 in a, CVE-3 in b and 2 more"]
    ),
  ])
  func `gives a verdict`(asked: [String], outcome: Verdict.Outcome, reasons: [String]) throws {
    let findings =
      [flaw(), fault(.secret, "key", .low, path: "k")]
      + [("CVE-2", "a"), ("CVE-3", "b"), ("CVE-4", "c")].map { flaw($0.0, in: $0.1, .medium) }
    let judged = try judged(findings) { $0.options.failOn = try FailOnRule.parse(asked) }
    #expect(judged.verdict.outcome == outcome)
    #expect(judged.verdict.reasons == reasons)
    #expect(judged.verdict.deciding.isEmpty == (outcome != .denied))
  }

  @Test func `denies malware whatever is asked`() throws {
    let judged = try judged([flaw("MAL-2024-1", in: "evil", .unknown)]) {
      $0.options.failOn = try FailOnRule.parse(["critical,fixed"])
      $0.options.ignoresUnfixed = true
      $0.options.minimumSeverity = .critical
    }
    #expect(judged.verdict.reasons == ["1 finding meets malware: MAL-2024-1 in evil"])
  }

  @Test func `sorts by what presses most`() throws {
    let findings = [
      flaw("CVE-1", in: "a", .low), flaw("CVE-2", in: "a", .high),
      flaw("CVE-3", in: "a", .low, change: { $0.risk = 90 }), flaw("MAL-1", in: "a", .unknown),
    ]
    let judged = try judged(findings.shuffled()) { _ in }
    #expect(judged.findings.map(\.rule) == ["MAL-1", "CVE-3", "CVE-2", "CVE-1"])
    #expect(judged.findings.allSatisfy { $0.fingerprint.utf8.count == 32 })
  }

  @Test(arguments: [
    (FixState.notFixed, "no fix: not-fixed"), (.willNotFix, "no fix: will-not-fix"),
    (.endOfLife, "no fix: end-of-life"),
  ])
  func `leaves out what has no fix`(state: FixState, reason: String) throws {
    let judged = try judged([flaw(change: { $0.fixState = state })]) {
      $0.options.ignoresUnfixed = true
    }
    #expect(judged.dismissed.map(\.reason) == [reason])
    #expect(judged.dismissed.map(\.authority) == [.option])
    #expect(judged.dismissed.map(\.origin) == ["ignore-unfixed"])
  }

  @Test func `leaves out what options name`() throws {
    let findings = [
      flaw("CVE-1", change: { $0.isKernelHeaders = true }),
      flaw("CVE-2", change: { $0.package.scope = .development }),
      flaw("CVE-3", in: "a", .negligible), flaw("CVE-4", change: { $0.fixState = .deferred }),
      flaw("CVE-5"),
    ]
    let judged = try judged(findings) {
      $0.options.ignoresKernelHeaders = true
      $0.options.ignoresDevelopment = true
      $0.options.minimumSeverity = .low
      $0.options.ignoredStates = [.deferred]
    }
    #expect(judged.findings.map(\.rule) == ["CVE-5"])
    #expect(
      judged.dismissed.map(\.origin).sorted() == [
        "ignore-development", "ignore-kernel-headers", "ignore-states", "min-severity",
      ]
    )
  }

  @Test func `counts only what is new to a baseline`() throws {
    let known = flaw("CVE-1", version: "1.0")
    let malware = flaw("MAL-1", in: "evil")
    let judged = try judged([flaw("CVE-1", version: "2.0"), flaw("CVE-2"), malware]) {
      $0.baseline = Baseline(
        name: "last.json",
        fingerprints: [known.makeFingerprint(), malware.makeFingerprint()]
      )
    }
    #expect(judged.findings.map(\.rule) == ["MAL-1", "CVE-2"])
    #expect(judged.dismissed.map(\.origin) == ["last.json"])
    #expect(judged.dismissed.map(\.authority) == [.baseline])
  }

  @Test func `judges twice as it judges once`() throws {
    var inputs = PolicyInputs(today: try today())
    inputs.rules = try policy("waivers: [{id: CVE-1, reason: a}, {id: X, reason: b}]").waivers
    inputs.options.failOn = try FailOnRule.parse(["high"])
    let judge = PolicyJudge(inputs)
    let once = judge.judge(image([flaw("CVE-1"), flaw("CVE-2"), flaw("CVE-3", in: "a", .low)]))
    #expect(judge.judge(once) == once)
    #expect(once.dismissed.count == 1)
  }
}

@Suite struct `fingerprint` {
  private static let first = flaw(
    ecosystem: .npm,
    version: "1.2.3",
    path: "app/a-1.2.3/package.json"
  )

  @Test func `does not depend on version, layer, line, severity or wording`() {
    var other = flaw(
      "CVE-2024-0001",
      in: "curl",
      .low,
      ecosystem: .npm,
      version: "1.2.4",
      path: "app/a-1.2.4/package.json"
    )
    other.title = "Something else"
    other.location.layer = 3
    other.location.line = 12
    #expect(other.makeFingerprint() == Self.first.makeFingerprint())
  }

  @Test(arguments: [
    flaw("CVE-2024-2", ecosystem: .npm, version: "1.2.3", path: "app/a-1.2.3/package.json"),
    flaw(in: "wget", ecosystem: .npm, version: "1.2.3", path: "app/a-1.2.3/package.json"),
    flaw(ecosystem: .pypi, version: "1.2.3", path: "app/a-1.2.3/package.json"),
    flaw(ecosystem: .npm, version: "1.2.3", path: "opt/a-1.2.3/package.json"),
    fault(.secret, "CVE-2024-0001", .high, path: "app/a-1.2.3/package.json"),
  ])
  func `tells findings apart`(other: Finding) {
    #expect(other.makeFingerprint() != Self.first.makeFingerprint())
  }

  @Test func `of distribution packages does not depend on the database`() {
    #expect(
      flaw(path: "var/lib/dpkg/status").makeFingerprint()
        == flaw(path: "var/lib/dpkg/status.d/curl").makeFingerprint()
    )
  }
}
