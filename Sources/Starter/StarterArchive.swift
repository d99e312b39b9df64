// Starter advisories as they lie in the program:
//
//   8 bytes   "PLSTART1"
//   64 bytes  SHA-256 of what follows, in hexadecimal
//   zstd      a record: form · spaces · sources of facts · facts
//
// A space is its name, its sources, how much it holds, and a record of its own, so that a scan reads
// only those it asks for: advisories, then by name of package the numbers of advisories and what
// they say. Records are written by `RecordWriter`, as in packs.

package import Advisories
import Formats
import Model

/// Starter advisories that were opened; spaces are read when they are asked for.
package struct StarterArchive: Sendable {
  /// Raised when what is written changes, here or in the records; then the file is made anew.
  private static let form = 1
  private static let magic = Array("PLSTART1".utf8)
  private static let digestSize = 64
  /// More than is ever built in; a guard against what is no starter set.
  private static let plainLimit = 64 << 20

  /// A space that was not read yet.
  package struct Entry: Hashable, Sendable {
    package var space: AdvisorySpace
    package var sources: [StarterSource]
    package var advisories: Int
    package var affected: Int
    fileprivate var record: [UInt8]
  }

  /// Sorted by space.
  package let entries: [Entry]
  package let factSources: [StarterSource]
  package let factCount: Int
  private let factRecord: [UInt8]

  package init(_ bytes: [UInt8]) throws(StarterError) {
    guard !bytes.isEmpty else { throw .absent }
    guard bytes.starts(with: Self.magic) else { throw .foreign }
    let head = Self.magic.count + Self.digestSize
    guard bytes.count > head else { throw .damaged }
    let packed = bytes.span.extracting(head...)
    guard SHA256.digest(of: packed).hex.utf8.elementsEqual(bytes[Self.magic.count..<head]),
      let plain = Zstd.decompressed(packed, limit: Self.plainLimit)
    else { throw .damaged }
    var reader = RecordReader(plain)
    // Of an earlier form no more than its number is known.
    guard (try? reader.int()) == Self.form else { throw .foreign }
    do throws(RecordReader.Damaged) {
      entries = try reader.list { (reader) throws(RecordReader.Damaged) in
        try Entry(from: &reader)
      }
      factSources = try reader.list { (reader) throws(RecordReader.Damaged) in
        try StarterSource(from: &reader)
      }
      factCount = try reader.int()
      factRecord = try reader.raw()
    } catch {
      throw .damaged
    }
  }

  package func entry(for space: AdvisorySpace) -> Entry? { entries.first { $0.space == space } }

  /// Reads a space.
  package func shelf(of entry: Entry) throws(StarterError) -> StarterShelf {
    var reader = RecordReader(entry.record)
    do throws(RecordReader.Damaged) {
      return try StarterShelf(entry.space, from: &reader)
    } catch {
      throw .damaged
    }
  }

  /// What is known of flaws, by name.
  package func facts() throws(StarterError) -> [String: FlawFacts] {
    var reader = RecordReader(factRecord)
    var facts: [String: FlawFacts] = [:]
    facts.reserveCapacity(min(factCount, 1 << 16))
    do throws(RecordReader.Damaged) {
      while !reader.isAtEnd {
        let id = try reader.text()
        facts[id] = try FlawFacts(id: id, from: &reader)
      }
    } catch {
      throw .damaged
    }
    guard facts.count == factCount else { throw .damaged }
    return facts
  }
}

extension StarterArchive {
  /// More than these would be no starter set any longer.
  package static let advisoryLimit = 5000
  package static let sizeLimit = 600 << 10

  /// Writes what becomes the file that is built in, and refuses more than belongs in a program.
  package static func limitedBytes(of contents: StarterContents) throws(StarterError) -> [UInt8] {
    let bytes = bytes(of: contents)
    guard contents.advisoryCount <= advisoryLimit, bytes.count <= sizeLimit else {
      throw .refused(
        "\(contents.advisoryCount) advisories in \(bytes.count) bytes are over the limits of "
          + "\(advisoryLimit) and \(sizeLimit)"
      )
    }
    return bytes
  }

  package static func bytes(of contents: StarterContents) -> [UInt8] {
    var writer = RecordWriter()
    writer.write(form)
    writer.write(contents.spaces) { writer, space in
      writer.write(space.space.rawValue)
      writer.write(space.sources) { $1.write(to: &$0) }
      writer.write(space.advisories.count)
      writer.write(space.advisories.reduce(0) { $0 + $1.affected.count })
      writer.write(StarterShelf.record(of: space))
    }
    writer.write(contents.factSources) { $1.write(to: &$0) }
    writer.write(contents.facts.count)
    var facts = RecordWriter()
    for fact in contents.facts {
      facts.write(fact.id)
      fact.write(to: &facts)
    }
    writer.write(facts.bytes)
    let packed = Zstd.compressed(writer.bytes, .smallest)
    return magic + Array(SHA256.digest(of: packed.span).hex.utf8) + packed
  }
}

extension StarterArchive.Entry {
  fileprivate init(from reader: inout RecordReader) throws(RecordReader.Damaged) {
    space = AdvisorySpace(rawValue: try reader.text())
    sources = try reader.list { (reader) throws(RecordReader.Damaged) in
      try StarterSource(from: &reader)
    }
    advisories = try reader.int()
    affected = try reader.int()
    record = try reader.raw()
  }
}
