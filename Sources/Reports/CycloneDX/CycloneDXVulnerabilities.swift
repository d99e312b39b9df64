import Formats
import Model

/// The vulnerabilities of a bill of materials.
struct CycloneDXVulnerabilities {
  private let assessment: Assessment
  private let references: [String]
  private let places: PackagePlaces

  init(_ assessment: Assessment, _ graph: CycloneDXGraph) {
    self.assessment = assessment
    references = graph.references
    places = PackagePlaces(assessment.inventory)
  }

  func write(into json: inout JSONWriter) {
    var seen: [String: Int] = [:]
    json.list("vulnerabilities") {
      let dismissed = assessment.dismissed.map { ($0.finding, Optional($0)) }
      for (finding, dismissal) in assessment.findings.map({ ($0, nil) }) + dismissed {
        let count = seen[finding.fingerprint, default: 0] + 1
        seen[finding.fingerprint] = count
        let suffix = count == 1 ? "" : "|\(count)"
        let reference = "finding:\(finding.fingerprint)\(suffix)"
        vulnerability(finding, dismissal, reference: reference, into: &$0)
      }
    }
  }

  private func vulnerability(
    _ finding: Finding,
    _ dismissal: DismissedFinding?,
    reference: String,
    into json: inout JSONWriter
  ) {
    let detail = finding.vulnerability
    json.object {
      $0.field("bom-ref", reference)
      $0.field("id", finding.rule)
      if let advisory = detail?.advisories.first {
        $0.object("source") { $0.field("name", advisory.feed) }
      }
      aliases(of: finding, into: &$0)
      ratings(of: finding, into: &$0)
      let weaknesses = (detail?.weaknesses ?? []).compactMap(Weakness.number)
      $0.field("cwes", nonEmpty: weaknesses)
      $0.field("description", nonEmpty: finding.title)
      $0.field("recommendation", nonEmpty: finding.remedy)
      $0.field("advisories", nonEmpty: WebAddress.linkable(finding.references)) { json, address in
        json.object { $0.field("url", address) }
      }
      $0.field("published", detail.flatMap { Self.moment($0.published) })
      $0.field("updated", detail.flatMap { Self.moment($0.modified) })
      if let dismissal { analysis(dismissal, into: &$0) }
      affects(finding, isAffected: dismissal?.authority != .vex, into: &$0)
      $0.field("properties", properties(of: finding)) {
        CycloneDXComponent.property($1, into: &$0)
      }
    }
  }

  private func aliases(of finding: Finding, into json: inout JSONWriter) {
    guard let detail = finding.vulnerability else { return }
    var seen: Set<String> = [finding.rule]
    let others = (detail.identifiers + detail.advisories.map(\.id)).filter {
      !$0.isEmpty && seen.insert($0).inserted
    }
    let feeds = Dictionary(
      detail.advisories.map { ($0.id, $0.feed) },
      uniquingKeysWith: { first, _ in first }
    )
    json.field("references", nonEmpty: others) { json, identifier in
      json.object {
        $0.field("id", identifier)
        $0.object("source") { $0.field("name", nonEmpty: feeds[identifier] ?? "") }
      }
    }
  }

