// CSAF 2.0, profile csaf_vex (docs.oasis-open.org/csaf/csaf/v2.0): one document a flaw.
//
//   {"document": {"category": "csaf_vex", "aggregate_severity", "tracking", "publisher"},
//    "product_tree": {…},
//    "vulnerabilities": [{"cve", "cwe", "title", "scores": [{"cvss_v3": {"vectorString"}}],
//      "product_status": {"fixed", "known_affected", "known_not_affected", "under_investigation"},
//      "remediations": [{"category": "no_fix_planned", "details", "product_ids"}],
//      "threats": [{"category": "impact", "details": "Moderate", "product_ids"}]}]}

import Formats
package import Model

/// Red Hat's statements about each flaw: which builds fix it, what is affected and what is not.
///
/// https://security.access.redhat.com/data/csaf/v2/vex
package struct RedHatVEXFeed: Feed {
  package static let name = "redhat-vex"
  package static let summary = "Red Hat Enterprise Linux, fixed, unfixed and not affected"
  package static let publisher = "Red Hat"
  package static let license = "CC-BY-4.0"
  package static let files = [
    "redhat/csaf*.tar*", "redhat/vex/**/*.json", "redhat/csaf/**/*.json",
  ]
  /// The archive carries the day in its name, which `archive_latest.txt` beside it tells.
  package static let addresses = [
    FeedAddress(
      "redhat/csaf_vex_latest.tar.zst",
      "https://security.access.redhat.com/data/csaf/v2/vex/archive_latest.txt",
      .name
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    // Beside the statements lie tables of repositories, and advisories that say the same.
    let file = path.pieces(on: "/").last ?? ""
    guard file.hasSuffix(".json"), !file.hasPrefix("repository-to-cpe"),
      !file.hasPrefix("provider-metadata")
    else { return }
    let document = try FeedJSON.parse(bytes, limits: limits)
    guard let head = document["document"], let category = head["category"]?.string else {
      throw .malformed("no CSAF document")
    }
    guard category == "csaf_vex" else { return }
    let products = CSAFProducts(document["product_tree"])
    for flaw in document["vulnerabilities"]?.list ?? [] {
      guard let id = flaw["cve"]?.string ?? head["tracking"]?["id"]?.string, !id.isEmpty else {
        sink.skip(path, feed: Self.name, "a flaw without a number in line \(flaw.position.line)")
        continue
      }
      var advisory = Advisory(id: id, feed: Self.name)
      describe(&advisory, by: flaw, head)
      var statements = CSAFStatements(flaw, products)
      statements.read()
      advisory.affected = statements.packages
      advisory.related = statements.notices
      // Flaws in products that are no packages of Linux.
      if !advisory.affected.isEmpty { sink.advisories.append(advisory) }
      if sink.date < advisory.modified { sink.date = advisory.modified }
    }
  }

  private func describe(_ advisory: inout Advisory, by flaw: DataNode, _ head: DataNode) {
    let title = flaw["title"]?.string ?? head["title"]?.string ?? ""
    advisory.summary = OneLine.text(title)
    let tracking = head["tracking"]
    advisory.published = Day.text(
      flaw["release_date"]?.string ?? tracking?["initial_release_date"]?.string ?? ""
    )
    advisory.modified = Day.text(tracking?["current_release_date"]?.string ?? "")
    advisory.references = ["https://access.redhat.com/security/cve/\(advisory.id)"]
    if let number = flaw["cwe"]?["id"]?.string { advisory.weaknesses = [number] }
    if let word = head["aggregate_severity"]?["text"]?.string, !word.isEmpty {
      advisory.severities.append(SeverityStatement(word: word, source: "redhat"))
    }
    let vectors = (flaw["scores"]?.list ?? []).flatMap { score in
      ["cvss_v4", "cvss_v3", "cvss_v2"].compactMap { score[$0]?["vectorString"]?.string }
    }
    advisory.severities += vectors.distinct.compactMap {
      SeverityStatement(vector: $0, source: "redhat")
    }
  }
}
