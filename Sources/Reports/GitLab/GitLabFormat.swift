import Formats
package import Model

/// GitLab's container scanning report, schema 15.0.
///
/// Source: the JSON schema `container-scanning-report-format` 15.0.6 of GitLab. Findings that
/// somebody took out are not in it, but for those that a VEX statement calls unaffected, which are
/// flagged as false positives.
package enum GitLabFormat: AssessmentFormat {
  package static let name = "gitlab"
  package static let summary = "GitLab container scanning report 15.0"
  package static let fileExtension = "gitlab.json"
  package static let mediaType = "application/json"

  private static let version = "15.0.6"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    let flagged = assessment.dismissed.filter { $0.authority == .vex }
    let findings =
      assessment.findings.map { ($0, nil) } + flagged.map { ($0.finding, Optional($0)) }
    var seen: [String: Int] = [:]
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("version", version)
      scan(of: assessment, in: context, into: &$0)
      $0.list("vulnerabilities") {
        for (finding, dismissal) in findings {
          seen[finding.fingerprint, default: 0] += 1
          let identity = "\(finding.fingerprint) \(seen[finding.fingerprint] ?? 1)"
          let id = InventoryJSONFormat.uuid(of: Array(identity.utf8))
          vulnerability(finding, dismissal, id: id, of: assessment.inventory, into: &$0)
        }
      }
    }
    return json.bytes
  }

  private static func scan(
    of assessment: Assessment,
    in context: ReportContext,
    into json: inout JSONWriter
  ) {
    let summary = AssessmentSummary(assessment)
    // The schema has no zone: UTC.
    let moment = String((context.created ?? .epoch).description.dropLast())
    json.object("scan") {
      for role in ["analyzer", "scanner"] {
        $0.object(role) {
          $0.field("id", context.tool.name)
          $0.field("name", context.tool.name)
          $0.field("version", context.tool.version)
          $0.object("vendor") { $0.field("name", context.tool.name) }
        }
      }
      $0.field("start_time", moment)
      $0.field("end_time", moment)
      $0.field("status", summary.coverage == .noData ? "failure" : "success")
      $0.field("type", "container_scanning")
      $0.list("messages") { messages(of: assessment, summary, into: &$0) }
    }
  }

  private static func messages(
    of assessment: Assessment,
    _ summary: AssessmentSummary,
    into json: inout JSONWriter
  ) {
    func message(_ level: String, _ text: String) {
      json.object {
        $0.field("level", level)
        $0.field("value", SafeText.clean(text))
      }
    }
    message(summary.coverage == .noData ? "fatal" : "info", summary.sentence)
    if summary.dismissed > 0 { message("info", "\(summary.dismissed) findings do not count") }
    for gap in assessment.gaps {
      let place = gap.path.isEmpty ? "" : "\(gap.path): "
      message("warn", "Could not look at \(place)\(gap.detail) (\(gap.reason.rawValue))")
    }
    for warning in assessment.verdict.warnings where !warning.isEmpty { message("warn", warning) }
  }

  private static func vulnerability(
    _ finding: Finding,
    _ dismissal: DismissedFinding?,
    id: String,
    of inventory: Inventory,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.field("id", id)
      $0.field("name", text("\(finding.rule): \(finding.title)", to: 255))
      $0.field("description", text(description(of: finding), to: 10_000))
      $0.field("severity", severity(finding.severity))
      if !finding.remedy.isEmpty { $0.field("solution", text(finding.remedy, to: 7000)) }
      $0.field("identifiers", identifiers(of: finding)) { identifier($1, into: &$0) }
      $0.field("links", nonEmpty: WebAddress.linkable(finding.references)) { json, address in
        json.object { $0.field("url", address) }
      }
      if let dismissal { flag(dismissal, into: &$0) }
      details(of: finding, into: &$0)
      location(of: finding, in: inventory, into: &$0)
    }
  }

  private static func text(_ text: String, to maximum: Int) -> String {
    MarkupText.shortened(SafeText.clean(text), to: maximum)
  }

  private static func description(of finding: Finding) -> String {
    guard let detail = finding.vulnerability else { return finding.title }
    let marks = finding.marks.isEmpty ? "" : " (\(finding.marks.joined(separator: ", ")))"
    return "\(finding.title), in \(detail.package.fullName) \(detail.package.version)\(marks)"
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .critical: "Critical"
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    case .negligible: "Info"
    case .unknown: "Unknown"
    }
  }

  /// The first is what the finding is known by.
  private static func identifiers(of finding: Finding) -> [String] {
    var seen: Set<String> = []
    let all = [finding.rule] + (finding.vulnerability?.identifiers ?? [])
    let found = all.filter { !$0.isEmpty && seen.insert($0).inserted }
    return found.isEmpty ? ["unnamed"] : found
  }

  private static func identifier(_ name: String, into json: inout JSONWriter) {
    let kinds = ["CVE-": "cve", "GHSA-": "ghsa", "DSA-": "dsa", "USN-": "usn", "RHSA-": "rhsa"]
    let kind = kinds.first { name.hasPrefix($0.key) }?.value ?? "plimsoll"
    let clean = SafeText.clean(name)
    json.object {
      $0.field("type", kind)
      $0.field("name", clean)
      $0.field("value", clean)
    }
  }

  private static func flag(_ dismissal: DismissedFinding, into json: inout JSONWriter) {
    let reason = dismissal.reason.isEmpty ? "not affected" : dismissal.reason
    json.list("flags") {
      $0.object {
        $0.field("type", "flagged-as-likely-false-positive")
        $0.field("origin", text("VEX \(dismissal.origin)", to: 255))
        $0.field("description", text(reason, to: 7000))
      }
    }
  }

  private static func details(of finding: Finding, into json: inout JSONWriter) {
    let fix = finding.vulnerability?.fixedVersions.joined(separator: ", ") ?? ""
    let facts = [
      ("fixed", "Fixed in", fix), ("path", "Found at", finding.location.text),
      ("layer", "Layer", finding.location.layer.map { String($0) } ?? ""),
      ("marks", "Marks", finding.marks.joined(separator: ", ")),
      ("fingerprint", "Fingerprint", finding.fingerprint),
    ]
    json.object("details") {
      for (key, title, value) in facts where !value.isEmpty {
        $0.object(key) {
          $0.field("name", title)
          $0.field("type", "text")
          $0.field("value", text(value, to: 2000))
        }
      }
    }
  }

  private static func location(
    of finding: Finding,
    in inventory: Inventory,
    into json: inout JSONWriter
  ) {
    let package = finding.vulnerability?.package
    let system = inventory.system.map { "\($0.id) \($0.version)" } ?? "unknown"
    let image = inventory.subject.name.isEmpty ? "unknown" : inventory.subject.name
    json.object("location") {
      $0.object("dependency") {
        $0.object("package") {
          $0.field("name", SafeText.clean(package?.fullName ?? finding.location.text))
        }
        $0.field("version", SafeText.clean(package?.version ?? ""))
      }
      $0.field("operating_system", SafeText.clean(system))
      $0.field("image", SafeText.clean(image))
    }
  }
}
