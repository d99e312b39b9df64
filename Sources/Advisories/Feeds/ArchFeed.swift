// [{"name": "AVG-2858", "packages": ["rsync"], "status": "Fixed", "severity": "Critical",
//   "affected": "3.3.0-2", "fixed": "3.4.0-1", "issues": ["CVE-2024-12747"], "type",
//   "advisories": ["ASA-202407-1"]}]

import Formats
package import Model

/// Arch Linux's groups of flaws.
///
/// https://security.archlinux.org
package struct ArchFeed: Feed {
  package static let name = "arch"
  package static let summary = "Arch Linux, fixed and unfixed"
  package static let publisher = "Arch Linux"
  package static let license = "none stated"
  package static let files = ["arch/*.json", "arch/*.json.zst", "arch/*.json.gz"]
  package static let addresses = [
    FeedAddress("arch/all.json", "https://security.archlinux.org/all.json")
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard let groups = try FeedJSON.parse(bytes, limits: limits).list else {
      throw .malformed("no list of groups")
    }
    for group in groups {
      guard let id = group["name"]?.string, id.hasPrefix("AVG-"),
        let names = group["packages"]?.list?.compactMap(\.string), !names.isEmpty
      else {
        let line = group.position.line
        sink.skip(path, feed: Self.name, "a group without a name or packages in line \(line)")
        continue
      }
      sink.advisories.append(advisory(id, names: names, group))
    }
  }

  private func advisory(_ id: String, names: [String], _ group: DataNode) -> Advisory {
    var advisory = Advisory(id: id, feed: Self.name)
    advisory.covers = (group["issues"]?.list ?? []).compactMap(\.string).distinct
    advisory.related = (group["advisories"]?.list ?? []).compactMap(\.string)
    advisory.summary = OneLine.text(group["type"]?.string ?? "")
    advisory.references = ["https://security.archlinux.org/\(id)"]
    if let word = group["severity"]?.string {
      advisory.severities = [SeverityStatement(word: word, source: "arch")]
    }
    let fixed = group["fixed"]?.string ?? ""
    let status = group["status"]?.string ?? ""
    advisory.affected = names.map { name in
      var package = AffectedPackage(AdvisorySpace("arch"), name)
      // `affected` is the version it was seen in; since which it is so is not said.
      switch status {
      case "Not affected": package.fixState = .notAffected
      case "Unknown":
        package.fixState = .underInvestigation
        package.ranges = [VersionInterval(.open)]
      default:
        package.fixState = fixed.isEmpty ? .notFixed : .fixed
        package.ranges = [VersionInterval(fixed.isEmpty ? .open : .fixed(fixed))]
      }
      return package
    }
    return advisory
  }
}
