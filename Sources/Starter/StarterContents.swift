package import Advisories
package import Formats

/// Starter advisories while they are made: what becomes the file that is built in.
package struct StarterContents: Hashable, Sendable {
  /// Sorted by space.
  package var spaces: [StarterSpace] = []
  /// Who told what is known of flaws apart from packages, sorted.
  package var factSources: [StarterSource] = []
  /// Sorted by identifier.
  package var facts: [FlawFacts] = []

  package init() {}

  package var advisoryCount: Int { spaces.reduce(0) { $0 + $1.advisories.count } }
}

/// The starter advisories of one space.
package struct StarterSpace: Hashable, Sendable {
  package var space: AdvisorySpace
  package var sources: [StarterSource]
  /// Sorted by identifier, each with the packages of this space.
  package var advisories: [Advisory]

  package init(_ space: AdvisorySpace, sources: [StarterSource], advisories: [Advisory]) {
    self.space = space
    self.sources = sources
    self.advisories = advisories
  }
}

/// A publisher that starter advisories were taken from, and how many.
package struct StarterSource: Hashable, Sendable, Comparable {
  /// The feed its records were read by.
  package var feed: String
  package var publisher: String
  package var license: String
  package var address: String
  /// The latest date the publisher gives, `YYYY-MM-DD`; empty when it gives none.
  package var date: String
  package var records: Int

  package init(_ publisher: StarterPublisher, feed: String, date: String, records: Int) {
    self.feed = feed
    self.publisher = publisher.name
    license = publisher.license
    address = publisher.address
    self.date = date
    self.records = records
  }

  package static func < (left: StarterSource, right: StarterSource) -> Bool {
    (left.publisher, left.feed) < (right.publisher, right.feed)
  }
}

extension StarterSource {
  package func write(to writer: inout RecordWriter) {
    for text in [feed, publisher, license, address, date] { writer.write(text) }
    writer.write(records)
  }

  package init(from reader: inout RecordReader) throws(RecordReader.Damaged) {
    feed = try reader.text()
    publisher = try reader.text()
    license = try reader.text()
    address = try reader.text()
    date = try reader.text()
    records = try reader.int()
  }
}
