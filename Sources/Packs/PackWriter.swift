import Advisories
import Formats
import Model

/// Writes a pack from what was staged.
///
///     meta        key · value
///     advisory    block · records   (64 records in a block, by their numbers)
///     affected    name · records    (all that is said of a package: the number of the advisory,
///                                    that of its feed among the `feeds` of `meta`, the record)
///     identifier  id · advisory     (every name of a flaw)
///     fact        id · record
///
/// Records are blobs in the form of `RecordBlob`: a name, or a block, is read whole. Each record in
/// it stands behind its length, so that one can be read without the others.
struct PackWriter {
  /// Advisories in a block.
  static let blockSize = 64

  private let records: StagedRecords
  private let database: SQLiteDatabase
  private let feeds: [String]

  init(_ records: StagedRecords, path: String) throws(PackError) {
    self.records = records
    var feeds: [String] = []
    for advisory in records.advisories {
      let feed = records.text(advisory.feed)
      if feeds.last != feed { feeds.append(feed) }
    }
    self.feeds = feeds
    database = try SQLiteDatabase(path: path, .making)
    try database.run(
      """
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA page_size = 4096;
      PRAGMA cache_size = -2048;
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE advisory (block INTEGER PRIMARY KEY, records BLOB NOT NULL);
      CREATE TABLE affected (name TEXT PRIMARY KEY, records BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE identifier (
        id TEXT NOT NULL, advisory INTEGER NOT NULL, PRIMARY KEY (id, advisory)
      ) WITHOUT ROWID;
      CREATE TABLE fact (id TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
      BEGIN;
      """
    )
  }

  /// Writes everything and ends the file.
  func write(_ meta: [String: String]) throws(PackError) {
    try writeAdvisories()
    try writeAffected()
    try writeIdentifiers()
    try writeFacts()
    let add = try database.prepare("INSERT INTO meta VALUES (?, ?)")
    let own = ["form": String(Advisory.recordForm), "feeds": feeds.joined(separator: "\n")]
    for (key, value) in meta.merging(own, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key })
    {
      add.bind(1, key)
      add.bind(2, value)
      try add.execute()
    }
    try database.run("COMMIT;")
  }

  private func writeAdvisories() throws(PackError) {
    let add = try database.prepare("INSERT INTO advisory VALUES (?, ?)")
    let all = records.advisories
    for (block, first) in stride(from: 0, to: all.count, by: Self.blockSize).enumerated() {
      var writer = RecordWriter()
      for entry in all[first..<min(first + Self.blockSize, all.count)] {
        writer.write(records.bytes[entry.record])
      }
      add.bind(1, Int64(block))
      add.bind(2, RecordBlob.packed(writer.bytes))
      try add.execute()
    }
  }

  /// What an advisory says of a package, until it is among what all say of it.
  private struct Part {
    var named: StagedRecords.Named
    var advisory: Int
    var feed: Int
  }

  private func writeAffected() throws(PackError) {
    let add = try database.prepare("INSERT INTO affected VALUES (?, ?)")
    let parts = sortedParts()
    var next = 0
    while next < parts.count {
      let name = parts[next].named.name
      var writer = RecordWriter()
      while next < parts.count, records.compare(parts[next].named.name, name) == 0 {
        writer.write(parts[next].advisory)
        writer.write(parts[next].feed)
        writer.write(records.bytes[parts[next].named.record])
        next += 1
      }
      add.bind(1, records.text(name))
      add.bind(2, RecordBlob.packed(writer.bytes))
      try add.execute()
    }
  }

  private func sortedParts() -> [Part] {
    var parts: [Part] = []
    var feed = 0
    for (number, entry) in records.advisories.enumerated() {
      // Advisories are in the order of feeds.
      if records.text(entry.feed) != feeds[feed] { feed += 1 }
      for part in entry.parts {
        parts.append(Part(named: records.parts[part], advisory: number, feed: feed))
      }
    }
    parts.sort { left, right in
      let order = records.compare(left.named.name, right.named.name)
      if order != 0 { return order < 0 }
      return (left.advisory, left.named.record.lowerBound)
        < (right.advisory, right.named.record.lowerBound)
    }
    return parts
  }

  private func writeIdentifiers() throws(PackError) {
    var rows: [(name: Range<Int>, advisory: Int)] = []
    for (number, entry) in records.advisories.enumerated() {
      for name in entry.names { rows.append((records.names[name], number)) }
    }
    rows.sort { left, right in
      let order = records.compare(left.name, right.name)
      return order == 0 ? left.advisory < right.advisory : order < 0
    }
    let add = try database.prepare("INSERT OR IGNORE INTO identifier VALUES (?, ?)")
    for row in rows {
      add.bind(1, records.text(row.name))
      add.bind(2, Int64(row.advisory))
      try add.execute()
    }
  }

  private func writeFacts() throws(PackError) {
    let add = try database.prepare("INSERT INTO fact VALUES (?, ?)")
    for fact in records.facts {
      add.bind(1, records.text(fact.name))
      add.bind(2, Array(records.bytes[fact.record]))
      try add.execute()
    }
  }
}

/// Records as they lie in a pack: as they are, or packed with zstd where that pays.
enum RecordBlob {
  /// Longer than any that is made: what is said of a kernel is some megabytes.
  private static let limit = 256 << 20

  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 128 else { return [0] + bytes }
    let packed = Zstd.compressed(bytes)
    return packed.count < bytes.count ? [1] + packed : [0] + bytes
  }

  /// `nil` for damaged ones.
  static func plain(_ blob: [UInt8]) -> [UInt8]? {
    switch blob.first {
    case 0: Array(blob.dropFirst())
    case 1: Zstd.decompressed(blob.span.extracting(1..<blob.count), limit: limit)
    default: nil
    }
  }
}
