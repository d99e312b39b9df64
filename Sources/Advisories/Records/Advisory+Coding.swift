package import Formats
import Model

/// The form of advisories in packs: all but what they say of packages, which is kept by package.
///
/// Raise `recordForm` whenever what is written changes.
extension Advisory {
  /// The form of the records of this program; packs of another are made anew.
  package static let recordForm = 2

  package func write(to writer: inout RecordWriter) {
    writer.write(id)
    writer.write(feed)
    writer.write(case: kind)
    writer.write(aliases)
    writer.write(covers)
    writer.write(related)
    writer.write(summary)
    writer.write(severities) { $0.write($1) }
    writer.write(weaknesses)
    writer.write(published)
    writer.write(modified)
    writer.write(withdrawn)
    writer.write(references)
  }

  package init(from reader: inout RecordReader) throws(RecordReader.Damaged) {
    self.init(id: try reader.text(), feed: try reader.text())
    kind = try reader.choice(at: Kind.self)
    aliases = try reader.texts()
    covers = try reader.texts()
    related = try reader.texts()
    summary = try reader.text()
    severities = try reader.severities()
    weaknesses = try reader.texts()
    published = try reader.text()
    modified = try reader.text()
    withdrawn = try reader.text()
    references = try reader.texts()
  }
}

extension RecordWriter {
  mutating func write(_ statement: SeverityStatement) {
    write(statement.source)
    write(case: statement.scale)
    write(statement.text)
    // Scores have one decimal.
    write(statement.score) { $0.write(Int(($1 * 10).rounded())) }
    write(case: statement.severity)
  }
}

extension RecordReader {
  mutating func severities() throws(Damaged) -> [SeverityStatement] {
    try list { (reader) throws(Damaged) in
      SeverityStatement(
        source: try reader.text(),
        scale: try reader.choice(at: SeverityStatement.Scale.self),
        text: try reader.text(),
        score: try reader.optional { (reader) throws(Damaged) in Double(try reader.int()) / 10 },
        severity: try reader.choice(at: Severity.self)
      )
    }
  }
}
