import Formats
package import Model

/// Static analysis results, SARIF 2.1.0.
///
/// Source: OASIS SARIF 2.1.0 and its schema. Results are known again by their fingerprint, and
/// locations name no tag, so that a new build of an image has the same alerts. Gaps are
/// notifications of the run.
package enum SARIFFormat: AssessmentFormat {
  package static let name = "sarif"
  package static let summary = "SARIF 2.1.0, for code scanning"
  package static let fileExtension = "sarif"
  package static let mediaType = "application/sarif+json"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    let rules = SARIFRules(assessment)
    let results = SARIFResults(assessment, rules)
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      $0.field("version", "2.1.0")
      $0.list("runs") {
        $0.object {
          $0.object("tool") {
            $0.object("driver") {
              $0.field("name", context.tool.name)
              $0.field("version", context.tool.version)
              rules.write(into: &$0)
            }
          }
          $0.list("invocations") { invocation(of: assessment, in: context, into: &$0) }
          $0.field("columnKind", "unicodeCodePoints")
          $0.list("results") { results.write(into: &$0) }
          $0.object("properties") { properties(of: assessment, into: &$0) }
        }
      }
    }
    return json.bytes
  }

  private static func invocation(
    of assessment: Assessment,
    in context: ReportContext,
    into json: inout JSONWriter
  ) {
    let summary = AssessmentSummary(assessment)
    json.object {
      $0.field("executionSuccessful", summary.coverage != .noData)
      $0.field("endTimeUtc", context.created?.description)
      $0.list("toolExecutionNotifications") { json in
        if summary.coverage == .noData {
          notification("no-data", "error", summary.sentence, path: "", into: &json)
        }
        for gap in assessment.gaps {
          let place = gap.path.isEmpty ? "" : "\(gap.path): "
          let text = "\(place)\(gap.detail) (\(gap.source))"
          notification(gap.reason.rawValue, "warning", text, path: gap.path, into: &json)
        }
      }
    }
  }

  private static func notification(
    _ identifier: String,
    _ level: String,
    _ text: String,
    path: String,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.object("descriptor") { $0.field("id", "gap/\(identifier)") }
      $0.field("level", level)
      $0.object("message") { $0.field("text", SARIFText.plain(text)) }
      if !path.isEmpty {
        $0.list("locations") {
          $0.object {
            $0.object("physicalLocation") {
              $0.object("artifactLocation") { $0.field("uri", WebAddress.relative(path: path)) }
            }
          }
        }
      }
    }
  }

  private static func properties(of assessment: Assessment, into json: inout JSONWriter) {
    let summary = AssessmentSummary(assessment)
    json.field("coverage", summary.coverage.rawValue)
    json.field("verdict", assessment.verdict.outcome.rawValue)
    json.field("usesStarter", summary.usesStarter)
    json.field("data", assessment.data) { json, source in
      json.object {
        $0.field("space", source.space)
        $0.field("date", nonEmpty: source.date)
        $0.field("records", source.records)
      }
    }
  }
}

/// Text as messages of SARIF have it.
enum SARIFText {
  /// Square brackets before round ones would make a link (section 3.11.6).
  static func plain(_ text: String) -> String {
    let clean = SafeText.clean(text)
    guard clean.contains("](") else { return clean.isEmpty ? "–" : clean }
    return clean.split(separator: "](", omittingEmptySubsequences: false).joined(separator: "] (")
  }
}
