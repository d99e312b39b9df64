// A report of Trivy, schema version 2:
//
//   {"SchemaVersion": 2, "ArtifactName": …, "Results": [
//     {"Target": …, "Class": "os-pkgs", "Type": "debian",
//      "Packages": [{"Name": …, "Version": …, "Identifier": {"PURL": …}}],
//      "Vulnerabilities": [{"VulnerabilityID": …, "VendorIDs": […], "PkgName": …, "PkgPath": …,
//        "PkgIdentifier": {"PURL": …}, "InstalledVersion": …, "FixedVersion": "1, 2",
//        "Severity": "LOW", "DataSource": {"ID": …}}],
//      "ExperimentalModifiedFindings": [{"Status": …, "Finding": {…}}]}]}

import Advisories
import Formats
import Model

/// Takes a report of Trivy apart.
struct TrivyReport {
  private let root: DataNode

  init(_ root: DataNode) { self.root = root }

  func report() throws(ForeignReportError) -> ForeignReport {
    var report = ForeignReport(.trivy, artifact: root["ArtifactName"]?.string ?? "")
    guard let results = root["Results"], !results.isNull else { return report }
    guard let list = results.list else { throw .malformed("Results is no list") }
    for (number, result) in list.enumerated() {
      let place = "Results[\(number)]"
      for package in result["Packages"]?.list ?? [] {
        report.packages.insert(
          ForeignPackage(
            name: package["Name"]?.string ?? "",
            version: Self.version(of: package),
            purl: package["Identifier"]?["PURL"]?.string ?? ""
          )
        )
      }
      for (index, flaw) in (result["Vulnerabilities"]?.list ?? []).enumerated() {
        let position = "\(place).Vulnerabilities[\(index)]"
        report.findings.append(try Self.finding(flaw, in: result, at: position))
      }
      for entry in result["ExperimentalModifiedFindings"]?.list ?? [] {
        guard let flaw = entry["Finding"], flaw["VulnerabilityID"] != nil else { continue }
        report.ignored.append(try Self.finding(flaw, in: result, at: place))
      }
    }
    report.packages.formUnion(report.findings.map(\.package))
    return report
  }

  /// Lists of packages have version and release apart.
  private static func version(of package: DataNode) -> String {
    let version = package["Version"]?.string ?? ""
    let release = package["Release"]?.string ?? ""
    return release.isEmpty || version.hasSuffix("-\(release)") ? version : "\(version)-\(release)"
  }

  private static func finding(
    _ flaw: DataNode,
    in result: DataNode,
    at place: String
  ) throws(ForeignReportError) -> ForeignFinding {
    guard let id = flaw["VulnerabilityID"]?.string, !id.isEmpty else {
      throw .malformed("\(place) has no VulnerabilityID")
    }
    guard let name = flaw["PkgName"]?.string, !name.isEmpty else {
      throw .malformed("\(place) has no PkgName")
    }
    let fixed = flaw["FixedVersion"]?.string ?? ""
    let path = flaw["PkgPath"]?.string ?? ""
    return ForeignFinding(
      names: [id] + (flaw["VendorIDs"]?.list ?? []).compactMap(\.string),
      package: ForeignPackage(
        name: name,
        version: flaw["InstalledVersion"]?.string ?? "",
        purl: flaw["PkgIdentifier"]?["PURL"]?.string ?? ""
      ),
      path: path.isEmpty && result["Class"]?.string != "os-pkgs"
        ? result["Target"]?.string ?? "" : path,
      severity: Severity(word: flaw["Severity"]?.string ?? ""),
      fixedVersions: fixed.split(separator: ",").map { $0.split(separator: " ").joined() },
      source: flaw["DataSource"]?["ID"]?.string ?? ""
    )
  }
}
