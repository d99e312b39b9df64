package import Formats
import Model

/// The form in packs of what is known of a flaw; its name is the key.
extension FlawFacts {
  package func write(to writer: inout RecordWriter) {
    writer.write(severities) { $0.write($1) }
    writer.write(weaknesses)
    writer.write(exploited) { writer, fact in
      writer.write(fact.added)
      writer.write(fact.due)
      writer.write(fact.isUsedByRansomware ? 1 : 0)
    }
    writer.write(likelihood) { writer, likelihood in
      writer.write(Int((likelihood.probability * 1e9).rounded()))
      writer.write(Int((likelihood.percentile * 1e9).rounded()))
      writer.write(likelihood.date)
    }
    writer.write(summary)
    writer.write(published)
    writer.write(isRejected ? 1 : 0)
  }

  package init(id: String, from reader: inout RecordReader) throws(RecordReader.Damaged) {
    self.init(id: id)
    severities = try reader.severities()
    weaknesses = try reader.texts()
    exploited = try reader.optional { (reader) throws(RecordReader.Damaged) in
      ExploitedFact(
        added: try reader.text(),
        due: try reader.text(),
        isUsedByRansomware: try reader.int() == 1
      )
    }
    likelihood = try reader.optional { (reader) throws(RecordReader.Damaged) in
      ExploitLikelihood(
        probability: Double(try reader.int()) / 1e9,
        percentile: Double(try reader.int()) / 1e9,
        date: try reader.text()
      )
    }
    summary = try reader.text()
    published = try reader.text()
    isRejected = try reader.int() == 1
  }

  /// Adds what another feed knows of the same flaw.
  package mutating func merge(_ other: FlawFacts) {
    severities = Set(severities + other.severities).sorted()
    weaknesses = Set(weaknesses + other.weaknesses).sorted()
    exploited = exploited ?? other.exploited
    likelihood = likelihood ?? other.likelihood
    if summary.isEmpty { summary = other.summary }
    if published.isEmpty { published = other.published }
    isRejected = isRejected || other.isRejected
  }
}
