import Advisories
import Formats
import Model

/// Holds what belongs in one pack while feeds are read, in the order in which it comes.
///
/// A file of its own, since all packs together are more than fits in memory; `PackWriter` reads it
/// back in the order of names.
final class PackStaging {
  let database: SQLiteDatabase
  private let addAdvisory: SQLiteStatement
  private let addAffected: SQLiteStatement
  private let addIdentifier: SQLiteStatement
  private let addFact: SQLiteStatement
  private(set) var advisoryCount = 0
  private(set) var affectedCount = 0
  private(set) var factCount = 0

  /// Addresses to read more at: the first few tell what there is to tell.
  private static let referenceLimit = 5

  init(path: String) throws(PackError) {
    database = try SQLiteDatabase(path: path, .making)
    try database.run(
      """
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -2048;
      CREATE TABLE advisory (number INTEGER PRIMARY KEY, record BLOB NOT NULL);
      CREATE TABLE affected (
        name TEXT NOT NULL, advisory INTEGER NOT NULL, part INTEGER NOT NULL,
        feed TEXT NOT NULL, record BLOB NOT NULL,
        PRIMARY KEY (name, advisory, part)
      ) WITHOUT ROWID;
      CREATE TABLE identifier (
        id TEXT NOT NULL, advisory INTEGER NOT NULL, PRIMARY KEY (id, advisory)
      ) WITHOUT ROWID;
      CREATE TABLE fact (id TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
      BEGIN;
      """
    )
    addAdvisory = try database.prepare("INSERT INTO advisory VALUES (?, ?)")
    addAffected = try database.prepare("INSERT INTO affected VALUES (?, ?, ?, ?, ?)")
    addIdentifier = try database.prepare("INSERT OR IGNORE INTO identifier VALUES (?, ?)")
    addFact = try database.prepare("INSERT OR REPLACE INTO fact VALUES (?, ?)")
  }

  /// Adds what an advisory says of packages of this pack's space.
  func add(_ advisory: Advisory, _ parts: [AffectedPackage]) throws(PackError) {
    let number = Int64(advisoryCount)
    advisoryCount += 1
    var kept = advisory
    kept.references = Array(advisory.references.prefix(Self.referenceLimit))
    var record = RecordWriter()
    kept.write(to: &record)
    addAdvisory.bind(1, number)
    addAdvisory.bind(2, record.bytes)
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
  func add(_ facts: FlawFacts) throws(PackError) {
    factCount += 1
    var record = RecordWriter()
    facts.write(to: &record)
    addFact.bind(1, facts.id)
    addFact.bind(2, record.bytes)
    try addFact.execute()
  }

  /// Ends adding; what was staged can be read then.
  func finish() throws(PackError) { try database.run("COMMIT;") }
}
