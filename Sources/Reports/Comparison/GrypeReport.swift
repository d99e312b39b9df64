// A report of Grype:
//
//   {"matches": [
//     {"vulnerability": {"id": …, "namespace": "debian:distro:debian:12", "severity": "High",
//        "fix": {"versions": ["1.2"], "state": "fixed"}},
//      "relatedVulnerabilities": [{"id": …}],
//      "artifact": {"name": …, "version": …, "type": "deb", "purl": …,
//        "locations": [{"path": "/var/lib/dpkg/status"}]}}],
//    "ignoredMatches": [{…, "appliedIgnoreRules": […]}],
//    "source": {"target": {"userInput": …}}, "descriptor": {"name": "grype"}}

import Advisories
import Formats
import Model

/// Takes a report of Grype apart.
struct GrypeReport {
  private let root: DataNode

  init(_ root: DataNode) { self.root = root }

  func report() throws(ForeignReportError) -> ForeignReport {
    let target = root["source"]?["target"]
    var report = ForeignReport(
      .grype,
      artifact: target?["userInput"]?.string ?? target?.string ?? ""
    )
    report.findings = try Self.findings(root["matches"], "matches")
    report.ignored = try Self.findings(root["ignoredMatches"], "ignoredMatches")
    report.packages = Set(report.findings.map(\.package))
    return report
  }

  private static func findings(
    _ node: DataNode?,
    _ name: String
  ) throws(ForeignReportError) -> [ForeignFinding] {
    guard let node, !node.isNull else { return [] }
    guard let list = node.list else { throw .malformed("\(name) is no list") }
    var found: [ForeignFinding] = []
    for (number, match) in list.enumerated() {
      found.append(try finding(match, at: "\(name)[\(number)]"))
    }
    return found
  }

  private static func finding(
    _ match: DataNode,
    at place: String
  ) throws(ForeignReportError) -> ForeignFinding {
    guard let flaw = match["vulnerability"], let id = flaw["id"]?.string, !id.isEmpty else {
      throw .malformed("\(place) has no vulnerability.id")
    }
    guard let artifact = match["artifact"], let name = artifact["name"]?.string, !name.isEmpty
    else { throw .malformed("\(place) has no artifact.name") }
    let related = (match["relatedVulnerabilities"]?.list ?? []).compactMap { $0["id"]?.string }
    let path = artifact["locations"]?.list?.first?["path"]?.string ?? ""
    return ForeignFinding(
      names: [id] + related.filter { $0 != id },
      package: ForeignPackage(
        name: name,
        version: artifact["version"]?.string ?? "",
        purl: artifact["purl"]?.string ?? ""
      ),
      path: path.hasPrefix("/") ? String(path.dropFirst()) : path,
      severity: Severity(word: flaw["severity"]?.string ?? ""),
      fixedVersions: (flaw["fix"]?["versions"]?.list ?? []).compactMap(\.string),
      source: flaw["namespace"]?.string ?? ""
    )
  }
}
