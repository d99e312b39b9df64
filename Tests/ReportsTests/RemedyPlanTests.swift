import Model
import Reports
import TestSupport
import Testing

@Suite struct `remedy plan` {
  private func finding(
    _ rule: String,
    in package: Package,
    fixed: [String] = [],
    change: (inout VulnerabilityDetail) -> Void = { _ in }
  ) -> Finding {
    var finding = Finding(
      .vulnerability,
      rule: rule,
      severity: .high,
      title: rule,
      location: Finding.Location()
    )
    var detail = VulnerabilityDetail(package: package, identifiers: [rule])
    detail.fixedVersions = fixed
    if !fixed.isEmpty { detail.fixState = .fixed }
    change(&detail)
    finding.detail = .vulnerability(detail)
    return finding
  }

  private func package(_ ecosystem: Ecosystem, _ name: String, _ version: String) -> Package {
    let evidence = Evidence(analyzer: "a", method: .lockFile, path: "p")
    return Package(ecosystem, name: name, version: version, evidence: evidence)
  }

  @Test func `has every finding of the sample once, in order`() {
    let findings = SampleAssessment.full.assessment.findings
    let plan = RemedyPlan(findings)
    #expect(plan.remedies.flatMap(\.findings).sorted() == Array(findings.indices))
    #expect(
      plan.remedies.map { String($0.sentence.split(separator: " to ")[0]) } == [
        "Remove flatmap-stream, and treat what it could reach as compromised",
        "Upgrade org.apache.logging.log4j:log4j-core from 2.14.1",
        "Rebuild on a newer base image, for 2 packages",
        "Upgrade perl-base from 5.36.0-7+deb12u1",
        "Upgrade Django from 4.2.1",
        "Remove the key from the image and replace it wherever it is trusted",
        "No fix: the publisher does not plan one",
        "No fix: none published yet",
        "No fix: the publisher has put it off",
        "No fix: the publisher is still looking into it",
        "Headers of a kernel, which do not run in a container: nothing",
      ]
    )
  }

  @Test(arguments: [
    ([["1.2.0"], ["1.4.0"], ["1.3.0"]], "1.0.0", "1.4.0"),
    ([["1.2.4", "2.0.1"]], "1.2.0", "1.2.4"),
    ([["1.2.4", "2.0.1"]], "1.9.0", "2.0.1"),
    ([["1.2.4", "2.0.1"], ["1.2.6", "2.0.0"]], "1.2.0", "1.2.6"),
    ([["2.12.4", "2.17.1"], ["2.16.0"]], "2.10.0", "2.17.1"),
    ([["2.12.2", "2.15.0"], ["2.12.3", "2.17.0"]], "2.14.1", "2.17.0"),
    ([["0.9.0"]], "1.0.0", "0.9.0"),
    ([["1.0.0"]], "", "1.0.0"),
  ])
  func `goes to the smallest version that mends all`(
    fixes: [[String]],
    installed: String,
    target: String
  ) {
    let package = package(.npm, "a", installed)
    let findings = fixes.enumerated().map { finding("F\($0)", in: package, fixed: $1) }
    let plan = RemedyPlan(findings)
    #expect(plan.remedies.count == 1)
    #expect(plan.remedies.first?.upgrades.map(\.target) == [target])
  }

  @Test func `puts the packages of one source together, and versions apart`() {
    var ssl = package(.deb, "libssl3", "3.0.11-1")
    ssl.source = SourcePackage(name: "openssl", version: "3.0.11-1")
    var tool = ssl
    tool.name = "openssl"
    var old = ssl
    old.source?.version = "3.0.9-1"
    let findings = [ssl, tool, old].map { finding("F", in: $0, fixed: ["3.0.15-1"]) }
    let upgrades = RemedyPlan(findings).remedies.flatMap(\.upgrades)
    #expect(upgrades.map(\.name) == ["openssl", "libssl3"])
    #expect(upgrades.map(\.packages) == [["libssl3", "openssl"], ["libssl3"]])
    #expect(upgrades.map(\.installed) == ["3.0.11-1", "3.0.9-1"])
  }

  @Test func `puts kernel headers last whatever their fix`() {
    let headers = finding("K", in: package(.deb, "linux-libc-dev", "1"), fixed: ["2"]) {
      $0.isKernelHeaders = true
    }
    let plan = RemedyPlan([headers, finding("F", in: package(.npm, "a", "1"))])
    #expect(plan.remedies.map(\.action) == [.none, .disregard])
  }

  @Test func `of nothing is empty`() {
    #expect(RemedyPlan([]).remedies.isEmpty)
  }

  @Test(.timeLimit(.minutes(5)))
  func `is made of thousands of findings in one package`() {
    let package = package(.npm, "a", "0.0.0")
    let findings = (1000..<4000).map {
      finding("F\($0)", in: package, fixed: ["1.\($0).0", "2.\($0).0"])
    }
    #expect(RemedyPlan(findings).remedies.first?.upgrades.map(\.target) == ["2.3999.0"])
  }
}
