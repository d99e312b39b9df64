// The Debian security tracker's export: package, flaw, release.
//
//   {"curl": {"CVE-2024-1": {"description": …, "debianbug": 1, "scope": "remote",
//     "releases": {"bookworm": {"status": "open", "repositories": {"bookworm": "7.88.1-10"},
//       "urgency": "low", "nodsa": "Minor issue", "nodsa_reason": "postponed"}}}}}
//
// Status is resolved, open or undetermined. Resolved goes with `fixed_version`, which is "0" for a
// release that never was affected.

import Formats
package import Model

/// Reads the Debian security tracker's export.
package struct DebianTrackerFeed: Feed {
  package static let name = "debian-tracker"
  package static let summary = "Flaws in Debian's releases, fixed and not"
  package static let publisher = "Debian security team"
  package static let license = "public data; no licence is stated"
  package static let files = ["debian/tracker*.json", "debian/security-tracker*.json"]
  package static let addresses = [
    FeedAddress(
      "debian/tracker.json",
      "https://security-tracker.debian.org/tracker/data/json"
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".json") else { return }
    var gathering = DebianFlaws(feed: Self.name)
    var broken: [String] = []
    do throws(DataError) {
      // One package at a time: the whole is of millions of values.
      try JSONReader.forEachEntry(bytes, limits: limits) { package, flaws in
        guard let entries = flaws.map?.entries else {
          broken.append("the flaws of \(package) are no map")
          return
        }
        for flaw in entries where !gathering.add(flaw.key, flaw.value, of: package) {
          broken.append("\(flaw.key) of \(package) has no releases that can be read")
        }
      }
    } catch {
      throw FeedError(error)
    }
    for detail in broken { sink.skip(path, feed: Self.name, detail) }
    sink.advisories += gathering.advisories
  }
}

/// Gathers what is said of each flaw in all packages.
private struct DebianFlaws {
  let feed: String
  var advisories: [Advisory] = []
  private var places: [String: Int] = [:]

  init(feed: String) { self.feed = feed }

  /// Takes in one flaw of one package; `false` when some of it cannot be read.
  mutating func add(_ id: String, _ flaw: DataNode, of package: String) -> Bool {
    guard !id.isEmpty, !package.isEmpty, let releases = flaw["releases"]?.map else { return false }
    var isWhole = true
    var rows: [AffectedPackage] = []
    for release in releases.entries {
      let space = AdvisorySpace("debian", DebianReleases.number(of: release.key))
      let row = Self.row(AffectedPackage(space, package, nameKind: .source), release.value)
      if let row { rows.append(row) } else { isWhole = false }
    }
    guard !rows.isEmpty else { return isWhole }
    let place = place(of: id, flaw)
    advisories[place].affected += rows.withDebianSuccession()
    if let bug = flaw["debianbug"]?.scalarText {
      advisories[place].references.append("https://bugs.debian.org/\(bug)")
    }
    return isWhole
  }

  private mutating func place(of id: String, _ flaw: DataNode) -> Int {
    if let known = places[id] { return known }
    var advisory = Advisory(id: id, feed: feed)
    advisory.summary = OneLine.text(flaw["description"]?.string ?? "")
    advisory.references = ["https://security-tracker.debian.org/tracker/\(id)"]
    places[id] = advisories.count
    advisories.append(advisory)
    return advisories.count - 1
  }

  private static func row(_ package: AffectedPackage, _ release: DataNode) -> AffectedPackage? {
    var row = package
    let urgency = release["urgency"]?.string ?? ""
    if !["", "end-of-life", "not yet assigned"].contains(urgency) {
      row.severities = [SeverityStatement(word: urgency, source: "debian")]
    }
    row.note = OneLine.text(release["nodsa"]?.string ?? "")
    switch release["status"]?.string {
    case "resolved":
      guard let version = release["fixed_version"]?.string, !version.isEmpty else { return nil }
      row.fixState = version == "0" ? .notAffected : .fixed
      row.ranges = version == "0" ? [] : [VersionInterval(.fixed(version))]
      return row
    case "open": row.fixState = openState(release, urgency: urgency)
    case "undetermined": row.fixState = .underInvestigation
    default: return nil
    }
    row.ranges = [VersionInterval(.open)]
    return row
  }

  /// No advisory of its own, put off or left as it is: all three are still vulnerable.
  private static func openState(_ release: DataNode, urgency: String) -> FixState {
    if urgency == "end-of-life" { return .endOfLife }
    guard release["nodsa"] != nil || release["nodsa_reason"] != nil else { return .notFixed }
    return release["nodsa_reason"]?.string == "ignored" ? .willNotFix : .deferred
  }
}
