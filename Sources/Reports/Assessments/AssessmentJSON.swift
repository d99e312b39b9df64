import Formats
import Model

/// The parts of the own JSON document of an assessment.
struct AssessmentJSON {
  private let assessment: Assessment
  /// Those that findings are about, sorted, each once.
  private let packages: [Package]
  private let places: [Package: Int]

  init(_ assessment: Assessment) {
    self.assessment = assessment
    let findings = assessment.findings + assessment.dismissed.map(\.finding)
    packages = Set(findings.compactMap { $0.vulnerability?.package }).sorted()
    places = Dictionary(
      packages.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What depends on nothing but the assessment.
  func body(into json: inout JSONWriter) {
    let inventory = assessment.inventory
    InventoryJSON.subject(inventory.subject, into: &json)
    summary(into: &json)
    json.key("system")
    if let system = inventory.system {
      InventoryJSON.system(system, into: &json)
    } else {
      json.null()
    }
    json.field("layers", inventory.layers) { InventoryJSON.layer($1, into: &$0) }
    verdict(into: &json)
    surface(into: &json)
    json.field("remedies", RemedyPlan(assessment.findings).remedies) { remedy($1, into: &$0) }
    json.field("findings", assessment.findings) { json, finding in
      json.object { self.finding(finding, into: &$0) }
    }
    json.field("dismissed", assessment.dismissed) { dismissed($1, into: &$0) }
    json.field("packages", packages) { json, package in
      InventoryJSON.package(package, system: inventory.system, into: &json)
    }
    json.field("gaps", assessment.gaps) { InventoryJSON.gap($1, into: &$0) }
    json.field("data", assessment.data) { Self.data($1, into: &$0) }
  }

  /// What the data and the policy say, without what depends on the inventory alone.
  func judgement(into json: inout JSONWriter) {
    frame(into: &json)
    json.field("findings", assessment.findings) { json, finding in
      json.object { self.finding(finding, into: &$0) }
    }
    json.field("dismissed", assessment.dismissed) { dismissed($1, into: &$0) }
  }

  /// Counts, verdict and data.
  func frame(into json: inout JSONWriter) {
    summary(into: &json)
    verdict(into: &json)
    json.field("data", assessment.data) { Self.data($1, into: &$0) }
  }

  private func summary(into json: inout JSONWriter) {
    let summary = AssessmentSummary(assessment)
    var ecosystems: [String: Int] = [:]
    for package in assessment.inventory.packages {
      ecosystems[package.ecosystem.rawValue, default: 0] += 1
    }
    json.object("summary") {
      $0.field("coverage", summary.coverage.rawValue)
      $0.field("sentence", summary.sentence)
      $0.field("findings", summary.findings)
      $0.object("findingsByKind") {
        for kind in Finding.Kind.allCases where summary.byKind[kind, default: 0] > 0 {
          $0.field(kind.rawValue, summary.byKind[kind, default: 0])
        }
      }
      $0.object("findingsBySeverity") {
        for severity in Severity.worstFirst {
          $0.field(severity.rawValue, summary.bySeverity[severity, default: 0])
        }
      }
      $0.field("fixable", summary.fixable)
      $0.field("exploited", summary.exploited)
      $0.field("dismissed", summary.dismissed)
      $0.field("gaps", summary.gaps)
      $0.field("usesStarter", summary.usesStarter)
      $0.field("packages", assessment.inventory.packages.count)
      $0.object("packagesByEcosystem") {
        for (name, count) in ecosystems.sorted(by: { $0.key < $1.key }) { $0.field(name, count) }
      }
    }
  }

  private func surface(into json: inout JSONWriter) {
    guard let surface = assessment.surface else { return }
    json.object("surface") {
      $0.field("score", surface.value)
      $0.field("parts", surface.parts) { json, part in
        json.object {
          $0.field("name", part.name)
          $0.field("points", part.points)
        }
      }
    }
  }

  private func verdict(into json: inout JSONWriter) {
    let verdict = assessment.verdict
    json.object("verdict") {
      $0.field("outcome", verdict.outcome.rawValue)
      $0.field("reasons", verdict.reasons)
      $0.field("warnings", verdict.warnings)
      $0.field("deciding", verdict.deciding)
    }
  }

  private func remedy(_ remedy: Remedy, into json: inout JSONWriter) {
    json.object {
      $0.field("action", remedy.action.rawValue)
      $0.field("sentence", remedy.sentence)
      $0.field("upgrades", nonEmpty: remedy.upgrades) { json, upgrade in
        json.object {
          $0.field("ecosystem", upgrade.ecosystem.rawValue)
          $0.field("name", upgrade.name)
          $0.field("packages", upgrade.packages)
          $0.field("installed", upgrade.installed)
          $0.field("target", upgrade.target)
          $0.field("channel", nonEmpty: upgrade.channel)
          $0.field("findings", upgrade.findings)
        }
      }
      $0.field("findings", remedy.findings)
    }
  }

  func dismissed(_ item: DismissedFinding, into json: inout JSONWriter) {
    json.object {
      $0.field("authority", item.authority.rawValue)
      $0.field("origin", item.origin)
      $0.field("reason", nonEmpty: item.reason)
      $0.object("finding") { finding(item.finding, into: &$0) }
    }
  }

  func finding(_ finding: Finding, into json: inout JSONWriter) {
    json.field("kind", finding.kind.rawValue)
    json.field("rule", finding.rule)
    json.field("severity", finding.severity.rawValue)
    json.field("title", finding.title)
    json.object("location") {
      $0.field("path", finding.location.path)
      $0.field("innerPath", nonEmpty: finding.location.innerPath)
      $0.field("layer", finding.location.layer)
      $0.field("line", finding.location.line)
      $0.field("column", finding.location.column)
    }
    json.field("remedy", finding.remedy)
    json.field("references", finding.references)
    json.field("fingerprint", finding.fingerprint)
    if let detail = finding.vulnerability {
      json.object("vulnerability") {
        $0.field("package", places[detail.package])
        VulnerabilityJSON.detail(detail, into: &$0)
      }
    }
    if let detail = finding.check {
      json.object("check") {
        $0.field("aliases", detail.aliases)
        $0.field("anchor", detail.anchor)
        $0.field("why", detail.why)
        if !detail.places.isEmpty { $0.field("places", detail.places) }
      }
    }
  }

  static func data(_ source: DataSource, into json: inout JSONWriter) {
    json.object {
      $0.field("space", source.space)
      $0.field("feeds", source.feeds)
      $0.field("date", nonEmpty: source.date)
      $0.field("records", source.records)
      $0.field("isStarter", source.isStarter)
    }
  }
}

/// What is known of one flaw in one package, as JSON.
enum VulnerabilityJSON {
  /// Everything but the package.
  static func detail(_ detail: VulnerabilityDetail, into json: inout JSONWriter) {
    json.field("identifiers", detail.identifiers)
    json.field("risk", JSONNumber(detail.risk))
    json.field("fixState", detail.fixState.rawValue)
    json.field("fixedVersions", detail.fixedVersions)
    json.field("fixChannel", nonEmpty: detail.fixChannel)
    if let exploited = detail.exploited {
      json.object("exploited") {
        $0.field("added", exploited.added)
        $0.field("due", nonEmpty: exploited.due)
        $0.field("isUsedByRansomware", exploited.isUsedByRansomware)
      }
    }
    if let likelihood = detail.likelihood {
      json.object("likelihood") {
        $0.field("probability", JSONNumber(likelihood.probability))
        $0.field("percentile", JSONNumber(likelihood.percentile))
        $0.field("date", nonEmpty: likelihood.date)
      }
    }
    if let deciding = detail.decidingSeverity {
      json.key("decidingSeverity")
      statement(deciding, into: &json)
    }
    json.field("severities", detail.severities) { statement($1, into: &$0) }
    json.field("weaknesses", detail.weaknesses)
    json.field("published", nonEmpty: detail.published)
    json.field("modified", nonEmpty: detail.modified)
    json.field("isFromBase", detail.isFromBase)
    json.field("isKernelHeaders", detail.isKernelHeaders)
    json.field("advisories", detail.advisories) { advisory($1, into: &$0) }
  }

  private static func statement(_ statement: SeverityStatement, into json: inout JSONWriter) {
    json.object {
      $0.field("source", statement.source)
      $0.field("scale", statement.scale.rawValue)
      $0.field("text", statement.text)
      $0.field("score", statement.score.flatMap { JSONNumber($0) })
      $0.field("severity", statement.severity.rawValue)
    }
  }

  private static func advisory(_ advisory: MatchedAdvisory, into json: inout JSONWriter) {
    json.object {
      $0.field("id", advisory.id)
      $0.field("feed", advisory.feed)
      $0.field("space", advisory.space)
      $0.field("packageName", advisory.packageName)
      $0.field("version", advisory.version)
      $0.field("range", advisory.range)
      $0.field("fixState", advisory.fixState.rawValue)
    }
  }
}
