package import Advisories
import Formats
import Model

/// An open pack.
package final class Pack {
  private let path: String
  private let database: SQLiteDatabase
  private let affected: SQLiteStatement
  private let advisory: SQLiteStatement
  private let identifier: SQLiteStatement
  private let fact: SQLiteStatement
  private let feeds: [String]
  /// Blocks of records that were read: findings of one artifact share them.
  private var blocks: [Int64: Block] = [:]

  private struct Block {
    var bytes: [UInt8]
    var records: [Range<Int>]
  }
  private static let keptBlocks = 512

  package init(path: String) throws(PackError) {
    self.path = path
    database = try SQLiteDatabase(path: path, .reading)
    // One transaction for as long as it is open: packs never change, and a lock for each question
    // takes longer than most answers.
    try database.run("PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -4096; BEGIN;")
    affected = try database.prepare("SELECT records FROM affected WHERE name = ?")
    advisory = try database.prepare("SELECT records FROM advisory WHERE block = ?")
    identifier = try database.prepare("SELECT advisory FROM identifier WHERE id = ?")
    fact = try database.prepare("SELECT record FROM fact WHERE id = ?")
    let meta = try Self.meta(of: database)
    guard meta["form"] == String(Advisory.recordForm) else {
      throw PackError(path, "made by another version of plimsoll; build the data again")
    }
    feeds = (meta["feeds"] ?? "").pieces(on: "\n").map(String.init)
  }

  /// What the pack says of itself.
  private static func meta(of database: SQLiteDatabase) throws(PackError) -> [String: String] {
    let rows = try database.prepare("SELECT key, value FROM meta")
    var meta: [String: String] = [:]
    while try rows.step() { meta[rows.text(0)] = rows.text(1) }
    return meta
  }

  /// What advisories say of a package.
  package func candidates(
    named name: String,
    in space: AdvisorySpace
  ) throws(PackError) -> [AdvisoryCandidate] {
    affected.bind(1, name)
    defer { affected.reset() }
    guard try affected.step() else { return [] }
    return try candidates(in: affected.bytes(0), named: name, space)
  }

  private func candidates(
    in blob: [UInt8],
    named name: String,
    _ space: AdvisorySpace
  ) throws(PackError) -> [AdvisoryCandidate] {
    guard let bytes = RecordBlob.plain(blob) else { throw damaged }
    var reader = RecordReader(bytes)
    var found: [AdvisoryCandidate] = []
    do throws(RecordReader.Damaged) {
      while !reader.isAtEnd {
        let number = try reader.int()
        let feed = try reader.int()
        guard feeds.indices.contains(feed) else { throw RecordReader.Damaged() }
        var record = RecordReader(bytes, at: try reader.rawRange().lowerBound)
        found.append(
          AdvisoryCandidate(
            key: AdvisoryKey(space: space, number: Int64(number)),
            feed: feeds[feed],
            affected: try AffectedPackage(space, name, from: &record)
          )
        )
      }
    } catch {
      throw damaged
    }
    return found
  }

  package func advisory(_ number: Int64) throws(PackError) -> Advisory {
    let size = Int64(PackWriter.blockSize)
    let block = try block(number / size)
    let place = Int(number % size)
    guard block.records.indices.contains(place) else { throw damaged }
    var reader = RecordReader(block.bytes, at: block.records[place].lowerBound)
    do throws(RecordReader.Damaged) {
      return try Advisory(from: &reader)
    } catch {
      throw damaged
    }
  }

  private func block(_ number: Int64) throws(PackError) -> Block {
    if let known = blocks[number] { return known }
    advisory.bind(1, number)
    defer { advisory.reset() }
    guard try advisory.step(), let bytes = RecordBlob.plain(advisory.bytes(0)) else {
      throw damaged
    }
    var reader = RecordReader(bytes)
    var block = Block(bytes: bytes, records: [])
    do throws(RecordReader.Damaged) {
      while !reader.isAtEnd { block.records.append(try reader.rawRange()) }
    } catch {
      throw damaged
    }
    if blocks.count >= Self.keptBlocks { blocks.removeAll() }
    blocks[number] = block
    return block
  }

  /// The numbers of the records that go by a name.
  package func advisories(called id: String) throws(PackError) -> [Int64] {
    identifier.bind(1, id)
    defer { identifier.reset() }
    var found: [Int64] = []
    while try identifier.step() { found.append(identifier.integer(0)) }
    return found
  }

  /// The packages that a record speaks of; every name is looked through, which takes a while.
  package func packages(
    of number: Int64,
    in space: AdvisorySpace
  ) throws(PackError) -> [AffectedPackage] {
    let rows = try database.prepare("SELECT name, records FROM affected")
    var found: [AffectedPackage] = []
    while try rows.step() {
      let all = try candidates(in: rows.bytes(1), named: rows.text(0), space)
      found += all.filter { $0.key.number == number }.map(\.affected)
    }
    return found
  }

  /// All that advisories say of packages, sorted by name.
  package func everything(in space: AdvisorySpace) throws(PackError) -> [AdvisoryCandidate] {
    let rows = try database.prepare("SELECT name, records FROM affected ORDER BY name")
    var found: [AdvisoryCandidate] = []
    while try rows.step() {
      found += try candidates(in: rows.bytes(1), named: rows.text(0), space)
    }
    return found
  }

  package func facts(of id: String) throws(PackError) -> FlawFacts? {
    fact.bind(1, id)
    defer { fact.reset() }
    guard try fact.step() else { return nil }
    var reader = RecordReader(fact.bytes(0))
    do throws(RecordReader.Damaged) {
      return try FlawFacts(id: id, from: &reader)
    } catch {
      throw damaged
    }
  }

  private var damaged: PackError {
    PackError(
      path,
      "the pack is damaged; 'plimsoll data verify' tells which, 'plimsoll data build' makes it anew"
    )
  }
}
