import Formats
import Model

/// The rules of a run: each identifier once, sorted, with the worst that is said of it.
struct SARIFRules {
  private let rules: [Finding]
  private let places: [String: Int]

  init(_ assessment: Assessment) {
    var worst: [String: Finding] = [:]
    for finding in assessment.findings + assessment.dismissed.map(\.finding) {
      if let known = worst[finding.rule], known.severity >= finding.severity { continue }
      worst[finding.rule] = finding
    }
    rules = worst.values.sorted { $0.rule < $1.rule }
    places = Dictionary(
      rules.enumerated().map { ($1.rule, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  func index(of finding: Finding) -> Int? { places[finding.rule] }

  func write(into json: inout JSONWriter) {
    json.field("rules", rules) { json, finding in
      json.object {
        $0.field("id", finding.rule)
        $0.field("name", Self.name(of: finding.kind))
        $0.object("shortDescription") { $0.field("text", SARIFText.plain(finding.title)) }
        $0.object("fullDescription") { $0.field("text", SARIFText.plain(description(of: finding))) }
        $0.field("helpUri", WebAddress.linkable(finding.references).first)
        $0.object("help") { help(of: finding, into: &$0) }
        $0.object("defaultConfiguration") { $0.field("level", finding.severity.level) }
        $0.object("properties") { properties(of: finding, into: &$0) }
      }
    }
  }

  private static func name(of kind: Finding.Kind) -> String {
    switch kind {
    case .vulnerability: "KnownVulnerability"
    case .malware: "Malware"
    case .misconfiguration: "Misconfiguration"
    case .secret: "Secret"
    case .privilege: "Privilege"
    case .surface: "AttackSurface"
    case .provenance: "Provenance"
    case .behavior: "Behavior"
    }
  }

  private func description(of finding: Finding) -> String {
    let others = finding.identifiers.dropFirst()
    let aliases = others.isEmpty ? "" : " (also \(others.joined(separator: ", ")))"
    let why = finding.check.map { ". \($0.why)" } ?? ""
    return "\(finding.rule)\(aliases): \(finding.title)\(why)"
  }

  private func help(of finding: Finding, into json: inout JSONWriter) {
    let links = WebAddress.linkable(finding.references)
    var text = "Severity: \(finding.severity.rawValue)."
    if !finding.remedy.isEmpty { text += " \(finding.remedy)." }
    json.field("text", SARIFText.plain(([text] + links).joined(separator: " ")))
  }

  private func properties(of finding: Finding, into json: inout JSONWriter) {
    json.field("security-severity", finding.securitySeverity)
    json.field("precision", "very-high")
    let weaknesses = (finding.vulnerability?.weaknesses ?? []).compactMap(Weakness.number)
    json.field(
      "tags",
      ["security", finding.kind.rawValue] + weaknesses.map { "external/cwe/cwe-\($0)" }
    )
  }
}

/// Numbers of the Common Weakness Enumeration.
enum Weakness {
  /// 79 of `CWE-79`; `nil` where it is no such thing.
  static func number(_ text: String) -> Int? {
    guard text.hasPrefix("CWE-"), let number = Int(text.dropFirst(4)),
      (1..<100_000).contains(number)
    else { return nil }
    return number
  }
}

extension Severity {
  /// The level of SARIF: what nobody has rated is no mere note.
  var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium, .unknown: "warning"
    case .low, .negligible: "note"
    }
  }

  /// The scores that code scanning takes for this severity.
  fileprivate var scores: ClosedRange<Double> {
    switch self {
    case .critical: 9.1...10
    case .high: 7...8.9
    case .medium: 4...6.9
    case .low: 0.1...3.9
    case .negligible: 0.1...0.1
    case .unknown: 0...0
    }
  }
}

extension Finding {
  /// A score from 0 to 10 as text: that of the deciding vector as far as it agrees with the
  /// severity, which the publisher may have set apart from it.
  var securitySeverity: String {
    let range = severity.scores
    let middle = ((range.lowerBound + range.upperBound) * 5).rounded() / 10
    guard let score = vulnerability?.decidingSeverity?.score, score.isFinite else {
      return "\(middle)"
    }
    let bounded = min(max(score, range.lowerBound), range.upperBound)
    return "\((bounded * 10).rounded() / 10)"
  }
}
