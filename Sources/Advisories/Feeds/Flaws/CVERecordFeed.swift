// CVE records, version 5 (github.com/CVEProject/cve-schema):
//
//   {"dataType": "CVE_RECORD", "cveMetadata": {"cveId", "state": "PUBLISHED", "datePublished"},
//    "containers": {"cna": {"title", "descriptions": [{"lang", "value"}],
//      "metrics": [{"cvssV3_1": {"vectorString"}}],
//      "problemTypes": [{"descriptions": [{"cweId"}]}]},
//     "adp": [{"providerMetadata": {"shortName": "CISA-ADP"}, "metrics": […]}]}}

import Formats
package import Model

/// The CVE program's own records: what the authority that gave a number says, and what CISA adds.
///
/// https://github.com/CVEProject/cvelistV5
package struct CVERecordFeed: Feed {
  package static let name = "cve"
  package static let summary = "Scores and weaknesses by CVE number, and rejected numbers"
  package static let publisher = "CVE Program"
  package static let license = "CC0-1.0"
  package static let files = ["cve/*.tar*", "cve/*.zip", "cve/**/CVE-*.json"]
  package static let addresses = [
    FeedAddress(
      "cve/cvelistV5.zip",
      "https://github.com/CVEProject/cvelistV5/archive/refs/heads/main.zip"
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard let file = path.pieces(on: "/").last, file.hasPrefix("CVE-"), file.hasSuffix(".json")
    else { return }
    let record = try FeedJSON.parse(bytes, limits: limits)
    guard let metadata = record["cveMetadata"], let id = metadata["cveId"]?.string,
      id.hasPrefix("CVE-")
    else { throw .malformed("no CVE number") }
    var facts = FlawFacts(id: id)
    facts.isRejected = metadata["state"]?.string == "REJECTED"
    facts.published = Day.text(metadata["datePublished"]?.string ?? "")
    if !facts.isRejected {
      let containers = record["containers"]
      if let authority = containers?["cna"] {
        read(authority, by: "cna", into: &facts)
        facts.summary = title(of: authority)
      }
      for other in containers?["adp"]?.list ?? []
      where other["providerMetadata"]?["shortName"]?.string == "CISA-ADP" {
        read(other, by: "cisa-adp", into: &facts)
      }
    }
    sink.facts.append(facts)
  }

  private func read(_ container: DataNode, by source: String, into facts: inout FlawFacts) {
    for metric in container["metrics"]?.list ?? [] {
      for key in ["cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"] {
        guard let vector = metric[key]?["vectorString"]?.string,
          let statement = SeverityStatement(vector: vector, source: source),
          !facts.severities.contains(statement)
        else { continue }
        facts.severities.append(statement)
      }
    }
    let weaknesses = (container["problemTypes"]?.list ?? [])
      .flatMap { $0["descriptions"]?.list ?? [] }.compactMap { $0["cweId"]?.string }
      .filter { $0.hasPrefix("CWE-") && $0.utf8.count <= 16 }
    facts.weaknesses = (facts.weaknesses + weaknesses).distinct
  }

  private func title(of container: DataNode) -> String {
    if let title = container["title"]?.string, !title.isEmpty { return OneLine.text(title) }
    let texts = container["descriptions"]?.list ?? []
    let english = texts.first { $0["lang"]?.string?.hasPrefix("en") == true } ?? texts.first
    return OneLine.text(english?["value"]?.string ?? "")
  }
}
