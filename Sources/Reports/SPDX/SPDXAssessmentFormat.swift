import Formats
package import Model

/// The SPDX 2.3 document of an inventory with what was found in it.
///
/// Source: SPDX specification 2.3, annex F.2: advisories are external references of the category
/// SECURITY. All that is known of a finding is in an annotation of its package, as JSON behind the
/// words `plimsoll finding: `.
package enum SPDXAssessmentFormat: AssessmentFormat {
  package static let name = "spdx"
  package static let summary = "SPDX 2.3 document with the findings as security references"
  package static let fileExtension = "spdx.json"
  package static let mediaType = "application/spdx+json"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    var inventory = assessment.inventory
    inventory.gaps = assessment.gaps
    let content = AssessmentJSON(assessment)
    let uuid = InventoryJSONFormat.contentUUID(inventory, tool: context.tool, format: "spdx scan") {
      content.judgement(into: &$0)
    }
    return SPDXFormat.document(
      inventory,
      uuid: uuid,
      adding: additions(for: assessment, content),
      in: context
    )
  }

  private static func additions(
    for assessment: Assessment,
    _ content: AssessmentJSON
  ) -> SPDXAdditions {
    var additions = SPDXAdditions()
    let text = InventoryJSON.text { $0.object { content.frame(into: &$0) } }
    additions.document = ["plimsoll scan: \(text)"]
    let places = PackagePlaces(assessment.inventory)
    for finding in assessment.findings {
      let comment = InventoryJSON.text { $0.object { content.finding(finding, into: &$0) } }
      let addition = (references(for: finding), "plimsoll finding: \(comment)")
      add(addition, to: &additions, at: places[finding])
    }
    for item in assessment.dismissed {
      let comment = InventoryJSON.text { content.dismissed(item, into: &$0) }
      add(([], "plimsoll dismissed: \(comment)"), to: &additions, at: places[item.finding])
    }
    return additions
  }

  private static func add(
    _ more: (references: [SPDXAdditions.Reference], comment: String),
    to additions: inout SPDXAdditions,
    at place: Int?
  ) {
    if let place {
      additions.packages[place, default: SPDXAdditions.Addition()].references += more.references
      additions.packages[place, default: SPDXAdditions.Addition()].comments.append(more.comment)
    } else {
      additions.subject.references += more.references
      additions.subject.comments.append(more.comment)
    }
  }

  private static func references(for finding: Finding) -> [SPDXAdditions.Reference] {
    var comment = "\(finding.rule), \(finding.severity.rawValue)"
    if !finding.remedy.isEmpty { comment += ". \(finding.remedy)" }
    return WebAddress.linkable(finding.references).prefix(8).map {
      SPDXAdditions.Reference(type: "advisory", locator: $0, comment: SafeText.clean(comment))
    }
  }
}

/// Where the packages that findings are about stand in an inventory.
struct PackagePlaces {
  private let places: [Package: Int]

  init(_ inventory: Inventory) {
    places = Dictionary(
      inventory.packages.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// `nil` for findings that are about no package of the inventory.
  subscript(finding: Finding) -> Int? {
    finding.vulnerability.flatMap { places[$0.package] }
  }
}
