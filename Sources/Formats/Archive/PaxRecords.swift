/// The records of a pax extended header that say something about the next file.
///
/// Layout: POSIX.1-2017 pax, "pax Extended Header": `LENGTH KEY=VALUE\n`, the length counting
/// itself. Sparse keys: GNU tar manual, "PAX sparse formats".
struct PaxRecords {
  var path: [UInt8]?
  var linkPath: [UInt8]?
  var size: Int64?
  var userID: UInt32?
  var groupID: UInt32?
  var capability: [UInt8] = []
  var sparse: SparseMap?
  private var sparseOffset: Int64 = 0
  var sparseName: [UInt8]?
  /// Whether the map stands at the start of the contents (version 1.0), not in records.
  var hasSparseMapInContents = false

  init() {}

  mutating func read(_ bytes: [UInt8]) throws(ByteSourceError) {
    var next = 0
    while next < bytes.count {
      let start = next
      var length = 0
      while next < bytes.count, bytes[next] != UInt8(ascii: " ") {
        guard let digit = bytes[next].decimalDigit, length < 100_000_000 else {
          throw .malformed("a pax record without a length")
        }
        length = length * 10 + digit
        next += 1
      }
      let end = start + length
      guard length > 0, next + 1 < end, end <= bytes.count, bytes[end - 1] == UInt8(ascii: "\n")
      else { throw .malformed("a pax record whose length does not fit") }
      let record = bytes[next + 1..<end - 1]
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
        throw .malformed("a pax record without a value")
      }
      try apply(String(decoding: record[..<equals], as: UTF8.self), Array(record[(equals + 1)...]))
      next = end
    }
  }

  private mutating func apply(_ key: String, _ value: [UInt8]) throws(ByteSourceError) {
    switch key {
    case "path": path = value
    case "linkpath": linkPath = value
    case "size": size = try number(value, key)
    case "uid": userID = UInt32(clamping: try number(value, key))
    case "gid": groupID = UInt32(clamping: try number(value, key))
    case "SCHILY.xattr.security.capability": capability = value
    default:
      if key.hasPrefix("GNU.sparse.") { try applySparse(String(key.dropFirst(11)), value) }
    }
  }

  private mutating func applySparse(_ key: String, _ value: [UInt8]) throws(ByteSourceError) {
    var map = sparse ?? SparseMap()
    switch key {
    case "name": sparseName = value
    case "size", "realsize": map.realSize = try number(value, key)
    case "major": hasSparseMapInContents = value == Array("1".utf8)
    case "map": try map.add(list: value)
    case "offset": sparseOffset = try number(value, key)
    case "numbytes": try map.add(offset: sparseOffset, length: try number(value, key))
    default: break
    }
    sparse = map
  }

  private func number(_ value: [UInt8], _ key: String) throws(ByteSourceError) -> Int64 {
    // Some writers give ids as negative numbers; only sizes have to be right.
    guard let number = Int64(String(decoding: value, as: UTF8.self)), number >= 0 else {
      throw .malformed("a pax record \(key) that is no number")
    }
    return number
  }
}

extension UInt8 {
  var decimalDigit: Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
  }
}
