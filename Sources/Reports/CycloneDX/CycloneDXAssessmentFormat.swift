import Formats
package import Model

/// The CycloneDX 1.6 bill of materials of an inventory with its vulnerabilities.
///
/// Source: ECMA-424, CycloneDX 1.6. Each finding is a vulnerability that affects one component;
/// those that somebody took out have an analysis that says why.
package enum CycloneDXAssessmentFormat: AssessmentFormat {
  package static let name = "cyclonedx"
  package static let summary = "CycloneDX 1.6 bill of materials with vulnerabilities, JSON"
  package static let fileExtension = "cdx.json"
  package static let mediaType = "application/vnd.cyclonedx+json; version=1.6"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    var inventory = assessment.inventory
    inventory.gaps = assessment.gaps
    let content = AssessmentJSON(assessment)
    let uuid = InventoryJSONFormat.contentUUID(
      inventory,
      tool: context.tool,
      format: "cyclonedx scan"
    ) { content.judgement(into: &$0) }
    return CycloneDXFormat.document(
      inventory,
      uuid: uuid,
      properties: properties(of: assessment),
      in: context
    ) { graph, json in
      CycloneDXVulnerabilities(assessment, graph).write(into: &json)
    }
  }

  private static func properties(of assessment: Assessment) -> [CycloneDXProperty] {
    let summary = AssessmentSummary(assessment)
    var properties = [
      CycloneDXProperty("plimsoll:coverage", summary.coverage.rawValue),
      CycloneDXProperty("plimsoll:verdict", assessment.verdict.outcome.rawValue),
    ]
    for source in assessment.data {
      let text = InventoryJSON.text { AssessmentJSON.data(source, into: &$0) }
      properties.append(CycloneDXProperty("plimsoll:data", text))
    }
    return properties
  }
}
