// One advisory, a list of them, or a page of the API, {"advisories": […]}:
//
//   {"name": "RLSA-2022:8317", "type": "TYPE_SECURITY", "severity": "SEVERITY_MODERATE", "synopsis",
//    "publishedAt", "cves": [{"name", "cvss3ScoringVector", "cwe"}],
//    "rpms": {"Rocky Linux 9": {"nvras": ["ctdb-0:4.16.4-101.el9.x86_64.rpm"]}}}
//
// Version 3 of the API writes the same in snake case: "packages": [{"nevra", "module_name",
// "module_stream", "product_name"}], "cves": [{"cve", "cvss3_scoring_vector"}].

import Formats
package import Model

/// Rocky Linux's errata from its own tracker, Apollo.
///
/// https://apollo.build.resf.org
package struct RockyErrataFeed: Feed {
  package static let name = "rocky-errata"
  package static let summary = "Rocky Linux errata, with each build"
  package static let publisher = "Rocky Enterprise Software Foundation"
  package static let license = "BSD-3-Clause"
  package static let files = ["rocky/*.json", "rocky/*.tar.zst"]
  package static let addresses: [FeedAddress] = []

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".json") else { return }
    let document = try FeedJSON.parse(bytes, limits: limits)
    let list = document.list ?? document["advisories"]?.list ?? document["advisory"].map { [$0] }
    for entry in list ?? [document] {
      guard let id = entry["name"]?.string, !id.isEmpty else {
        guard list != nil else { throw .malformed("an advisory without a name") }
        sink.skip(
          path,
          feed: Self.name,
          "an advisory without a name in line \(entry.position.line)"
        )
        continue
      }
      sink.advisories.append(advisory(id, entry))
    }
  }

  private func advisory(_ id: String, _ entry: DataNode) -> Advisory {
    var advisory = Advisory(id: id, feed: Self.name)
    let flaws = entry["cves"]?.list ?? []
    advisory.covers =
      flaws.compactMap { $0["name"]?.string ?? $0["cve"]?.string }
      .filter { $0.hasPrefix("CVE-") }.distinct
    advisory.summary = OneLine.text(entry["synopsis"]?.string ?? "")
    advisory.published = Day.text(
      entry["publishedAt"]?.string ?? entry["published_at"]?.string ?? ""
    )
    advisory.modified = Day.text(entry["updated_at"]?.string ?? "")
    advisory.weaknesses =
      flaws.flatMap {
        WeaknessText.numbers(in: $0["cwe"]?.string ?? "")
      }.distinct
    advisory.references = ["https://errata.rockylinux.org/\(id)"]
    let written = entry["severity"]?.string ?? ""
    let word = String(written.dropping(prefix: "SEVERITY_") ?? written[...])
    if !word.isEmpty, word.lowercased() != "none", word != "UNKNOWN" {
      advisory.severities = [SeverityStatement(word: word, source: "rocky")]
    }
    let type = (entry["type"]?.string ?? entry["kind"]?.string ?? "").lowercased()
    if !type.hasSuffix("security"), !type.isEmpty, advisory.covers.isEmpty {
      advisory.kind = .notice
    }
    advisory.affected = packages(of: entry)
    return advisory
  }

  private func packages(of entry: DataNode) -> [AffectedPackage] {
    var builds = FixedBuilds()
    // Version 2 of the API does not name the streams of modules; the title mostly does.
    let streams = OSVPackages.streams(in: entry["synopsis"]?.string ?? "")
    for product in entry["rpms"]?.map?.entries ?? [] {
      for build in product.value["nvras"]?.list ?? [] {
        for stream in streams.isEmpty ? [""] : streams {
          add(build.string ?? "", product: product.key, module: stream, to: &builds)
        }
      }
    }
    for package in entry["packages"]?.list ?? [] {
      let name = package["module_name"]?.string ?? ""
      let stream = package["module_stream"]?.scalarText ?? ""
      add(
        package["nevra"]?.string ?? "",
        product: package["product_name"]?.string ?? "",
        module: name.isEmpty || stream.isEmpty ? "" : "\(name):\(stream)",
        to: &builds
      )
    }
    return builds.packages
  }

  private func add(
    _ text: String,
    product: String,
    module: String = "",
    to builds: inout FixedBuilds
  ) {
    guard let build = RPMBuild(text), build.architecture != "src", !build.isDebugging,
      let rest = product.dropping(prefix: "Rocky Linux ")
    else { return }
    // `SIG Cloud 8`, `8`, `8 x86_64`.
    let words = rest.words
    guard let place = words.firstIndex(where: { $0.utf8.first?.isASCIIDigit == true }) else {
      return
    }
    let release = words[place].pieces(on: ".")[0]
    builds.add(
      build,
      space: AdvisorySpace("rocky", String(release)),
      channel: words[..<place].joined(separator: "-").lowercased(),
      module: build.isOfModule ? module : ""
    )
  }
}
