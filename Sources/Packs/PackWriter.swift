package import Advisories
import Formats
import Model

/// Writes one pack: the advisories of one space, or the facts of one feed.
///
///     meta      key · value
///     advisory  number · id · feed · record
///     affected  name · advisory · part · feed · record     (what an advisory says of a package)
///     identifier  id · advisory                            (every name of a flaw)
///     fact      id · record
///
/// Rows are found by name, so the tables that are asked for are stored in that order.
package final class PackWriter {
  private let database: SQLiteDatabase
  private let addAdvisory: SQLiteStatement
  private let addAffected: SQLiteStatement
  private let addIdentifier: SQLiteStatement
  private let addFact: SQLiteStatement
  package private(set) var advisoryCount = 0
  package private(set) var affectedCount = 0
  package private(set) var factCount = 0

  /// Makes a new file.
  package init(path: String) throws(PackError) {
    database = try SQLiteDatabase(path: path, .making)
    try database.run(
      """
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA page_size = 4096;
      PRAGMA cache_size = -8192;
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE advisory (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, feed TEXT NOT NULL, record BLOB NOT NULL
      );
      CREATE TABLE affected (
        name TEXT NOT NULL, advisory INTEGER NOT NULL, part INTEGER NOT NULL,
        feed TEXT NOT NULL, record BLOB NOT NULL,
        PRIMARY KEY (name, advisory, part)
      ) WITHOUT ROWID;
      CREATE TABLE identifier (
        id TEXT NOT NULL, advisory INTEGER NOT NULL, PRIMARY KEY (id, advisory)
      ) WITHOUT ROWID;
      CREATE TABLE fact (
        id TEXT PRIMARY KEY, record BLOB NOT NULL
      ) WITHOUT ROWID;
      BEGIN;
      """
    )
    addAdvisory = try database.prepare("INSERT INTO advisory VALUES (?, ?, ?, ?)")
    addAffected = try database.prepare("INSERT INTO affected VALUES (?, ?, ?, ?, ?)")
    addIdentifier = try database.prepare("INSERT OR IGNORE INTO identifier VALUES (?, ?)")
    addFact = try database.prepare("INSERT OR REPLACE INTO fact VALUES (?, ?)")
  }

  /// Adds what an advisory says of packages of this pack's space.
  package func add(_ advisory: Advisory, _ parts: [AffectedPackage]) throws(PackError) {
    advisoryCount += 1
    let number = Int64(advisoryCount)
    var record = RecordWriter()
    advisory.write(to: &record)
    addAdvisory.bind(1, number)
    addAdvisory.bind(2, advisory.id)
    addAdvisory.bind(3, advisory.feed)
    addAdvisory.bind(4, record.bytes)
    try addAdvisory.execute()
    for id in [advisory.id] + advisory.aliases + advisory.covers {
      addIdentifier.bind(1, id)
      addIdentifier.bind(2, number)
      try addIdentifier.execute()
    }
    for (index, part) in parts.enumerated() {
      try add(part, number, Int64(index), advisory.feed)
    }
  }

  private func add(
    _ part: AffectedPackage,
    _ advisory: Int64,
    _ index: Int64,
    _ feed: String
  ) throws(PackError) {
    affectedCount += 1
    var record = RecordWriter()
    part.write(to: &record)
    addAffected.bind(1, part.name)
    addAffected.bind(2, advisory)
    addAffected.bind(3, index)
    addAffected.bind(4, feed)
    addAffected.bind(5, record.bytes)
    try addAffected.execute()
  }

  /// Adds what is known of a flaw; of two records of one flaw the later stays.
  package func add(_ facts: FlawFacts) throws(PackError) {
    factCount += 1
    var record = RecordWriter()
    facts.write(to: &record)
    addFact.bind(1, facts.id)
    addFact.bind(2, record.bytes)
    try addFact.execute()
  }

  /// Ends the file; nothing may be added after.
  package func finish(_ meta: [String: String]) throws(PackError) {
    let add = try database.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)")
    let all = meta.merging(["form": String(Advisory.recordForm)]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      add.bind(1, key)
      add.bind(2, value)
      try add.execute()
    }
    try database.run("COMMIT;")
  }
}
