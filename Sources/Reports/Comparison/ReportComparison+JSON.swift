import Formats
import Model

extension ReportComparison {
  /// For programs.
  package var json: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("format", "plimsoll-comparison")
      $0.field("formatVersion", "1.0")
      $0.field("with", report.tool.rawValue)
      $0.field("artifact", nonEmpty: report.artifact)
      $0.object("summary") {
        $0.field("both", agreements.count)
        $0.field("differing", agreements.count { !$0.differences.isEmpty })
        $0.field("onlyThere", missing.count)
        $0.field("onlyHere", extra.count)
      }
      $0.field("both", agreements) { json, item in
        json.object {
          Self.write(item.finding, to: &$0)
          Self.write(item.theirs, to: &$0)
          $0.field("differences", nonEmpty: item.differences)
        }
      }
      $0.field("onlyThere", missing) { json, item in
        json.object {
          Self.write(item.theirs, to: &$0)
          $0.field("package", item.theirs.package.name)
          $0.field("version", item.theirs.package.version)
          $0.field("path", nonEmpty: item.theirs.path)
          $0.field("reason", item.reason.rawValue)
          $0.field("detail", item.detail)
        }
      }
      $0.field("onlyHere", extra) { json, item in
        json.object {
          Self.write(item.finding, to: &$0)
          $0.field("reason", item.reason.rawValue)
          $0.field("detail", item.detail)
        }
      }
    }
    return json.bytes
  }

  private static func write(_ finding: Finding, to json: inout JSONWriter) {
    json.field("rule", finding.rule)
    json.field("severity", finding.severity.rawValue)
    json.field("fingerprint", finding.fingerprint)
    guard let detail = finding.vulnerability else { return }
    json.field("package", detail.package.fullName)
    json.field("version", detail.package.version)
    json.field("fixedVersions", nonEmpty: detail.fixedVersions)
  }

  private static func write(_ theirs: ForeignFinding, to json: inout JSONWriter) {
    json.object("theirs") {
      $0.field("id", theirs.id)
      $0.field("severity", theirs.severity.rawValue)
      $0.field("fixedVersions", nonEmpty: theirs.fixedVersions)
      $0.field("source", nonEmpty: theirs.source)
    }
  }
}
