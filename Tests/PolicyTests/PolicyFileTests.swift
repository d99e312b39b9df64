import Formats
import Model
import Policy
import TestSupport
import Testing

/// Reads a policy from text.
func policy(_ text: String) throws(PolicyFileError) -> PolicyFile {
  try PolicyFileReader.read(Array(text.utf8).span, name: "plimsoll.yaml", limits: .standard)
}

@Suite struct `policy file` {
  static let whole = """
    # What we hold our images to.
    fail-on: ["high,fixed", exploited]
    ignore-unfixed: true
    ignore-states: [will-not-fix]
    ignore-kernel-headers: true
    ignore-development: false
    min-severity: low
    vex: vex/*.json
    ignore-files: [.trivyignore]
    baseline: last.json
    waivers:
      - id: CVE-2024-1234
        package: libfoo*
        version: 1.2.3
        ecosystem: debian:12
        path: usr/lib/**
        image: ghcr.io/acme/*
        reason: the vulnerable mode is off
        expires: 2026-12-01
        by: ana@example.org
      - id: [CVE-2024-2, GHSA-aaaa-bbbb-cccc]
        reason: tests only

    """

  @Test func `is read whole`() throws {
    let policy = try policy(Self.whole)
    #expect(policy.options.failOn.map(\.description) == ["high,fixed", "exploited"])
    #expect(policy.options.ignoresUnfixed && policy.options.ignoresKernelHeaders)
    #expect(policy.options.ignoredStates == [.willNotFix])
    #expect(policy.options.minimumSeverity == .low)
    #expect(policy.vex == ["vex/*.json"])
    #expect(policy.ignoreFiles == [".trivyignore"])
    #expect(policy.baseline == "last.json")
    #expect(policy.waivers.map(\.origin) == ["plimsoll.yaml:12", "plimsoll.yaml:21"])
    #expect(policy.waivers[0].label == "CVE-2024-1234 in libfoo* at usr/lib/**")
    #expect(policy.waivers[0].reason == "the vulnerable mode is off (ana@example.org)")
    #expect(try policy.waivers[0].expires == date("2026-12-01"))
    #expect(policy.waivers[0].conditions.count == 6)
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "{}", "waivers:\n"])
  func `may ask nothing`(text: String) throws { #expect(try policy(text) == PolicyFile()) }

  @Test(arguments: [
    ("fail_on: high", "line 1: unknown key 'fail_on', did you mean 'fail-on'?; allowed here: "),
    ("a: 1", "line 1: unknown key 'a'; allowed here: artifact-vex, baseline, fail-on, "),
    ("- a", "line 1: a policy must be a map of keys and values"),
    ("\nfail-on: hgih", "line 2: 'hgih' is no condition"),
    ("fail-on: {a: b}", "line 1: fail-on must be a text or a list of texts"),
    ("fail-on: [[a]]", "line 1: fail-on must be a list of texts"),
    ("ignore-unfixed: yes", "line 1: ignore-unfixed must be true or false"),
    ("ignore-states: [fixed]", "line 1: 'fixed' is no ignore-states; write not-fixed, "),
    ("min-severity: bad", "line 1: 'bad' is no min-severity; write unknown, negligible, low"),
    ("waivers: x", "line 1: waivers must be a list"),
    ("waivers:\n  - x", "line 2: a waiver must be a map"),
    ("waivers:\n  - reason: x", "line 2: a waiver needs an id, a package or a path"),
    ("waivers:\n  - image: x\n    reason: y", "line 2: a waiver needs an id"),
    ("waivers:\n  - id: CVE-1", "line 2: a waiver needs a reason"),
    ("waivers:\n  - id: CVE-1\n    reason: ' '", "line 2: a waiver needs a reason"),
    ("waivers:\n  - id: CVE-1\n    until: x", "line 3: unknown key 'until'; allowed here: by, "),
    (
      "waivers:\n  - {id: A, reason: b, expires: 2026-02-30}",
      "line 2: '2026-02-30' is no date; write a day there is as YYYY-MM-DD"
    ),
    (
      "waivers:\n  - {id: A, reason: b, path: '[a'}",
      "line 2: '[a' is no pattern: '[' is not closed"
    ),
    ("waivers:\n  - {id: A, reason: b, ecosystem: nmp}", "line 2: 'nmp' is no ecosystem; write"),
    ("waivers:\n  - {package: 'pkg:npm', reason: b}", "line 2: 'pkg:npm' is no package URL"),
    ("waivers:\n  - {package: [a, 'pkg:npm/a'], reason: b}", "line 2: package must be names or"),
    ("a: [", "line "),
    ("a: 1\n---\nb: 2", "a policy is one YAML document, not several"),
  ])
  func `is refused with the line and the way out`(text: String, saying sentence: String) {
    do {
      _ = try policy(text)
      Issue.record("was read")
    } catch {
      #expect(error.description.hasPrefix(sentence), "\(error)")
    }
  }

  @Test func `survives hostile bytes`() {
    for bytes in hostileVariants(of: Array(Self.whole.utf8)) {
      _ = try? PolicyFileReader.read(bytes.span, name: "plimsoll.yaml", limits: .standard)
    }
  }

  @Test func `is held to the limits`() {
    var limits = Limits.standard
    limits.values = 10
    let bytes = Array(Self.whole.utf8)
    #expect(throws: PolicyFileError.unreadable(.limit("values in one document"))) {
      try PolicyFileReader.read(bytes.span, name: "plimsoll.yaml", limits: limits)
    }
  }
}
