// {"data": [{"id": "ALSA-2019:0975", "type": "security", "severity", "title", "issued_date": 1557200351,
//   "references": [{"id", "type": "cve", "href"}], "modules": [{"name", "stream", …}],
//   "packages": [{"name", "epoch", "version", "release", "arch", "module": "name:stream:version:…"}]}]}

import Formats
package import Model

/// AlmaLinux's errata in its own form, which names the streams of modules.
///
/// https://errata.almalinux.org
package struct AlmaLinuxErrataFeed: Feed {
  package static let name = "almalinux-errata"
  package static let summary = "AlmaLinux errata, with module streams"
  package static let publisher = "AlmaLinux OS Foundation"
  package static let license = "MIT"
  package static let files = [
    "almalinux/*/errata.full.json", "almalinux/*/errata.full.json.zst",
    "almalinux/*/errata.full.json.gz",
  ]
  package static let addresses = [8, 9, 10].map { release in
    FeedAddress(
      "almalinux/\(release)/errata.full.json",
      "https://errata.almalinux.org/\(release)/errata.full.json"
    )
  }

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let document = try FeedJSON.parse(bytes, limits: limits)
    guard let errata = document["data"]?.list ?? document.list else {
      throw .malformed("no list of errata")
    }
    let release = release(of: path)
    guard !release.isEmpty else { throw .malformed("a path without a release") }
    for erratum in errata {
      guard let id = erratum["id"]?.string ?? erratum["updateinfo_id"]?.string, !id.isEmpty else {
        sink.skip(
          path,
          feed: Self.name,
          "an erratum without an identifier in line \(erratum.position.line)"
        )
        continue
      }
      let advisory = advisory(id, erratum, AdvisorySpace("almalinux", release))
      if sink.date < advisory.modified { sink.date = advisory.modified }
      sink.advisories.append(advisory)
    }
  }

  /// The folder that the file lies in.
  private func release(of path: String) -> String {
    path.pieces(on: "/").last { !$0.isEmpty && $0.utf8.allSatisfy(\.isASCIIDigit) }
      .map(String.init) ?? ""
  }

  private func advisory(_ id: String, _ erratum: DataNode, _ space: AdvisorySpace) -> Advisory {
    var advisory = Advisory(id: id, feed: Self.name)
    let references = erratum["references"]?.list ?? []
    advisory.covers =
      references.filter { $0["type"]?.string == "cve" }
      .compactMap { $0["id"]?.string }.filter { $0.hasPrefix("CVE-") }.distinct
    advisory.related = references.filter { $0["type"]?.string == "rhsa" }
      .compactMap { $0["id"]?.string }
    advisory.references = references.filter { $0["type"]?.string == "self" }
      .compactMap { $0["href"]?.string }
    advisory.summary = OneLine.text(erratum["title"]?.string ?? "")
    advisory.published = Day.text(secondsSince1970: erratum["issued_date"]?.integer)
    advisory.modified = Day.text(secondsSince1970: erratum["updated_date"]?.integer)
    if let word = erratum["severity"]?.string, word.lowercased() != "none" {
      advisory.severities = [SeverityStatement(word: word, source: "almalinux")]
    }
    // Bug fixes and enhancements are no flaws, unless they name some.
    let type = erratum["type"]?.string ?? "security"
    if type != "security", advisory.covers.isEmpty { advisory.kind = .notice }
    var builds = FixedBuilds()
    for package in erratum["packages"]?.list ?? [] {
      guard let build = build(package), !build.isDebugging, build.architecture != "src" else {
        continue
      }
      builds.add(build, space: space, module: module(of: package))
    }
    advisory.affected = builds.packages
    return advisory
  }

  private func build(_ package: DataNode) -> RPMBuild? {
    guard let name = package["name"]?.string, let version = package["version"]?.scalarText else {
      return nil
    }
    return RPMBuild(
      name: name,
      epoch: package["epoch"]?.scalarText ?? "",
      version: version,
      release: package["release"]?.scalarText ?? "",
      architecture: package["arch"]?.string ?? ""
    )
  }

  private func module(of package: DataNode) -> String {
    let parts = (package["module"]?.string ?? "").pieces(on: ":")
    return parts.count >= 2 ? "\(parts[0]):\(parts[1])" : ""
  }
}
