import Advisories
import Artifacts
import Formats
import Glibc
import Model

/// Holds what belongs in one pack while feeds are read, in the order in which it comes.
///
/// A file, since all packs together are more than fits in memory; `StagedRecords` reads it back.
final class PackStaging {
  private let path: String
  private let file: NewFile
  private var pending: [UInt8] = []
  private static let pendingLimit = 64 << 10

  init(directory: String, name: String) throws(PackError) {
    path = "\(directory)/\(name).staging"
    guard let file = NewFile(in: directory, mode: 0o600) else {
      throw PackError(path, systemMessage(errno))
    }
    self.file = file
  }

  /// Adds an advisory with what it says of packages of this pack's space.
  func add(_ advisory: StagedAdvisory, _ parts: [AffectedPackage]) throws(PackError) {
    try append(advisory.bytes(with: parts))
  }

  /// Adds what is known of a flaw.
  func add(_ facts: FlawFacts) throws(PackError) {
    var record = RecordWriter()
    facts.write(to: &record)
    var entry = RecordWriter()
    entry.write(StagedRecords.factMark)
    entry.write(Array(facts.id.utf8))
    entry.write(record.bytes)
    try append(entry.bytes)
  }

  private func append(_ bytes: [UInt8]) throws(PackError) {
    pending += bytes
    if pending.count >= Self.pendingLimit { try flush() }
  }

  private func flush() throws(PackError) {
    guard file.write(pending) else { throw PackError(path, systemMessage(errno)) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Ends adding, and reads back what was staged.
  func finish() throws(PackError) -> StagedRecords {
    try flush()
    guard file.publish(as: path, replacing: true) else {
      throw PackError(path, systemMessage(errno))
    }
    defer { _ = unsafe unlink(path) }
    let bytes: [UInt8]
    do throws(ByteSourceError) {
      bytes = try wholeFile(path, limit: .max)
    } catch {
      throw PackError(path, error.text)
    }
    return try StagedRecords(bytes, path: path)
  }
}

/// An advisory as it is staged, written once however many packs it belongs in.
struct StagedAdvisory {
  private let head: [UInt8]

  /// Addresses to read more at: the first few tell what there is to tell.
  private static let referenceLimit = 5

  init(_ advisory: Advisory) {
    var kept = advisory
    kept.references = Array(advisory.references.prefix(Self.referenceLimit))
    var record = RecordWriter()
    kept.write(to: &record)
    var head = RecordWriter()
    head.write(StagedRecords.advisoryMark)
    // Copies of a publisher's records go on when he has taken them back: what says that it was
    // withdrawn comes after all dates.
    let age = (advisory.withdrawn.isEmpty ? "" : "withdrawn ") + advisory.modified
    for text in [advisory.feed, advisory.id, age] { head.write(Array(text.utf8)) }
    head.write([advisory.id] + advisory.aliases + advisory.covers) { $0.write(Array($1.utf8)) }
    head.write(record.bytes)
    self.head = head.bytes
  }

  func bytes(with parts: [AffectedPackage]) -> [UInt8] {
    var entry = RecordWriter()
    entry.write(parts) { writer, part in
      var record = RecordWriter()
      part.write(to: &record)
      writer.write(Array(part.name.utf8))
      writer.write(record.bytes)
    }
    return head + entry.bytes
  }
}
