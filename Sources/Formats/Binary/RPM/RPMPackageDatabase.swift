/// Reads `Packages.db`, the "ndb" form of the RPM database.
///
/// Layout, every number little-endian: a header of 32 bytes (`RpmP`, version 0, generation, number
/// of 4096-byte slot pages, next package index), then slots of 16 bytes to the end of those pages
/// (`Slot`, package index or 0, first block, number of blocks). A block has 16 bytes. A blob
/// begins `BlbS`, package index, generation, length, and ends, at the end of its last block, with
/// the Adler-32 of all before it, the length again, and `BlbE`.
/// Source: rpm's lib/backend/ndb/rpmpkg.c.
struct RPMPackageDatabase {
  private static let pageSize = 4096
  private static let slotSize = 16
  private static let blockSize = 16
  private static let headSize = 16
  private static let tailSize = 12

  private let slots: Range<Int>

  init(_ bytes: Span<UInt8>) throws(RPMError) {
    guard let version = bytes.integer(UInt32.self, at: 4, .little),
      let pages = bytes.integer(UInt32.self, at: 12, .little)
    else { throw .truncated("no room for the header") }
    guard version == 0 else { throw .unsupported("ndb version \(version)") }
    guard let place = bytes.place(at: 0, length: UInt64(pages) * UInt64(Self.pageSize)) else {
      throw .truncated("\(pages) slot pages in \(bytes.count) bytes")
    }
    // The header takes the place of the first two slots.
    guard place.count >= 2 * Self.slotSize else { throw .malformed("no slot pages") }
    slots = (2 * Self.slotSize)..<place.upperBound
  }

  func visitHeaders(
    in bytes: Span<UInt8>,
    budget: inout RPMDatabase.Budget,
    header: (Span<UInt8>) -> Void,
    fault: (String) -> Void
  ) throws(RPMError) {
    for slot in stride(from: slots.lowerBound, to: slots.upperBound, by: Self.slotSize) {
      guard bytes.holds("Slot", at: slot) else { throw .malformed("no slot at byte \(slot)") }
      let package = number(slot + 4, in: bytes)
      if package == 0 { continue }
      do throws(RPMError) {
        let blob = try blob(of: package, slot: slot, in: bytes)
        try budget.take(blob.count)
        header(bytes.extracting(blob))
      } catch {
        // One blob that is spoilt leaves the others readable.
        guard case .malformed(let what) = error else { throw error }
        fault("package \(package): \(what)")
      }
    }
  }

  private func blob(
    of package: UInt32,
    slot: Int,
    in bytes: Span<UInt8>
  ) throws(RPMError) -> Range<Int> {
    let first = UInt64(number(slot + 8, in: bytes)) * UInt64(Self.blockSize)
    let size = UInt64(number(slot + 12, in: bytes)) * UInt64(Self.blockSize)
    guard let place = bytes.place(at: first, length: size) else {
      throw .malformed("its blob lies beyond the end")
    }
    guard place.count >= Self.headSize + Self.tailSize else {
      throw .malformed("no room for a blob")
    }
    let tail = place.upperBound - Self.tailSize
    guard bytes.holds("BlbS", at: place.lowerBound), bytes.holds("BlbE", at: tail + 8),
      number(place.lowerBound + 4, in: bytes) == package
    else { throw .malformed("no blob at byte \(place.lowerBound)") }
    let length = Int(number(place.lowerBound + 12, in: bytes))
    let start = place.lowerBound + Self.headSize
    guard number(tail + 4, in: bytes) == UInt32(truncatingIfNeeded: length), length <= tail - start
    else {
      throw .malformed("a length that its blob does not have")
    }
    guard adler32(bytes.extracting(place.lowerBound..<tail)) == number(tail, in: bytes) else {
      throw .malformed("its checksum is wrong")
    }
    return start..<start + length
  }

  private func number(_ offset: Int, in bytes: Span<UInt8>) -> UInt32 {
    bytes.integer(UInt32.self, at: offset, .little) ?? 0
  }
}

/// The checksum of RFC 1950, section 8.2.
func adler32(_ bytes: Span<UInt8>) -> UInt32 {
  // The most bytes whose sums fit before they have to be reduced.
  let run = 5552
  var low: UInt32 = 1
  var high: UInt32 = 0
  var start = 0
  while start < bytes.count {
    let end = min(start + run, bytes.count)
    for index in start..<end {
      low &+= UInt32(bytes[index])
      high &+= low
    }
    low %= 65521
    high %= 65521
    start = end
  }
  return high << 16 | low
}
