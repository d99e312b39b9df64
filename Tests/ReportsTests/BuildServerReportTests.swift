import Formats
import Model
import Reports
import TestSupport
import Testing

@Suite struct `JUnit report` {
  private func root(_ sample: SampleAssessment) throws -> XMLElement {
    let bytes = JUnitFormat.render(sample.assessment, in: sampleContext)
    return try XMLReader.parse(bytes.span, limits: .standard)
  }

  @Test(arguments: SampleAssessment.all)
  func `counts what it has`(sample: SampleAssessment) throws {
    let root = try root(sample)
    let suites = root.children(named: "testsuite")
    for (element, cases) in [(root, suites.flatMap { $0.children(named: "testcase") })]
      + suites.map({ ($0, $0.children(named: "testcase")) })
    {
      #expect(element.attribute("tests") == String(cases.count))
      let failures = cases.filter { $0.child("failure") != nil }.count
      #expect(element.attribute("failures") == String(failures))
      let errors = cases.filter { $0.child("error") != nil }.count
      #expect(element.attribute("errors") == String(errors))
    }
    // A report of no tests would look like a good one.
    #expect(!suites.isEmpty)
  }

  @Test(arguments: [
    (SampleAssessment.clean, "0", "0"), (.unlooked, "0", "1"), (.partial, "0", "2"),
    (.full, "16", "2"),
  ])
  func `fails by findings and is in error by gaps`(
    sample: SampleAssessment,
    failures: String,
    errors: String
  ) throws {
    let root = try root(sample)
    #expect(root.attribute("failures") == failures && root.attribute("errors") == errors)
  }

  @Test func `keeps hostile text as text`() throws {
    let suites = try root(.hostile).children(named: "testsuite")
    let cases = suites.flatMap { $0.children(named: "testcase") }
    #expect(cases.contains { $0.attribute("name")?.contains("<script>alert(1)") == true })
    #expect(Set(cases.flatMap(\.children).map(\.name)) == ["failure", "skipped", "error"])
  }
}

@Suite struct `GitLab report` {
  private func root(_ sample: SampleAssessment) throws -> DataNode {
    let bytes = GitLabFormat.render(sample.assessment, in: sampleContext)
    return try JSONReader.parse(bytes.span, limits: .standard)
  }

  @Test(arguments: SampleAssessment.all)
  func `has what the schema wants of a scan`(sample: SampleAssessment) throws {
    let scan = try #require(try root(sample)["scan"])
    for key in ["analyzer", "scanner"] {
      #expect(scan[key]?["vendor"]?["name"]?.string?.isEmpty == false)
    }
    #expect(scan["type"]?.string == "container_scanning")
    #expect(scan["start_time"]?.string == "1970-01-01T00:00:00")
    let texts = (scan["messages"]?.list ?? []).map { $0["value"]?.string ?? "" }
    #expect(!texts.isEmpty && !texts.contains(""))
  }

  @Test(arguments: SampleAssessment.all)
  func `has what the schema wants of a vulnerability`(sample: SampleAssessment) throws {
    let flaws = try root(sample)["vulnerabilities"]?.list ?? []
    #expect(Set(flaws.compactMap { $0["id"]?.string }).count == flaws.count)
    for flaw in flaws {
      #expect((flaw["name"]?.string ?? "").unicodeScalars.count <= 255)
      #expect(
        ["Info", "Unknown", "Low", "Medium", "High", "Critical"].contains(flaw["severity"]?.string)
      )
      let names = (flaw["identifiers"]?.list ?? []).compactMap { $0["value"]?.string }
      #expect(!names.isEmpty && !names.contains(""))
      let place = flaw["location"]
      #expect(place?["dependency"]?["package"]?["name"]?.string != nil)
      #expect(place?["image"]?.string?.isEmpty == false)
      let links = (flaw["links"]?.list ?? []).compactMap { $0["url"]?.string }
      #expect(links.allSatisfy { $0.hasPrefix("https://") })
    }
  }

  @Test(arguments: [
    (SampleAssessment.clean, "success"), (.partial, "success"), (.unlooked, "failure"),
  ])
  func `has failed where nothing could be asked`(sample: SampleAssessment, status: String) throws {
    #expect(try root(sample)["scan"]?["status"]?.string == status)
  }

  @Test func `flags what VEX calls unaffected`() throws {
    let flaws = try root(.full)["vulnerabilities"]?.list ?? []
    #expect(flaws.count == 16)
    #expect(flaws.last?["flags"]?[0]?["type"]?.string == "flagged-as-likely-false-positive")
  }
}

@Suite struct `Markdown report` {
  private func text(_ sample: SampleAssessment) -> String {
    String(decoding: MarkdownFormat.render(sample.assessment, in: sampleContext), as: UTF8.self)
  }

  @Test func `begins with the answer`() {
    let lines = text(.full).split(separator: "\n")
    #expect(lines[0] == "## ❌ <code>shop.example.org/web/frontend&#58;1.4</code>")
    #expect(lines[1] == "**15 findings, but 2 parts could not be looked at.**")
    #expect(lines[2] == "**1 known to be used in attacks.**")
  }

  @Test(arguments: [
    (SampleAssessment.clean, "✅"), (.unlooked, "❔"), (.partial, "❔"), (.nothing, "❔"),
  ])
  func `has a good sign only for what was looked at`(sample: SampleAssessment, sign: String) {
    #expect(text(sample).hasPrefix("## \(sign) "))
  }

  @Test func `has no markup but its own`() throws {
    let own: Set = [
      "code", "/code", "details", "/details", "summary", "/summary", "b", "/b", "sub", "/sub",
      "!-- --",
    ]
    for piece in text(.hostile).split(separator: "<").dropFirst() {
      let tag = piece.prefix { $0 != ">" }
      #expect(own.contains(String(tag)) || tag.hasPrefix("https://example.org/"))
    }
    let rows = text(.hostile).split(separator: "\n").filter { $0.hasPrefix("| 🟣 critical | ") }
    let cells = rows.map { $0.count { $0 == "|" } }
    #expect(cells.count > 20 && cells.dropFirst().allSatisfy { $0 == 9 })
  }

  @Test(arguments: SampleAssessment.all + [.huge(findings: 3000)])
  func `is no longer than a comment may be`(sample: SampleAssessment) {
    let text = text(sample)
    #expect(text.utf8.count <= 60_000)
    let opened = text.split(separator: "<details>", omittingEmptySubsequences: false).count
    let closed = text.split(separator: "</details>", omittingEmptySubsequences: false).count
    #expect(opened == closed)
  }
}
