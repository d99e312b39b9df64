// {"format": "NVD_CVE", "version": "2.0", "timestamp",
//  "vulnerabilities": [{"cve": {"id", "published", "vulnStatus": "Analyzed",
//    "metrics": {"cvssMetricV31": [{"source", "type": "Primary", "cvssData": {"vectorString"}}]},
//    "weaknesses": [{"source", "description": [{"lang", "value": "CWE-352"}]}]}}]}

import Formats
package import Model

/// The National Vulnerability Database's scores and weaknesses, from its yearly files or the pages
/// of its interface, version 2.0.
///
/// https://nvd.nist.gov/vuln/data-feeds
package struct NVDFeed: Feed {
  package static let name = "nvd"
  package static let summary = "Scores and weaknesses by CVE number"
  package static let publisher = "NIST"
  package static let license = "public domain"
  package static let files = ["nvd/*.json", "nvd/*.json.gz", "nvd/*.json.zst"]
  package static let addresses = (2002...2026).map { year in
    FeedAddress(
      "nvd/nvdcve-2.0-\(year).json.gz",
      "https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-\(year).json.gz"
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
    guard let entries = document["vulnerabilities"]?.list else {
      throw .malformed("no list of vulnerabilities of version 2.0")
    }
    sink.date = Day.text(document["timestamp"]?.string ?? "")
    for entry in entries {
      guard let flaw = entry["cve"], let id = flaw["id"]?.string, id.hasPrefix("CVE-") else {
        let line = entry.position.line
        sink.skip(path, feed: Self.name, "an entry without a CVE number in line \(line)")
        continue
      }
      var facts = FlawFacts(id: id)
      facts.published = Day.text(flaw["published"]?.string ?? "")
      facts.isRejected = flaw["vulnStatus"]?.string?.lowercased() == "rejected"
      if !facts.isRejected {
        facts.severities = severities(of: flaw)
        facts.weaknesses = weaknesses(of: flaw)
      }
      sink.facts.append(facts)
    }
  }

  private func severities(of flaw: DataNode) -> [SeverityStatement] {
    ["cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2"].flatMap { key in
      (flaw["metrics"]?[key]?.list ?? []).compactMap { metric in
        guard let vector = metric["cvssData"]?["vectorString"]?.string else { return nil }
        return SeverityStatement(vector: vector, source: source(metric["source"]?.string ?? ""))
      }
    }.distinct
  }

  /// It repeats what the authority of a number and CISA say, beside what its own analysts do.
  private func source(_ text: String) -> String {
    switch text {
    case "nvd@nist.gov": "nvd"
    case "134c704f-9b21-4f2e-91b3-4a467353bcc0": "cisa-adp"
    default: "cna"
    }
  }

  private func weaknesses(of flaw: DataNode) -> [String] {
    (flaw["weaknesses"]?.list ?? []).flatMap { $0["description"]?.list ?? [] }
      .compactMap { $0["value"]?.string }
      .filter { $0.hasPrefix("CWE-") && $0.utf8.count <= 16 }.distinct
  }
}
