package import Advisories
package import Model

/// An assessment of ours held against another scanner's report of the same artifact.
package struct ReportComparison: Hashable, Sendable {
  /// A flaw in a package that both found.
  package struct Agreement: Hashable, Sendable {
    package var finding: Finding
    package var theirs: ForeignFinding
    /// What differs all the same: severity or fix, a sentence each.
    package var differences: [String]
  }

  /// Something only they found, with why we did not.
  package struct Missing: Hashable, Sendable {
    package var theirs: ForeignFinding
    package var reason: MissingReason
    package var detail: String
  }

  /// Something only we found, with why they may not have.
  package struct Extra: Hashable, Sendable {
    package var finding: Finding
    package var reason: ExtraReason
    package var detail: String
  }

  package private(set) var report: ForeignReport
  package private(set) var agreements: [Agreement] = []
  /// Theirs alone.
  package private(set) var missing: [Missing] = []
  /// Ours alone.
  package private(set) var extra: [Extra] = []

  package init(
    _ assessment: Assessment,
    with report: ForeignReport,
    by matcher: Matcher
  ) throws(AdvisoryIndexError) {
    self.report = report
    var ours = OwnFindings(assessment)
    var seen: Set<[String]> = []
    var unmatched: [ForeignFinding] = []
    // One package in several places is one difference.
    for theirs in report.findings
    where seen.insert([theirs.id, theirs.package.key, theirs.package.versionKey]).inserted {
      if let finding = ours.take(theirs) {
        agreements.append(Agreement(finding, theirs))
      } else {
        unmatched.append(theirs)
      }
    }
    var missingReasons = MissingReasons(assessment, matcher)
    for theirs in unmatched {
      let (reason, detail) = try missingReasons.reason(for: theirs)
      missing.append(Missing(theirs: theirs, reason: reason, detail: detail))
    }
    let extraReasons = ExtraReasons(report)
    extra = ours.left.map { finding in
      let (reason, detail) = extraReasons.reason(for: finding)
      return Extra(finding: finding, reason: reason, detail: detail)
    }
    sort()
  }

  private mutating func sort() {
    missing.sort { left, right in
      let keys = [left, right].map { item in
        (item.reason.rank, item.theirs.package.key, item.theirs.id)
      }
      return keys[0] < keys[1]
    }
    agreements.sort { $0.finding.isMorePressing(than: $1.finding) }
    extra.sort { left, right in
      if left.reason.rank != right.reason.rank { return left.reason.rank < right.reason.rank }
      return left.finding.isMorePressing(than: right.finding)
    }
  }
}

extension ReportComparison.Agreement {
  fileprivate init(_ finding: Finding, _ theirs: ForeignFinding) {
    self.finding = finding
    self.theirs = theirs
    differences = []
    if theirs.severity != finding.severity {
      differences.append(
        "severity \(finding.severity.rawValue) here, \(theirs.severity.rawValue) there"
      )
    }
    let own = finding.vulnerability?.fixedVersions ?? []
    if own != theirs.fixedVersions,
      own.isEmpty != theirs.fixedVersions.isEmpty
        || !own.contains(where: { theirs.fixedVersions.contains($0) })
    {
      let words = { (versions: [String]) in
        versions.isEmpty ? "none" : versions.joined(separator: ", ")
      }
      differences.append("fix \(words(own)) here, \(words(theirs.fixedVersions)) there")
    }
  }
}

/// Our findings, one for each flaw in each version of a package, to be taken one by one.
private struct OwnFindings {
  private var findings: [Finding] = []
  /// The packages of the findings as other tools write them, by place.
  private var packages: [ForeignPackage] = []
  private var isTaken: [Bool]
  /// Places by name of the package and of the flaw.
  private var places: [[String]: [Int]] = [:]

  init(_ assessment: Assessment) {
    var seen: Set<[String]> = []
    for finding in assessment.findings {
      guard let detail = finding.vulnerability else { continue }
      let own = ForeignPackage(detail.package)
      guard seen.insert([finding.rule, own.key, own.versionKey]).inserted else { continue }
      for name in detail.identifiers {
        places[[own.key, name.uppercased()], default: []].append(findings.count)
      }
      findings.append(finding)
      packages.append(own)
    }
    isTaken = findings.map { _ in false }
  }

  /// Our finding of the same flaw in the same version of the same package.
  mutating func take(_ theirs: ForeignFinding) -> Finding? {
    for name in theirs.flawNames {
      for place in places[[theirs.package.key, name.uppercased()]] ?? []
      where packages[place].versionKey == theirs.package.versionKey {
        isTaken[place] = true
        return findings[place]
      }
    }
    return nil
  }

  var left: [Finding] {
    zip(findings, isTaken).filter { !$0.1 }.map(\.0)
  }
}
