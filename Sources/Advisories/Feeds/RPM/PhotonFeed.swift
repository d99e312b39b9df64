// cve_data_photon5.0.json: [{"cve_id", "pkg", "cve_score": 9.8, "status": "Fixed",
//   "aff_ver": "all versions before 7.88.1-4.ph4 are vulnerable", "res_ver": "7.88.1-4.ph4"}]

import Formats
package import Model

/// Photon OS's flaws by package, one file for each release.
///
/// https://packages.broadcom.com/photon/photon_cve_metadata
package struct PhotonFeed: Feed {
  package static let name = "photon"
  package static let summary = "Photon OS, fixed and unfixed"
  package static let publisher = "Broadcom"
  package static let license = "none stated"
  package static let files = ["photon/**/cve_data_photon*.json"]
  package static let addresses = ["3.0", "4.0", "5.0"].map { release in
    FeedAddress(
      "photon/cve_data_photon\(release).json",
      "https://packages.broadcom.com/photon/photon_cve_metadata/cve_data_photon\(release).json"
    )
  }

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let file = path.pieces(on: "/").last ?? ""
    guard let start = file.firstRange(of: "photon")?.upperBound,
      let release = file[start...].dropping(suffix: ".json"), !release.isEmpty
    else { throw .malformed("a path without a release") }
    guard let rows = try FeedJSON.parse(bytes, limits: limits).list else {
      throw .malformed("no list of flaws")
    }
    let space = AdvisorySpace("photon", String(release))
    var places: [String: Int] = [:]
    for row in rows {
      guard let id = row["cve_id"]?.string, !id.isEmpty, let name = row["pkg"]?.string,
        !name.isEmpty
      else {
        let line = row.position.line
        sink.skip(path, feed: Self.name, "a row without a flaw or a package in line \(line)")
        continue
      }
      guard let package = package(name, row, space) else { continue }
      let place = places[id] ?? sink.advisories.count
      if place == sink.advisories.count {
        places[id] = place
        sink.advisories.append(Advisory(id: id, feed: Self.name))
      }
      sink.advisories[place].affected.append(package)
    }
  }

  private func package(_ name: String, _ row: DataNode, _ space: AdvisorySpace) -> AffectedPackage?
  {
    // Rows name source packages and what is built of them alike.
    var package = AffectedPackage(space, name, nameKind: .source)
    let fixed = row["res_ver"]?.string ?? ""
    let isFixed = !fixed.isEmpty && fixed != "NA"
    switch row["status"]?.string ?? "" {
    case "Not Affected":
      package.fixState = .notAffected
      return package
    case "Fixed":
      // "Fixed" in no version says nothing that can be compared.
      guard isFixed else { return nil }
      package.ranges = [VersionInterval(.fixed(fixed))]
    default:
      package.fixState = isFixed ? .fixed : .notFixed
      package.ranges = [VersionInterval(isFixed ? .fixed(fixed) : .open)]
    }
    return package
  }
}
