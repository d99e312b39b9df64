import Formats
import Model
import Reports
import TestSupport
import Testing

@Suite struct `SARIF report` {
  private func run(_ assessment: Assessment) throws -> DataNode {
    let bytes = SARIFFormat.render(assessment, in: sampleContext)
    return try #require(try JSONReader.parse(bytes.span, limits: .standard)["runs"]?[0])
  }

  @Test func `knows results again by fingerprint, whatever the tag`() throws {
    var assessment = SampleAssessment.full.assessment
    let first = try run(assessment)["results"]?.list ?? []
    assessment.inventory.subject.name = "shop.example.org/web/frontend:1.5@sha256:ab"
    assessment.inventory.subject.tags = []
    let second = try run(assessment)["results"]?.list ?? []
    #expect(first == second && !first.isEmpty)
    let marks = first.compactMap { $0["partialFingerprints"]?["plimsoll/v1"]?.string }
    let findings = assessment.findings + assessment.dismissed.map(\.finding)
    #expect(marks == findings.map(\.fingerprint))
  }

  @Test func `has each rule once, and results that point to them`() throws {
    let run = try run(SampleAssessment.full.assessment)
    let rules = run["tool"]?["driver"]?["rules"]?.list ?? []
    let names = rules.compactMap { $0["id"]?.string }
    #expect(names == Set(names).sorted() && names.count == 16)
    for result in run["results"]?.list ?? [] {
      #expect(result["ruleIndex"]?.integer.map { names[Int($0)] } == result["ruleId"]?.string)
    }
  }

  @Test(arguments: [
    ("CVE-2021-44228", "error", "9.8"), ("CVE-2021-45105", "warning", "5.3"),
    ("CVE-2011-4116", "note", "3.1"), ("CVE-2024-2379", "note", "0.1"),
    ("CVE-2024-99999", "warning", "0.0"),
  ])
  func `says how bad a rule is`(rule: String, level: String, score: String) throws {
    let run = try run(SampleAssessment.full.assessment)
    let rules = run["tool"]?["driver"]?["rules"]?.list ?? []
    let found = rules.first { $0["id"]?.string == rule }
    #expect(found?["defaultConfiguration"]?["level"]?.string == level)
    #expect(found?["properties"]?["security-severity"]?.string == score)
  }

  @Test func `suppresses what was dismissed, and says so of all results or none`() throws {
    let results = try run(SampleAssessment.full.assessment)["results"]?.list ?? []
    let counts = results.compactMap { $0["suppressions"]?.list?.count }
    #expect(counts == Array(repeating: 0, count: 15) + [1, 1])
    var assessment = SampleAssessment.full.assessment
    assessment.dismissed = []
    let others = try run(assessment)["results"]?.list ?? []
    #expect(others.allSatisfy { $0["suppressions"] == nil })
  }

  @Test func `did not succeed where nothing could be asked`() throws {
    let run = try run(SampleAssessment.unlooked.assessment)
    #expect(run["invocations"]?[0]?["executionSuccessful"]?.boolean == false)
    let partial = try self.run(SampleAssessment.partial.assessment)
    #expect(partial["invocations"]?[0]?["toolExecutionNotifications"]?.list?.count == 2)
  }
}
