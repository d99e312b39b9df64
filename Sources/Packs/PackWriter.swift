import Advisories
import Formats
import Model

/// Writes a pack from what was staged.
///
///     meta        key · value
///     advisory    block · records   (64 records in a block, by their numbers)
///     affected    name · records    (all that is said of a package)
///     identifier  id · advisory     (every name of a flaw)
///     fact        id · record
///
/// Records are blobs in the form of `RecordBlob`: a name, or a block, is read whole, and what
/// repeats in it is written once.
struct PackWriter {
  /// Advisories in a block.
  static let blockSize: Int64 = 64

  private let staging: PackStaging
  private let database: SQLiteDatabase

  init(_ staging: PackStaging, path: String) throws(PackError) {
    self.staging = staging
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
    try copyIdentifiers()
    try copyFacts()
    let add = try database.prepare("INSERT INTO meta VALUES (?, ?)")
    let all = meta.merging(["form": String(Advisory.recordForm)]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      add.bind(1, key)
      add.bind(2, value)
      try add.execute()
    }
    try database.run("COMMIT;")
  }

  private func writeAdvisories() throws(PackError) {
    let rows = try staging.database.prepare("SELECT number, record FROM advisory ORDER BY number")
    let add = try database.prepare("INSERT INTO advisory VALUES (?, ?)")
    var block: Int64 = 0
    var writer = RecordWriter()
    var count = 0
    while try rows.step() {
      if rows.integer(0) / Self.blockSize != block {
        try write(block, writer, with: add)
        block = rows.integer(0) / Self.blockSize
        writer = RecordWriter()
        count = 0
      }
      var reader = RecordReader(rows.bytes(1))
      do throws(RecordReader.Damaged) {
        try Advisory(from: &reader).write(to: &writer)
      } catch {
        throw PackError("the pack in making", "an advisory cannot be read back")
      }
      count += 1
    }
    if count > 0 { try write(block, writer, with: add) }
  }

  private func write(
    _ block: Int64,
    _ writer: RecordWriter,
    with add: SQLiteStatement
  ) throws(PackError) {
    add.bind(1, block)
    add.bind(2, RecordBlob.packed(writer.bytes))
    try add.execute()
  }

  private func writeAffected() throws(PackError) {
    let rows = try staging.database.prepare(
      "SELECT name, advisory, feed, record FROM affected ORDER BY name, advisory, part"
    )
    let add = try database.prepare("INSERT INTO affected VALUES (?, ?)")
    var name: String?
    var writer = RecordWriter()
    while try rows.step() {
      let next = rows.text(0)
      if let last = name, last != next {
        try write(last, writer, with: add)
        writer = RecordWriter()
      }
      name = next
      writer.write(Int(rows.integer(1)))
      writer.write(rows.text(2))
      var reader = RecordReader(rows.bytes(3))
      do throws(RecordReader.Damaged) {
        try AffectedPackage(AdvisorySpace(""), next, from: &reader).write(to: &writer)
      } catch {
        throw PackError("the pack in making", "what is said of \(next) cannot be read back")
      }
    }
    if let name { try write(name, writer, with: add) }
  }

  private func write(
    _ name: String,
    _ writer: RecordWriter,
    with add: SQLiteStatement
  ) throws(PackError) {
    add.bind(1, name)
    add.bind(2, RecordBlob.packed(writer.bytes))
    try add.execute()
  }

  private func copyIdentifiers() throws(PackError) {
    let rows = try staging.database.prepare("SELECT id, advisory FROM identifier ORDER BY 1, 2")
    let add = try database.prepare("INSERT INTO identifier VALUES (?, ?)")
    while try rows.step() {
      add.bind(1, rows.text(0))
      add.bind(2, rows.integer(1))
      try add.execute()
    }
  }

  private func copyFacts() throws(PackError) {
    let rows = try staging.database.prepare("SELECT id, record FROM fact ORDER BY id")
    let add = try database.prepare("INSERT INTO fact VALUES (?, ?)")
    while try rows.step() {
      add.bind(1, rows.text(0))
      add.bind(2, rows.bytes(1))
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
