import Analysis
import Formats
import Model
import Reports
import TestSupport
import Testing

@Suite struct `bill of materials of a scan` {
  private func document(
    _ format: any AssessmentFormat.Type,
    _ sample: SampleAssessment = .full
  ) throws -> DataNode {
    let bytes = format.render(sample.assessment, in: sampleContext)
    return try JSONReader.parse(bytes.span, limits: .standard)
  }

  @Test(arguments: SampleAssessment.all)
  func `of CycloneDX refers to components that it has`(sample: SampleAssessment) throws {
    let root = try document(CycloneDXAssessmentFormat.self, sample)
    let components = root["components"]?.list ?? []
    let known = Set(components.compactMap { $0["bom-ref"]?.string } + ["subject"])
    let flaws = root["vulnerabilities"]?.list ?? []
    let used = flaws.compactMap { $0["affects"]?[0]?["ref"]?.string }
    #expect(used.count == flaws.count && known.isSuperset(of: used))
    let names = flaws.compactMap { $0["bom-ref"]?.string }
    #expect(Set(names).count == flaws.count)
  }

  @Test func `of CycloneDX has ratings, weaknesses and an analysis`() throws {
    let flaws = try document(CycloneDXAssessmentFormat.self)["vulnerabilities"]?.list ?? []
    let log4j = flaws.first { $0["id"]?.string == "CVE-2021-44228" }
    #expect(log4j?["ratings"]?[0]?["method"]?.string == "CVSSv31")
    #expect(log4j?["ratings"]?[0]?["severity"]?.string == "critical")
    #expect(log4j?["cwes"]?.list?.compactMap(\.integer) == [20, 400, 502])
    #expect(log4j?["published"]?.string == "2024-01-09T00:00:00Z")
    #expect(log4j?["references"]?[0]?["id"]?.string == "GHSA-jfh8-c2jp-5v3q")
    let states = flaws.compactMap { $0["analysis"]?["state"]?.string }
    #expect(states == ["not_affected", "exploitable"])
    let reset = flaws.first { $0["id"]?.string == "CVE-2023-44487" }
    #expect(reset?["analysis"]?["justification"]?.string == "code_not_reachable")
  }

  @Test func `of SPDX has security references and annotations on the package`() throws {
    let packages = try document(SPDXAssessmentFormat.self)["packages"]?.list ?? []
    let django = packages.first { $0["name"]?.string == "Django" }
    let references = django?["externalRefs"]?.list ?? []
    let categories = references.map { $0["referenceCategory"]?.string }
    #expect(categories.contains("SECURITY"))
    let comments = (django?["annotations"]?.list ?? []).compactMap { $0["comment"]?.string }
    #expect(comments.count == 3 && comments[1].hasPrefix("plimsoll finding: {"))
    let curl = packages.first { $0["name"]?.string == "libcurl4" }
    let others = (curl?["annotations"]?.list ?? []).compactMap { $0["comment"]?.string }
    #expect(others.contains { $0.hasPrefix("plimsoll dismissed: {\"authority\":\"waiver\"") })
  }

  @Test(
    arguments: [CycloneDXAssessmentFormat.self, SPDXAssessmentFormat.self]
      as [any AssessmentFormat.Type]
  )
  func `is still the inventory to those who read it again`(
    format: any AssessmentFormat.Type
  ) throws {
    let assessment = SampleAssessment.full.assessment
    let bytes = format.render(assessment, in: sampleContext)
    let found = try SBOMReader.read(bytes.span, path: "bom", limits: .standard)
    #expect(found.packages == assessment.inventory.packages)
    #expect(found.gaps == assessment.gaps.sorted())
  }

  @Test(
    arguments: [CycloneDXAssessmentFormat.self, SPDXAssessmentFormat.self]
      as [any AssessmentFormat.Type]
  )
  func `has another identity when the findings are others`(
    format: any AssessmentFormat.Type
  ) throws {
    let key = format is SPDXAssessmentFormat.Type ? "documentNamespace" : "serialNumber"
    let first = try document(format)[key]?.string
    #expect(try document(format)[key]?.string == first)
    #expect(try document(format, .clean)[key]?.string != first && first != nil)
  }
}
