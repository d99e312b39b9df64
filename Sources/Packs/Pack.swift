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

  package init(path: String) throws(PackError) {
    self.path = path
    database = try SQLiteDatabase(path: path, .reading)
    try database.run("PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -4096;")
    affected = try database.prepare(
      "SELECT advisory, feed, record FROM affected WHERE name = ? ORDER BY advisory, part"
    )
    advisory = try database.prepare("SELECT record FROM advisory WHERE number = ?")
    identifier = try database.prepare("SELECT advisory FROM identifier WHERE id = ?")
    fact = try database.prepare("SELECT record FROM fact WHERE id = ?")
    guard try meta()["form"] == String(Advisory.recordForm) else {
      throw PackError(path, "made by another version of plimsoll; build or update the data again")
    }
  }

  /// What the pack says of itself.
  package func meta() throws(PackError) -> [String: String] {
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
    var found: [AdvisoryCandidate] = []
    while try affected.step() {
      var reader = RecordReader(affected.bytes(2))
      do throws(RecordReader.Damaged) {
        found.append(
          AdvisoryCandidate(
            key: AdvisoryKey(space: space, number: affected.integer(0)),
            feed: affected.text(1),
            affected: try AffectedPackage(space, name, from: &reader)
          )
        )
      } catch {
        throw damaged
      }
    }
    return found
  }

  package func advisory(_ number: Int64) throws(PackError) -> Advisory {
    advisory.bind(1, number)
    defer { advisory.reset() }
    guard try advisory.step() else { throw damaged }
    var reader = RecordReader(advisory.bytes(0))
    do throws(RecordReader.Damaged) {
      return try Advisory(from: &reader)
    } catch {
      throw damaged
    }
  }

  /// The numbers of the records that go by a name.
  package func advisories(called id: String) throws(PackError) -> [Int64] {
    identifier.bind(1, id)
    defer { identifier.reset() }
    var found: [Int64] = []
    while try identifier.step() { found.append(identifier.integer(0)) }
    return found
  }

  /// The packages that a record speaks of.
  package func packages(
    of number: Int64,
    in space: AdvisorySpace
  ) throws(PackError) -> [AffectedPackage] {
    let rows = try database.prepare("SELECT name, record FROM affected WHERE advisory = ?")
    rows.bind(1, number)
    var found: [AffectedPackage] = []
    while try rows.step() {
      var reader = RecordReader(rows.bytes(1))
      do throws(RecordReader.Damaged) {
        found.append(try AffectedPackage(space, rows.text(0), from: &reader))
      } catch {
        throw damaged
      }
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
      "the pack is damaged; 'plimsoll data verify' tells which, 'plimsoll data build' or 'update' makes it anew"
    )
  }
}
