import Model

/// Why something that we found may not be among another scanner's findings: what its report itself
/// shows, and else the record that we have it from.
package enum ExtraReason: String, Sendable, CaseIterable {
  /// It found it and left it out.
  case ignoredThere = "ignored-there"
  /// It has the package in another version.
  case versionDiffers = "version-differs"
  /// It lists packages, and this one is not among them.
  case packageNotListed = "package-not-listed"
  /// Nothing without a fix is in its report.
  case unfixedLeftOut = "unfixed-left-out"
  /// Nothing of this severity or below is in its report.
  case severityLeftOut = "severity-left-out"
  /// The package was published to do harm, or nobody looks after it: not every scanner tells that.
  case otherKind = "other-kind"
  /// It has the package, and not the flaw: this is the record we have it from.
  case ourRecord = "our-record"

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Finds out what another scanner's report shows of why it lacks a finding.
struct ExtraReasons {
  private let report: ForeignReport
  private var versions: [String: Set<String>] = [:]
  private var ignored: Set<[String]> = []
  private let hasUnfixed: Bool
  private let lowest: Severity?
  /// Whether its packages are there even without findings.
  private let listsPackages: Bool

  init(_ report: ForeignReport) {
    self.report = report
    for package in report.packages { versions[package.key, default: []].insert(package.versionKey) }
    for entry in report.ignored {
      for name in entry.names { ignored.insert([entry.package.key, name.uppercased()]) }
    }
    hasUnfixed = report.findings.contains(where: \.fixedVersions.isEmpty)
    lowest = report.findings.map(\.severity).min()
    listsPackages = report.packages.count > Set(report.findings.map(\.package)).count
  }

  func reason(for finding: Finding) -> (ExtraReason, String) {
    guard let detail = finding.vulnerability else { return (.otherKind, finding.kind.rawValue) }
    let package = ForeignPackage(detail.package)
    if detail.identifiers.contains(where: { ignored.contains([package.key, $0.uppercased()]) }) {
      return (.ignoredThere, "it is among what was left out there")
    }
    if let others = versions[package.key], !others.contains(package.versionKey) {
      return (.versionDiffers, "there it is \(ForeignReport.few(others))")
    }
    if listsPackages, versions[package.key] == nil {
      return (.packageNotListed, "the report does not list \(package.name)")
    }
    if finding.kind != .vulnerability { return (.otherKind, "it is \(finding.kind.rawValue)") }
    if detail.fixedVersions.isEmpty, !hasUnfixed, !report.findings.isEmpty {
      return (.unfixedLeftOut, "the report has nothing that has no fix")
    }
    if let lowest, finding.severity != .unknown, finding.severity < lowest {
      return (.severityLeftOut, "the report has nothing below \(lowest.rawValue)")
    }
    let record = detail.advisories.first.map { advisory in
      "\(advisory.id) of \(advisory.feed), \(advisory.space) \(advisory.packageName): "
        + "\(advisory.version) is in \(advisory.range), \(advisory.fixState.rawValue)"
    }
    return (.ourRecord, record ?? "")
  }
}
