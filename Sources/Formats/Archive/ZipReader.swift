// ZIP, as Java archives, NuGet packages, wheels and browser extensions use it.
//
//   local headers   PK 3 4, flags, method, … name, extra; then the contents of the entry
//   directory       PK 1 2 for each entry: method, checksum, sizes, name, place of its local header
//   end             PK 5 6: number of entries, size and place of the directory, comment
//
// Sizes that do not fit 32 bits are in an extra field of the directory entry, and in a second end
// record (PK 6 6) that a locator (PK 6 7) before the end record points to.
//
// Source: PKWARE, APPNOTE.TXT 6.3.10.
//
// The directory alone is believed: entries that are only in local headers are not there, as for
// every reader that runs the archive. Lenient where archives in the wild need it:
// - bytes before the archive (self-executing jars), whether or not offsets count them;
// - a number of entries cut to 16 bits, which old Java tools write for more than 65,535;
// - bytes after the end record, as signing and download tools leave them.

package import Model

/// The directory of a ZIP archive.
package struct ZipReader: Sendable {
  package let entries: [ZipEntry]
  private let limits: Limits

  /// Whether bytes begin, or end, like a ZIP archive.
  package static func isZip(_ bytes: Span<UInt8>) -> Bool {
    bytes.holds("PK\u{3}\u{4}") || ZipEnd.find(in: bytes) != nil
  }

  package init(_ bytes: Span<UInt8>, limits: Limits) throws(ZipError) {
    let end = try ZipEnd(bytes)
    guard end.entryCount <= limits.entries else { throw .limit("\(limits.entries) entries") }
    var entries: [ZipEntry] = []
    entries.reserveCapacity(min(end.entryCount, end.directory.count / ZipEntry.headerSize))
    var cursor = end.directory.lowerBound
    while cursor < end.directory.upperBound {
      guard bytes.holds("PK\u{1}\u{2}", at: cursor) else { break }
      guard entries.count < limits.entries else { throw .limit("\(limits.entries) entries") }
      let entry = try ZipEntry(bytes, at: &cursor, in: end, limits: limits)
      entries.append(entry)
    }
    guard entries.count & 0xFFFF == end.entryCount & 0xFFFF else {
      throw .malformed(
        "the directory has \(entries.count) entries where the end record says \(end.entryCount)"
      )
    }
    try ZipReader.refuseOverlaps(entries, before: end.directory.lowerBound)
    self.entries = entries
    self.limits = limits
  }

  /// Entries that share bytes are how small files are made to expand without bound.
  private static func refuseOverlaps(
    _ entries: [ZipEntry],
    before directory: Int
  ) throws(ZipError) {
    var places = entries.map { (start: $0.headerOffset, end: $0.leastEnd) }
    var isSorted = true
    for index in places.indices.dropFirst() where places[index].start < places[index - 1].start {
      isSorted = false
      break
    }
    if !isSorted { places.sort { $0.start < $1.start } }
    var end = 0
    for place in places {
      guard place.start >= end else {
        throw .malformed("entries overlap at byte \(place.start)")
      }
      end = place.end
    }
    guard end <= directory else { throw .malformed("entries overlap the directory") }
  }

  /// The place of an entry's data, as it is stored, after checking the local header.
  package func storedBytes(
    of entry: ZipEntry,
    in bytes: Span<UInt8>
  ) throws(ZipError) -> Range<Int> {
    let header = entry.headerOffset
    guard bytes.holds("PK\u{3}\u{4}", at: header),
      let nameLength = bytes.integer(UInt16.self, at: header + 26, .little),
      let extraLength = bytes.integer(UInt16.self, at: header + 28, .little)
    else { throw .malformed("no local header at byte \(header)") }
    guard Int(nameLength) == entry.name.count else {
      throw .malformed("local header at byte \(header) names another entry")
    }
    for (own, other) in zip(entry.name, header + 30..<header + 30 + Int(nameLength)) {
      guard other < bytes.count, bytes[own] == bytes[other] else {
        throw .malformed("local header at byte \(header) names another entry")
      }
    }
    let start = header + 30 + Int(nameLength) + Int(extraLength)
    guard let place = bytes.place(at: start, length: entry.compressedSize) else {
      throw .truncated("entry at byte \(header)")
    }
    return place
  }

  /// The contents of an entry, checked against its size and checksum.
  package func contents(
    of entry: ZipEntry,
    in bytes: Span<UInt8>,
    with inflate: inout Inflate
  ) throws(ZipError) -> [UInt8] {
    let contents = try uncheckedContents(of: entry, in: bytes, with: &inflate)
    guard contents.count == entry.size else {
      throw .malformed(
        "entry at byte \(entry.headerOffset) has \(contents.count) bytes instead of \(entry.size)"
      )
    }
    guard Checksum.crc32(contents.span) == entry.crc32 else {
      throw .malformed("entry at byte \(entry.headerOffset) has another checksum")
    }
    return contents
  }

  private func uncheckedContents(
    of entry: ZipEntry,
    in bytes: Span<UInt8>,
    with inflate: inout Inflate
  ) throws(ZipError) -> [UInt8] {
    let place = try checkedPlace(of: entry, in: bytes)
    let stored = bytes.extracting(place)
    switch entry.method {
    case .stored: return Array(copying: stored)
    case .deflated:
      do throws(InflateError) {
        return try inflate.all(of: stored, expected: entry.size, limit: entry.size)
      } catch {
        throw .malformed("entry at byte \(entry.headerOffset): \(error.text)")
      }
    case .other(let number): throw .unsupported("compression method \(number)")
    }
  }

  /// The place of an uncompressed entry's contents, checked like them; `nil` for compressed ones.
  ///
  /// Archives within archives are mostly stored so: these are read where they lie.
  package func contentsInPlace(
    of entry: ZipEntry,
    in bytes: Span<UInt8>
  ) throws(ZipError) -> Range<Int>? {
    guard entry.method == .stored else { return nil }
    let place = try checkedPlace(of: entry, in: bytes)
    guard place.count == entry.size else {
      throw .malformed("stored entry at byte \(entry.headerOffset) with two sizes")
    }
    guard Checksum.crc32(bytes.extracting(place)) == entry.crc32 else {
      throw .malformed("entry at byte \(entry.headerOffset) has another checksum")
    }
    return place
  }

  private func checkedPlace(
    of entry: ZipEntry,
    in bytes: Span<UInt8>
  ) throws(ZipError) -> Range<Int> {
    guard !entry.isEncrypted else { throw .unsupported("encrypted entries") }
    guard entry.size <= limits.fileSize else {
      throw .limit("\(limits.fileSize) bytes in one entry")
    }
    let ratio = Int64(entry.size) / Int64(max(entry.compressedSize, 1))
    guard entry.size < 1 << 20 || ratio <= limits.expansionRatio else {
      throw .limit("expansion of \(limits.expansionRatio) to 1")
    }
    return try storedBytes(of: entry, in: bytes)
  }
}

/// Why an archive or an entry could not be read.
package enum ZipError: Error, Hashable {
  case malformed(String)
  case truncated(String)
  /// A limit was reached; which.
  case limit(String)
  /// A method or form that is not read.
  case unsupported(String)
}

extension Array where Element == UInt8 {
  /// A copy of all bytes of a span.
  package init(copying bytes: Span<UInt8>) {
    // SAFETY: the buffer lives for the call, which copies it.
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
