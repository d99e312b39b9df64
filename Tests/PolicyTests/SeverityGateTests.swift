import Model
import Policy
import Testing

@Suite struct `severity gate` {
  @Test(arguments: [(Severity.high, true), (.critical, true), (.medium, false), (.unknown, false)])
  func `decides by the severity of a finding`(severity: Severity, decides: Bool) {
    let finding = Finding(
      .vulnerability,
      rule: "CVE-2024-0001",
      severity: severity,
      title: "A flaw",
      location: Finding.Location()
    )
    #expect(SeverityGate(threshold: .high).holds(for: finding) == decides)
  }
}
