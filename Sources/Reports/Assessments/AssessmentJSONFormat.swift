import Formats
package import Model

/// Plimsoll's own document of a scan: everything an assessment says, by the schema in
/// `docs/schema/assessment-1.json`.
///
/// Of the packages it has those that findings are about, each once, and counts of the others. A
/// baseline for later scans is read from it: the fingerprints are enough.
package enum AssessmentJSONFormat: AssessmentFormat {
  package static let name = "json"
  package static let summary = "everything, by the schema in docs/schema/assessment-1.json"
  package static let fileExtension = "json"
  package static let mediaType = "application/json"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("format", AssessmentDocument.format)
      $0.field("formatVersion", AssessmentDocument.version)
      $0.object("tool") {
        $0.field("name", context.tool.name)
        $0.field("version", context.tool.version)
      }
      $0.field("created", context.created?.description)
      AssessmentJSON(assessment).body(into: &$0)
    }
    return json.bytes
  }
}
