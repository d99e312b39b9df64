/// Reads the values of a Berkeley DB hash, the form of RPM's `Packages` until 2020.
///
/// Layout, in the byte order of the machine that wrote it: pages of one size, the first holding
/// the metadata (magic 0x061561 at 12, version 16, page size 20, encryption 24, flags 26, last page
/// 32). A page of type 13, or 2 in old files, has pairs of a key and a value: at 20 the number of
/// items, from 26 on the offset of each, which lie from the end of the page downwards. A value
/// that does not fit is a reference (type 3: page at 4, length at 8) to a chain of overflow pages
/// (type 7: next page at 16, bytes used at 22). Pages on the free list are of type 0.
/// Source: Berkeley DB 5.3, src/dbinc/db_page.h.
struct BerkeleyHash {
  private enum PageType {
    static let hashUnsorted: UInt8 = 2
    static let overflow: UInt8 = 7
    static let hashMetadata: UInt8 = 8
    static let hash: UInt8 = 13
  }

  private enum ItemType {
    static let inline: UInt8 = 1
    static let elsewhere: UInt8 = 3
  }

  private static let magic: UInt32 = 0x061561
  private static let pageHeader = 26

  private let order: ByteOrder
  private let pageSize: Int
  private let lastPage: Int

  /// The order that the magic number is written in; `nil` for anything that is no such hash.
  static func byteOrder(of bytes: Span<UInt8>) -> ByteOrder? {
    for order in [ByteOrder.little, .big] where bytes.integer(UInt32.self, at: 12, order) == magic {
      return order
    }
    return nil
  }

  init(_ bytes: Span<UInt8>) throws(RPMError) {
    guard let order = Self.byteOrder(of: bytes) else {
      throw .malformed("no magic of a Berkeley DB hash")
    }
    guard bytes.count >= 512 else { throw .truncated("no room for the metadata") }
    func number(_ offset: Int) -> Int { Int(bytes.integer(UInt32.self, at: offset, order) ?? 0) }
    guard (8...10).contains(number(16)) else {
      throw .unsupported("Berkeley DB hash version \(number(16))")
    }
    // Encrypted pages cannot be read, and a checksum makes their headers longer; rpm uses neither.
    guard bytes[24] == 0, bytes[26] & 1 == 0 else {
      throw .unsupported("Berkeley DB with encryption or checksums")
    }
    guard bytes[25] == PageType.hashMetadata else { throw .malformed("no metadata page") }
    let size = number(20)
    guard (512...65536).contains(size), size & (size - 1) == 0 else {
      throw .malformed("pages of \(size) bytes")
    }
    guard bytes.place(at: number(32) * size, length: size) != nil else {
      throw .truncated("\(number(32) + 1) pages of \(size) bytes in \(bytes.count) bytes")
    }
    self.order = order
    pageSize = size
    lastPage = number(32)
  }

  /// Shows the value of every entry but that of key 0, which is rpm's counter.
  func visitValues(
    in bytes: Span<UInt8>,
    budget: inout RPMDatabase.Budget,
    value: (Span<UInt8>) -> Void,
    fault: (String) -> Void
  ) throws(RPMError) {
    guard lastPage > 0 else { return }
    for number in 1...lastPage {
      let page = number * pageSize
      let type = bytes[page + 25]
      guard type == PageType.hash || type == PageType.hashUnsorted else { continue }
      do throws(RPMError) {
        try visitPage(at: page, in: bytes, budget: &budget, value: value)
      } catch {
        guard case .malformed(let what) = error else { throw error }
        fault("page \(number): \(what)")
      }
    }
  }

  private func visitPage(
    at page: Int,
    in bytes: Span<UInt8>,
    budget: inout RPMDatabase.Budget,
    value: (Span<UInt8>) -> Void
  ) throws(RPMError) {
    let count = Int(bytes.integer(UInt16.self, at: page + 20, order) ?? 0)
    guard Self.pageHeader + 2 * count <= pageSize else {
      throw .malformed("\(count) items in a page of \(pageSize) bytes")
    }
    var end = pageSize
    var isCounter = false
    for item in 0..<count {
      let index = page + Self.pageHeader + 2 * item
      let start = Int(bytes.integer(UInt16.self, at: index, order) ?? 0)
      guard start >= Self.pageHeader + 2 * count, start < end else {
        throw .malformed("item \(item) lies outside its page")
      }
      let place = (page + start)..<(page + end)
      end = start
      if item % 2 == 0 {
        isCounter = place.dropFirst().allSatisfy { bytes[$0] == 0 }
      } else if !isCounter {
        try visitItem(place, in: bytes, budget: &budget, value: value)
      }
    }
  }

  private func visitItem(
    _ place: Range<Int>,
    in bytes: Span<UInt8>,
    budget: inout RPMDatabase.Budget,
    value: (Span<UInt8>) -> Void
  ) throws(RPMError) {
    switch bytes[place.lowerBound] {
    case ItemType.inline:
      try budget.take(place.count - 1)
      value(bytes.extracting((place.lowerBound + 1)..<place.upperBound))
    case ItemType.elsewhere:
      guard place.count == 12 else { throw .malformed("a reference of \(place.count) bytes") }
      let first = bytes.integer(UInt32.self, at: place.lowerBound + 4, order) ?? 0
      let length = bytes.integer(UInt32.self, at: place.lowerBound + 8, order) ?? 0
      try budget.take(Int(length))
      let blob = try chain(from: Int(first), length: Int(length), in: bytes)
      value(blob.span)
    case let type:
      throw .malformed("an item of type \(type)")
    }
  }

  /// Joins a chain of overflow pages.
  ///
  /// Each page must bring something and the sum is known, so that a chain that runs in a circle
  /// comes to its end; the budget has seen that the length is less than the file's.
  private func chain(
    from first: Int,
    length: Int,
    in bytes: Span<UInt8>
  ) throws(RPMError) -> [UInt8] {
    var blob: [UInt8] = []
    blob.reserveCapacity(length)
    var next = first
    while blob.count < length {
      guard (1...lastPage).contains(next) else {
        throw .malformed("a chain that leads to page \(next)")
      }
      let page = next * pageSize
      guard bytes[page + 25] == PageType.overflow else {
        throw .malformed("page \(next) in a chain is of type \(bytes[page + 25])")
      }
      let used = Int(bytes.integer(UInt16.self, at: page + 22, order) ?? 0)
      guard used > 0, Self.pageHeader + used <= pageSize, used <= length - blob.count else {
        throw .malformed("page \(next) in a chain has \(used) bytes")
      }
      let start = page + Self.pageHeader
      for index in start..<start + used { blob.append(bytes[index]) }
      next = Int(bytes.integer(UInt32.self, at: page + 16, order) ?? 0)
    }
    return blob
  }
}
