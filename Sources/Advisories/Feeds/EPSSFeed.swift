// The columns are found by their header: `cve,epss` at first, `cve,epss,percentile` since September
// 2021. Since February 2022 a line with the model and the day stands above it:
// `#model_version:v2023.03.01,score_date:2023-03-07T00:00:00+0000`.

import Formats
package import Model

/// How likely each flaw is to be used within 30 days, by FIRST's Exploit Prediction Scoring System.
///
/// https://www.first.org/epss/data_stats
package struct EPSSFeed: Feed {
  package static let name = "epss"
  package static let summary = "Likelihood that a flaw is used in attacks within 30 days"
  package static let publisher = "FIRST"
  package static let license = "free to use, with attribution to FIRST"
  package static let files = ["epss/*.csv", "epss/*.csv.gz"]
  package static let addresses = [
    FeedAddress(
      "epss/epss_scores-current.csv.gz",
      "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    var lines = LineCursor()
    var day = Day.inPath(path)
    var columns: Columns?
    var count = 0
    while let line = lines.line(in: bytes) {
      let range = bytes.trimmed(line)
      if range.isEmpty { continue }
      if bytes[range.lowerBound] == UInt8(ascii: "#") {
        let stated = scoreDay(in: bytes, range)
        if !stated.isEmpty { day = stated }
      } else if let columns {
        count += 1
        guard count <= limits.values else { throw .limit("values in one document") }
        if let facts = columns.facts(in: bytes, range, day: day) {
          sink.facts.append(facts)
        } else {
          sink.skip(path, feed: Self.name, "no score in line \(lines.number)")
        }
      } else {
        columns = try header(in: bytes, range)
      }
    }
    guard columns != nil else { throw .malformed("no line that names the columns") }
    sink.date = day
  }

  private func header(in bytes: Span<UInt8>, _ range: Range<Int>) throws(FeedError) -> Columns {
    let names = fields(of: bytes, range).map { field in
      (try? bytes.text(field)) ?? ""  // Not UTF-8 is a name we do not know.
    }
    guard let id = names.firstIndex(of: "cve"), let score = names.firstIndex(of: "epss") else {
      throw .malformed("no columns cve and epss")
    }
    return Columns(id: id, score: score, percentile: names.firstIndex(of: "percentile"))
  }

  private func scoreDay(in bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    for field in fields(of: bytes, range) where bytes.holds("score_date:", at: field.lowerBound) {
      // Not UTF-8 is no day.
      let text = try? bytes.text(field.lowerBound + 11..<field.upperBound)
      return Day.text(text ?? "")
    }
    return ""
  }
}

/// Where the values of a row stand.
private struct Columns {
  var id: Int
  var score: Int
  var percentile: Int?

  func facts(in bytes: Span<UInt8>, _ range: Range<Int>, day: String) -> FlawFacts? {
    let fields = fields(of: bytes, range)
    guard fields.indices.contains(id), fields.indices.contains(score),
      bytes.holds("CVE-", at: fields[id].lowerBound),
      let name = try? bytes.text(fields[id]),  // Not UTF-8 is no score either.
      let probability = share(in: bytes, fields[score])
    else { return nil }
    var percentile = 0.0
    if let place = self.percentile {
      guard fields.indices.contains(place), let value = share(in: bytes, fields[place]) else {
        return nil
      }
      percentile = value
    }
    var facts = FlawFacts(id: name)
    facts.likelihood = ExploitLikelihood(
      probability: probability,
      percentile: percentile,
      date: day
    )
    return facts
  }

  /// A number from 0 to 1.
  private func share(in bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    // Not UTF-8 is no number.
    guard let text = try? bytes.text(range), let value = Double(text), value >= 0, value <= 1 else {
      return nil
    }
    return value
  }
}

/// The ranges between commas, without the blanks around them.
private func fields(of bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
  var fields: [Range<Int>] = []
  var start = range.lowerBound
  for place in range where bytes[place] == UInt8(ascii: ",") {
    fields.append(bytes.trimmed(start..<place))
    start = place + 1
  }
  fields.append(bytes.trimmed(start..<range.upperBound))
  return fields
}
