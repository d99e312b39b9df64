import Model

extension ReportComparison {
  /// For people: counts first, then each difference below its reason.
  package var text: String {
    let name = report.tool == .trivy ? "Trivy" : "Grype"
    var lines = [
      "Compared with a report of \(name)\(report.artifact.isEmpty ? "" : " of \(report.artifact)")"
    ]
    let differing = agreements.count { !$0.differences.isEmpty }
    lines.append(
      "\(agreements.count) in both, \(differing) of them with differences; "
        + "\(missing.count) only there, \(extra.count) only here"
    )
    for reason in MissingReason.allCases {
      let own = missing.filter { $0.reason == reason }
      if own.isEmpty { continue }
      lines += ["", "Only there: \(reason.sentence) (\(own.count))"]
      for item in own {
        let package = item.theirs.package
        lines.append("  \(item.theirs.id) \(package.name) \(package.version): \(item.detail)")
      }
    }
    for reason in ExtraReason.allCases {
      let own = extra.filter { $0.reason == reason }
      if own.isEmpty { continue }
      lines += ["", "Only here: \(reason.sentence) (\(own.count))"]
      for item in own { lines.append("  \(Self.line(item.finding)): \(item.detail)") }
    }
    if differing > 0 {
      lines += ["", "In both, with differences (\(differing))"]
      for item in agreements where !item.differences.isEmpty {
        lines.append("  \(Self.line(item.finding)): \(item.differences.joined(separator: "; "))")
      }
    }
    return lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
  }

  private static func line(_ finding: Finding) -> String {
    let package =
      finding.vulnerability.map { " \($0.package.fullName) \($0.package.version)" } ?? ""
    return "\(finding.rule)\(package)"
  }
}

extension MissingReason {
  /// What it means, for people.
  package var sentence: String {
    switch self {
    case .dismissed: "found here too, and dismissed"
    case .vendorNotAffected: "the publisher says it is not affected"
    case .fixInstalled: "the fix is installed"
    case .outsideRange: "the version is outside of the range"
    case .otherProduct: "the record is about something else"
    case .ownedByDistribution: "part of a package of the distribution"
    case .withdrawn: "the record was withdrawn"
    case .outranked: "a better placed record says otherwise"
    case .incomparable: "the version cannot be compared"
    case .versionDiffers: "the package is here in another version"
    case .packageNotFound: "no such package in the inventory"
    case .noData: "there is no data for such packages"
    case .noRecord: "the data has no record"
    }
  }
}

extension ExtraReason {
  /// What it means, for people.
  package var sentence: String {
    switch self {
    case .ignoredThere: "left out there"
    case .versionDiffers: "the package is there in another version"
    case .packageNotListed: "the package is not listed there"
    case .unfixedLeftOut: "no fix, and the report has only what has one"
    case .severityLeftOut: "less bad than anything in the report"
    case .otherKind: "malware and notices"
    case .ourRecord: "by a record that the other has not, or reads otherwise"
    }
  }
}