  /// The deciding one first; where there is none, the severity alone.
  private func ratings(of finding: Finding, into json: inout JSONWriter) {
    let detail = finding.vulnerability
    let deciding = detail?.decidingSeverity
    var statements = (detail?.severities ?? []).filter { $0 != deciding }
    if let deciding { statements.insert(deciding, at: 0) }
    json.list("ratings") {
      if deciding?.severity != finding.severity {
        $0.object { $0.field("severity", Self.severity(finding.severity)) }
      }
      for statement in statements {
        $0.object {
          $0.object("source") { $0.field("name", statement.source) }
          $0.field("score", statement.score.flatMap { JSONNumber($0) })
          $0.field("severity", Self.severity(statement.severity))
          $0.field("method", Self.method(statement.scale))
          $0.field("vector", statement.scale == .word ? nil : statement.text)
        }
      }
    }
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high, .medium, .low, .unknown: severity.rawValue
    case .negligible: "info"
    }
  }

  private static func method(_ scale: SeverityStatement.Scale) -> String {
    switch scale {
    case .cvss2: "CVSSv2"
    case .cvss30: "CVSSv3"
    case .cvss31: "CVSSv31"
    case .cvss4: "CVSSv4"
    case .word: "other"
    }
  }

  /// The beginning of a day; `nil` for what is none.
  private static func moment(_ day: String) -> String? {
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.map(\.utf8.count) == [4, 2, 2], numbers.count == 3,
      day.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }),
      (1...12).contains(numbers[1]), (1...28).contains(numbers[2]) || isDay(numbers)
    else { return nil }
    return "\(day)T00:00:00Z"
  }

  private static func isDay(_ numbers: [Int]) -> Bool {
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  private func affects(_ finding: Finding, isAffected: Bool, into json: inout JSONWriter) {
    let reference = places[finding].map { references[$0] } ?? CycloneDXComponent.subjectReference
    json.list("affects") {
      $0.object {
        $0.field("ref", reference)
        guard let version = finding.vulnerability?.package.version,
          (1...1024).contains(version.unicodeScalars.count)
        else { return }
        $0.list("versions") {
          $0.object {
            $0.field("version", version)
            $0.field("status", isAffected ? "affected" : "unaffected")
          }
        }
      }
    }
  }

  private func properties(of finding: Finding) -> [CycloneDXProperty] {
    var properties = [
      CycloneDXProperty("plimsoll:kind", finding.kind.rawValue),
      CycloneDXProperty("plimsoll:fingerprint", finding.fingerprint),
    ]
    guard let detail = finding.vulnerability else { return properties }
    properties.append(CycloneDXProperty("plimsoll:risk", "\(detail.risk)"))
    properties.append(CycloneDXProperty("plimsoll:fix:state", detail.fixState.rawValue))
    properties += detail.fixedVersions.map { CycloneDXProperty("plimsoll:fix:version", $0) }
    if let exploited = detail.exploited {
      properties.append(CycloneDXProperty("plimsoll:exploited", exploited.added))
    }
    if let likelihood = detail.likelihood {
      properties.append(CycloneDXProperty("plimsoll:epss", "\(likelihood.probability)"))
    }
    return properties
  }
}

extension CycloneDXVulnerabilities {
  /// Why a finding does not count, in the words of the format as far as it has them.
  private func analysis(_ dismissal: DismissedFinding, into json: inout JSONWriter) {
    let reason = dismissal.reason.isEmpty ? "" : ": \(dismissal.reason)"
    json.object("analysis") {
      switch dismissal.authority {
      case .vex:
        $0.field("state", "not_affected")
        $0.field("justification", Self.justification(dismissal.reason))
      case .waiver, .ignoreFile:
        $0.field("state", "exploitable")
        $0.field("response", ["will_not_fix"])
      case .baseline, .option: $0.field("state", "in_triage")
      }
      $0.field("detail", "\(dismissal.authority.words) of \(dismissal.origin)\(reason)")
    }
  }

  /// The justifications of OpenVEX as those of CycloneDX; `nil` where there is no such one.
  private static func justification(_ reason: String) -> String? {
    switch reason {
    case "component_not_present", "vulnerable_code_not_present": "code_not_present"
    case "vulnerable_code_not_in_execute_path": "code_not_reachable"
    case "inline_mitigations_already_exist": "protected_by_mitigating_control"
    case "code_not_present", "code_not_reachable", "requires_configuration", "requires_dependency",
      "requires_environment", "protected_by_compiler", "protected_at_runtime",
      "protected_at_perimeter", "protected_by_mitigating_control":
      reason
    default: nil
    }
  }
}
