package import Model

/// Test results in the XML of JUnit, as build servers read it.
///
/// Source: the schema of Jenkins' xUnit plug-in. Each finding is a failed test, each one that
/// somebody took out a skipped test, and each gap a test in error; what was looked at and found
/// clean is a passed test, so that a report without tests cannot be taken for a good one.
package enum JUnitFormat: AssessmentFormat {
  package static let name = "junit"
  package static let summary = "JUnit XML, for build servers"
  package static let fileExtension = "junit.xml"
  package static let mediaType = "application/xml"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    let suites = [
      policy(of: assessment), findings(of: assessment), coverage(of: assessment),
    ].filter { !$0.cases.isEmpty }
    var xml = XMLWriter()
    let all = suites.flatMap(\.cases)
    xml.element("testsuites", [("name", context.tool.name)] + counts(of: all)) {
      for suite in suites { write(suite, of: assessment, in: context, into: &$0) }
    }
    return xml.bytes
  }

  private struct Suite {
    var name: String
    var cases: [Case]
  }

  private struct Case {
    enum Outcome {
      case passed
      case failed(type: String, message: String, text: String)
      case skipped(message: String)
      case broken(type: String, message: String)
    }

    var group: String
    var name: String
    var outcome: Outcome
  }

  private static func counts(of cases: [Case]) -> [(String, String)] {
    var failures = 0
    var errors = 0
    for item in cases {
      switch item.outcome {
      case .failed: failures += 1
      case .broken: errors += 1
      case .passed, .skipped: break
      }
    }
    return [
      ("tests", String(cases.count)), ("failures", String(failures)), ("errors", String(errors)),
      ("time", "0"),
    ]
  }

  private static func write(
    _ suite: Suite,
    of assessment: Assessment,
    in context: ReportContext,
    into xml: inout XMLWriter
  ) {
    var attributes = [("name", suite.name)] + counts(of: suite.cases)
    let skipped = suite.cases.count {
      if case .skipped = $0.outcome { true } else { false }
    }
    attributes.append(("skipped", String(skipped)))
    // The format has no zone: UTC.
    if let created = context.created {
      attributes.append(("timestamp", String(created.description.dropLast())))
    }
    xml.element("testsuite", attributes) {
      $0.element("properties") { xml in
        for (name, value) in properties(of: assessment, in: context) {
          xml.element("property", [("name", name), ("value", value)], text: "")
        }
      }
      for item in suite.cases { write(item, into: &$0) }
    }
  }

  private static func write(_ item: Case, into xml: inout XMLWriter) {
    let attributes = [("name", item.name), ("classname", item.group), ("time", "0")]
    switch item.outcome {
    case .passed: xml.element("testcase", attributes, text: "")
    case .failed(let type, let message, let text):
      xml.element("testcase", attributes) {
        $0.element("failure", [("message", message), ("type", type)], text: text)
      }
    case .skipped(let message):
      xml.element("testcase", attributes) {
        $0.element("skipped", [("message", message)], text: "")
      }
    case .broken(let type, let message):
      xml.element("testcase", attributes) {
        $0.element("error", [("message", message), ("type", type)], text: "")
      }
    }
  }

  private static func properties(
    of assessment: Assessment,
    in context: ReportContext
  ) -> [(String, String)] {
    let summary = AssessmentSummary(assessment)
    let subject = assessment.inventory.subject
    var properties = [
      ("tool", "\(context.tool.name) \(context.tool.version)"), ("subject", subject.name),
      ("coverage", summary.coverage.rawValue), ("summary", summary.sentence),
    ]
    if let digest = subject.manifestDigest { properties.append(("digest", digest.description)) }
    for source in assessment.data {
      let date = source.date.isEmpty ? "undated" : source.date
      let kind = source.isStarter ? ", built-in starter set" : ""
      properties.append(("data \(source.space)", "\(date), \(source.records) records\(kind)"))
    }
    return properties
  }

  // MARK: - Suites

  private static func policy(of assessment: Assessment) -> Suite {
    let verdict = assessment.verdict
    guard verdict.outcome != .notAsked else { return Suite(name: "policy", cases: []) }
    let reasons = verdict.reasons.joined(separator: "\n")
    let outcome: Case.Outcome =
      verdict.outcome == .passed
      ? .passed : .failed(type: "denied", message: "denied by policy", text: reasons)
    let group = "policy"
    let warnings = verdict.warnings.map {
      Case(group: group, name: "warning: \($0)", outcome: .skipped(message: $0))
    }
    return Suite(
      name: "policy",
      cases: [Case(group: group, name: "verdict", outcome: outcome)] + warnings
    )
  }

  private static func findings(of assessment: Assessment) -> Suite {
    let failed = assessment.findings.map { finding in
      Case(
        group: group(of: finding),
        name: finding.rule,
        outcome: .failed(
          type: finding.severity.rawValue,
          message: finding.title,
          text: text(of: finding)
        )
      )
    }
    let skipped = assessment.dismissed.map { item in
      let reason = item.reason.isEmpty ? "" : ": \(item.reason)"
      let message = "\(item.authority.words) of \(item.origin)\(reason)"
      return Case(
        group: group(of: item.finding),
        name: item.finding.rule,
        outcome: .skipped(message: message)
      )
    }
    return Suite(name: "findings", cases: failed + skipped)
  }

  private static func group(of finding: Finding) -> String {
    guard let package = finding.vulnerability?.package else {
      return "\(finding.kind.rawValue).\(finding.location.text)"
    }
    return "\(package.ecosystem.rawValue).\(package.fullName)"
  }

  private static func text(of finding: Finding) -> String {
    var lines = ["severity: \(finding.severity.rawValue)"]
    if let detail = finding.vulnerability {
      lines.append("package: \(detail.package.fullName) \(detail.package.version)")
      let fix = detail.fixedVersions.joined(separator: ", ")
      lines.append(fix.isEmpty ? "no fix: \(detail.fixState.words)" : "fixed in: \(fix)")
    }
    if !finding.location.path.isEmpty { lines.append("at: \(finding.location.text)") }
    if let layer = finding.location.layer { lines.append("layer: \(layer)") }
    if !finding.marks.isEmpty { lines.append("marks: \(finding.marks.joined(separator: ", "))") }
    if !finding.remedy.isEmpty { lines.append("remedy: \(finding.remedy)") }
    return (lines + finding.references.prefix(5)).map { SafeText.clean($0) }
      .joined(separator: "\n")
  }

  private static func coverage(of assessment: Assessment) -> Suite {
    let summary = AssessmentSummary(assessment)
    var cases = assessment.gaps.map { gap in
      let place = gap.path.isEmpty ? gap.source : gap.path
      return Case(
        group: "coverage.\(gap.source)",
        name: "could not look at \(place)",
        outcome: .broken(type: gap.reason.rawValue, message: gap.detail)
      )
    }
    let count = assessment.inventory.packages.count
    switch summary.coverage {
    case .noData:
      let outcome = Case.Outcome.broken(type: "no-data", message: summary.sentence)
      cases.append(Case(group: "coverage", name: "advisories were asked", outcome: outcome))
    case .noPackages:
      let outcome = Case.Outcome.skipped(message: summary.sentence)
      cases.append(Case(group: "coverage", name: "there was something to ask", outcome: outcome))
    case .complete, .partial:
      let name = "\(count) \(count == 1 ? "package" : "packages") looked up"
      cases.append(Case(group: "coverage", name: name, outcome: .passed))
    }
    return Suite(name: "coverage", cases: cases)
  }
}
