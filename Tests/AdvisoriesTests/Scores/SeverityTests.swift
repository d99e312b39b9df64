import Advisories
import Model
import Testing

@Suite struct `publishers' severities` {
  @Test(arguments: [
    ("MODERATE", Severity.medium), ("Moderate", .medium), ("medium", .medium),
    ("Important", .high), ("HIGH", .high), ("Critical", .critical), ("Low", .low), ("low**", .low),
    ("unimportant", .negligible), ("negligible", .negligible), ("not yet assigned", .unknown),
    ("untriaged", .unknown), ("end-of-life", .unknown), ("None", .unknown), ("", .unknown),
    ("N/A", .unknown), (" important \n", .high), ("catastrophic", .unknown), ("**", .unknown),
  ])
  func `are read from words`(word: String, severity: Severity) {
    #expect(Severity(word: word) == severity)
    #expect(SeverityStatement(word: word, source: "x").severity == severity)
  }

  @Test func `are read from vectors`() throws {
    let text = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U"
    let statement = try #require(SeverityStatement(vector: text, source: "nvd"))
    #expect(statement.scale == .cvss31)
    #expect(statement.score == 9.0)
    #expect(statement.severity == .critical)
    #expect(statement.text == text)
  }

  private static let nvd = SeverityStatement(
    source: "nvd",
    scale: .cvss31,
    text: "CVSS:3.1/a",
    score: 9.8,
    severity: .critical
  )
  private static let old = SeverityStatement(
    source: "nvd",
    scale: .cvss2,
    text: "a",
    score: 10,
    severity: .high
  )
  private static let gitHub = SeverityStatement(word: "MODERATE", source: "github")
  private static let debian = SeverityStatement(word: "low", source: "debian")
  private static let unassigned = SeverityStatement(word: "not yet assigned", source: "debian")
  private static let other = SeverityStatement(word: "high", source: "zzz")

  @Test(arguments: [
    ([nvd, gitHub, debian], "debian:12", debian),
    ([nvd, gitHub, debian], "npm", gitHub),
    ([nvd, old], "npm", nvd),
    ([old, nvd], "debian:12", nvd),
    ([nvd, unassigned], "debian:12", nvd),
    ([unassigned], "debian:12", unassigned),
    ([other, nvd], "npm", nvd),
    ([other], "npm", other),
  ])
  func `are decided by source, never by number`(
    statements: [SeverityStatement],
    space: String,
    expected: SeverityStatement
  ) {
    let preference = SeverityPreference(for: AdvisorySpace(rawValue: space))
    #expect(preference.deciding(among: statements) == expected)
    #expect(preference.deciding(among: statements.reversed()) == expected)
  }

  @Test func `are not decided where there is none`() {
    #expect(SeverityPreference.standard.deciding(among: []) == nil)
  }
}
