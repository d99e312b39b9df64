import Formats
import Glibc

/// What was staged for one pack, in the order in which a pack has it, whatever the order in which
/// it came: the same feeds give the same pack.
struct StagedRecords {
  static let advisoryMark = 0
  static let factMark = 1

  /// An advisory; texts and records are places in `bytes`.
  struct Entry {
    var feed: Range<Int>
    var id: Range<Int>
    var modified: Range<Int>
    var record: Range<Int>
    /// Places in `names` and in `parts`.
    var names: Range<Int>
    var parts: Range<Int>
  }

  /// A name, and the record that belongs to it.
  struct Named {
    var name: Range<Int>
    var record: Range<Int>
  }

  let bytes: [UInt8]
  /// By feed and identifier, each once: one that was withdrawn, else the one that was changed last.
  private(set) var advisories: [Entry] = []
  private(set) var names: [Range<Int>] = []
  private(set) var parts: [Named] = []
  /// By name, each once.
  private(set) var facts: [Named] = []

  init(_ bytes: [UInt8], path: String) throws(PackError) {
    self.bytes = bytes
    var reader = RecordReader(bytes)
    do throws(RecordReader.Damaged) {
      while !reader.isAtEnd { try read(&reader) }
    } catch {
      throw PackError(path, "what was staged cannot be read back")
    }
    putInOrder()
  }

  private mutating func read(_ reader: inout RecordReader) throws(RecordReader.Damaged) {
    switch try reader.int() {
    case Self.advisoryMark: try readAdvisory(&reader)
    case Self.factMark: facts.append(try named(&reader))
    default: throw RecordReader.Damaged()
    }
  }

  private mutating func readAdvisory(_ reader: inout RecordReader) throws(RecordReader.Damaged) {
    let feed = try reader.rawRange()
    let id = try reader.rawRange()
    let modified = try reader.rawRange()
    let firstName = names.count
    for _ in 0..<(try reader.count()) { names.append(try reader.rawRange()) }
    let record = try reader.rawRange()
    let firstPart = parts.count
    for _ in 0..<(try reader.count()) { parts.append(try named(&reader)) }
    advisories.append(
      Entry(
        feed: feed,
        id: id,
        modified: modified,
        record: record,
        names: firstName..<names.count,
        parts: firstPart..<parts.count
      )
    )
  }

  private func named(_ reader: inout RecordReader) throws(RecordReader.Damaged) -> Named {
    Named(name: try reader.rawRange(), record: try reader.rawRange())
  }

  private mutating func putInOrder() {
    var entries = advisories
    entries.sort { left, right in
      var order = compare(left.feed, right.feed)
      if order == 0 { order = compare(left.id, right.id) }
      if order == 0 { order = compare(right.modified, left.modified) }
      if order == 0 { order = compare(left.record, right.record) }
      return order < 0
    }
    advisories = []
    for entry in entries {
      let isCopy = advisories.last.map {
        compare($0.feed, entry.feed) == 0 && compare($0.id, entry.id) == 0
      }
      if isCopy != true { advisories.append(entry) }
    }
    var flaws = facts
    flaws.sort { left, right in
      let order = compare(left.name, right.name)
      return order == 0 ? left.record.lowerBound < right.record.lowerBound : order < 0
    }
    facts = []
    for flaw in flaws where facts.last.map({ compare($0.name, flaw.name) == 0 }) != true {
      facts.append(flaw)
    }
  }

  /// Less than, equal to or greater than zero, byte by byte, as SQLite compares texts.
  func compare(_ left: Range<Int>, _ right: Range<Int>) -> Int {
    let count = min(left.count, right.count)
    // SAFETY: both places were read from these bytes, and are within them.
    let order = unsafe bytes.withUnsafeBytes { raw in
      let start = unsafe raw.baseAddress.unsafelyUnwrapped
      return unsafe memcmp(start + left.lowerBound, start + right.lowerBound, count)
    }
    return order == 0 ? left.count - right.count : Int(order)
  }

  func text(_ place: Range<Int>) -> String { String(decoding: bytes[place], as: UTF8.self) }
}
