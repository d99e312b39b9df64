import Formats
import Model

/// The results of a run: findings, then those that somebody took out.
struct SARIFResults {
  private let assessment: Assessment
  private let rules: SARIFRules
  /// What stands for the artifact itself: its name without tag and digest.
  private let artifact: String

  init(_ assessment: Assessment, _ rules: SARIFRules) {
    self.assessment = assessment
    self.rules = rules
    let name = assessment.inventory.subject.untaggedName
    artifact = name.isEmpty ? "artifact" : name
  }

  func write(into json: inout JSONWriter) {
    for finding in assessment.findings { result(finding, dismissal: nil, into: &json) }
    for item in assessment.dismissed { result(item.finding, dismissal: item, into: &json) }
  }

  private func result(
    _ finding: Finding,
    dismissal: DismissedFinding?,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.field("ruleId", finding.rule)
      $0.field("ruleIndex", rules.index(of: finding))
      $0.field("kind", "fail")
      $0.field("level", finding.severity.level)
      $0.object("message") { $0.field("text", SARIFText.plain(message(of: finding))) }
      $0.list("locations") { location(of: finding, into: &$0) }
      $0.object("partialFingerprints") { $0.field("plimsoll/v1", finding.fingerprint) }
      if let rank = finding.vulnerability?.risk, (0...100).contains(rank) {
        $0.field("rank", JSONNumber(rank))
      }
      // Section 3.27.23: all results of a run have this, or none.
      if !assessment.dismissed.isEmpty { suppressions(dismissal, into: &$0) }
      $0.object("properties") { properties(of: finding, into: &$0) }
    }
  }

  private func message(of finding: Finding) -> String {
    guard let detail = finding.vulnerability else {
      return finding.remedy.isEmpty ? finding.title : "\(finding.title). \(finding.remedy)."
    }
    var text =
      "\(detail.package.fullName) \(detail.package.version): \(finding.rule), "
      + "\(finding.title)."
    if !finding.marks.isEmpty { text += " \(finding.marks.joined(separator: ", "))." }
    if !finding.remedy.isEmpty {
      text += " \(finding.remedy)."
    } else if detail.fixedVersions.isEmpty {
      text += " No fix: \(detail.fixState.words)."
    }
    return text
  }

  private func location(of finding: Finding, into json: inout JSONWriter) {
    let place = finding.location
    json.object {
      $0.object("physicalLocation") {
        $0.object("artifactLocation") {
          $0.field("uri", WebAddress.relative(path: place.path.isEmpty ? artifact : place.path))
        }
        // Viewers want a line; where there is none, it is the first.
        $0.object("region") {
          $0.field("startLine", max(1, place.line ?? 1))
          $0.field("startColumn", place.column)
        }
      }
      $0.list("logicalLocations") {
        if let package = finding.vulnerability?.package {
          let system = assessment.inventory.system
          logical(
            "package",
            package.fullName,
            full: package.purl(system: system)?.description ?? package.fullName,
            into: &$0
          )
        }
        if !place.innerPath.isEmpty {
          let full = "\(place.path)!/\(place.innerPath)"
          logical("file", place.innerPath, full: full, into: &$0)
        }
        if let layer = place.layer {
          logical("layer", "layer \(layer)", full: "\(artifact)/layer/\(layer)", into: &$0)
        }
      }
    }
  }

  private func logical(
    _ kind: String,
    _ name: String,
    full: String,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.field("kind", kind)
      $0.field("name", name)
      $0.field("fullyQualifiedName", full)
    }
  }

  private func suppressions(_ dismissal: DismissedFinding?, into json: inout JSONWriter) {
    json.list("suppressions") {
      guard let dismissal else { return }
      let reason = dismissal.reason.isEmpty ? "" : ": \(dismissal.reason)"
      $0.object {
        $0.field("kind", "external")
        $0.field("status", "accepted")
        $0.field(
          "justification",
          SARIFText.plain("\(dismissal.authority.words) of \(dismissal.origin)\(reason)")
        )
      }
    }
  }

  private func properties(of finding: Finding, into json: inout JSONWriter) {
    json.field("severity", finding.severity.rawValue)
    guard let detail = finding.vulnerability else { return }
    json.field("installed", detail.package.version)
    json.field("fixState", detail.fixState.rawValue)
    json.field("fixedVersions", detail.fixedVersions)
    json.field("isExploited", detail.exploited != nil)
    json.field("epss", detail.likelihood.flatMap { JSONNumber($0.probability) })
    json.field("isFromBase", detail.isFromBase)
    json.field("isKernelHeaders", detail.isKernelHeaders)
  }
}

extension Subject {
  /// The name without tag and digest, which change from build to build.
  var untaggedName: String {
    guard kind == .image else { return name }
    let bare = name.split(separator: "@", maxSplits: 1).first ?? ""
    let lastSlash = bare.lastIndex(of: "/") ?? bare.startIndex
    guard let colon = bare[lastSlash...].lastIndex(of: ":") else { return String(bare) }
    return String(bare[..<colon])
  }
}
