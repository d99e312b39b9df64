import Formats
package import Model

/// CISA's catalogue of known exploited vulnerabilities, as JSON and as CSV.
///
/// https://www.cisa.gov/known-exploited-vulnerabilities-catalog
package struct KEVFeed: Feed {
  package static let name = "kev"
  package static let summary = "Flaws that are used in attacks"
  package static let publisher = "CISA"
  package static let license = "CC0-1.0"
  package static let files = ["kev/*.json", "kev/*.csv", "kev/*.tar.zst"]
  package static let addresses = [
    FeedAddress(
      "kev/known_exploited_vulnerabilities.json",
      "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard !path.hasSuffix("_schema.json") else { return }
    do throws(DataError) {
      if path.hasSuffix(".json") {
        try readJSON(JSONReader.parse(bytes, limits: limits), path: path, into: &sink)
      } else if path.hasSuffix(".csv") {
        try readCSV(bytes, path: path, limits: limits, into: &sink)
      }
    } catch {
      throw FeedError(error)
    }
  }

  private func readJSON(
    _ document: DataNode,
    path: String,
    into sink: inout FeedSink
  ) throws(DataError) {
    guard let entries = document["vulnerabilities"]?.list else {
      throw .malformed("no list of vulnerabilities", line: 1, column: 1)
    }
    sink.date = Day.text(document["dateReleased"]?.string ?? "")
    for entry in entries {
      let line = entry.position.line
      let weaknesses = entry["cwes"]?.list?.compactMap(\.string) ?? []
      add(path, line: line, weaknesses: weaknesses, into: &sink) { entry[$0]?.string ?? "" }
    }
  }

  private func readCSV(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(DataError) {
    var reader = CSVReader(from: bytes.holds("\u{FEFF}") ? 3 : 0)
    guard let header = try reader.row(in: bytes), header.contains("cveID") else {
      throw .malformed("no column cveID", line: 1, column: 1)
    }
    let columns = Dictionary(header.enumerated().map { ($1, $0) }) { first, _ in first }
    while let row = try reader.row(in: bytes) {
      guard row != [""] else { continue }
      guard sink.facts.count < limits.values else { throw .limit("values in one document") }
      let field = { (name: String) in
        columns[name].flatMap { row.indices.contains($0) ? row[$0] : nil } ?? ""
      }
      let weaknesses = field("cwes").pieces(on: ",").map { String($0.trimmed) }
        .filter { !$0.isEmpty }
      add(path, line: reader.line, weaknesses: weaknesses, into: &sink, field)
    }
  }

  private func add(
    _ path: String,
    line: Int,
    weaknesses: [String],
    into sink: inout FeedSink,
    _ field: (String) -> String
  ) {
    let id = field("cveID")
    guard id.hasPrefix("CVE-") else {
      return sink.skip(path, feed: Self.name, "an entry without a CVE number in line \(line)")
    }
    var facts = FlawFacts(id: id)
    facts.summary = field("vulnerabilityName")
    facts.weaknesses = weaknesses
    facts.exploited = ExploitedFact(
      added: Day.text(field("dateAdded")),
      due: Day.text(field("dueDate")),
      isUsedByRansomware: field("knownRansomwareCampaignUse").lowercased() == "known"
    )
    sink.facts.append(facts)
  }
}
