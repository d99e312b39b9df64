import Model

/// What the directory of a ZIP archive says of one entry.
package struct ZipEntry: Hashable, Sendable {
  /// How the contents are kept.
  package enum Method: Hashable, Sendable {
    case stored
    case deflated
    case other(UInt16)
  }

  static let headerSize = 46

  /// The place of the name in the archive; most names are only compared, never made a text.
  package let name: Range<Int>
  package let method: Method
  package let crc32: UInt32
  package let compressedSize: Int
  package let size: Int
  package let headerOffset: Int
  package let isEncrypted: Bool
  /// Whether the name is UTF-8 by the archive's word; else it is in the code page of 1981.
  package let hasUTF8Name: Bool

  /// The end of its data, if its local header had no extra field.
  var leastEnd: Int { headerOffset + 30 + name.count + compressedSize }

  /// Reads the directory entry at `cursor`, and moves past it.
  init(
    _ bytes: Span<UInt8>,
    at cursor: inout Int,
    in end: ZipEnd,
    limits: Limits
  ) throws(ZipError) {
    let start = cursor
    guard let flags = bytes.integer(UInt16.self, at: start + 8, .little),
      let method = bytes.integer(UInt16.self, at: start + 10, .little),
      let crc32 = bytes.integer(UInt32.self, at: start + 16, .little),
      let compressedSize = bytes.integer(UInt32.self, at: start + 20, .little),
      let size = bytes.integer(UInt32.self, at: start + 24, .little),
      let nameLength = bytes.integer(UInt16.self, at: start + 28, .little),
      let extraLength = bytes.integer(UInt16.self, at: start + 30, .little),
      let commentLength = bytes.integer(UInt16.self, at: start + 32, .little),
      let offset = bytes.integer(UInt32.self, at: start + 42, .little)
    else { throw .truncated("directory entry at byte \(start)") }
    let nameStart = start + ZipEntry.headerSize
    let extraStart = nameStart + Int(nameLength)
    cursor = extraStart + Int(extraLength) + Int(commentLength)
    guard cursor <= end.directory.upperBound else {
      throw .truncated("directory entry at byte \(start)")
    }
    guard Int(nameLength) <= limits.pathLength else {
      throw .limit("\(limits.pathLength) bytes in one path")
    }
    var wide = ZipWideSizes(size: size, compressedSize: compressedSize, offset: offset)
    try wide.read(bytes, in: extraStart..<extraStart + Int(extraLength))
    guard let fullSize = Int(exactly: wide.size),
      let fullCompressedSize = Int(exactly: wide.compressedSize),
      let fullOffset = Int(exactly: wide.offset),
      bytes.place(at: fullOffset, length: fullCompressedSize) != nil
    else { throw .malformed("directory entry at byte \(start) points outside the archive") }
    let (headerOffset, overflow) = fullOffset.addingReportingOverflow(end.base)
    guard !overflow, headerOffset + 30 + Int(nameLength) <= bytes.count else {
      throw .malformed("directory entry at byte \(start) points outside the archive")
    }
    self.name = nameStart..<extraStart
    self.crc32 = crc32
    self.headerOffset = headerOffset
    self.compressedSize = fullCompressedSize
    self.size = fullSize
    isEncrypted = flags & 1 != 0
    hasUTF8Name = flags & 0x800 != 0
    self.method = Method(method)
  }

  /// The name as text.
  ///
  /// Java and most tools of this century write UTF-8 whether or not they say so; what is not
  /// valid UTF-8 is read in code page 437, as the specification has it.
  package func nameText(in bytes: Span<UInt8>) -> String {
    if let text = bytes.text(in: name) { return text }
    var scalars = String.UnicodeScalarView()
    for index in name {
      let byte = bytes[index]
      scalars.append(byte < 0x80 ? Unicode.Scalar(byte) : codePage437[Int(byte) - 0x80])
    }
    return String(scalars)
  }

  package func isDirectory(in bytes: Span<UInt8>) -> Bool {
    !name.isEmpty && bytes[name.upperBound - 1] == UInt8(ascii: "/")
  }
}

/// The numbers that a directory entry may keep in an extra field, when 32 bits are too few.
private struct ZipWideSizes {
  var size: UInt64
  var compressedSize: UInt64
  var offset: UInt64

  init(size: UInt32, compressedSize: UInt32, offset: UInt32) {
    self.size = UInt64(size)
    self.compressedSize = UInt64(compressedSize)
    self.offset = UInt64(offset)
  }

  /// Looks for the field of type 1, which holds only those numbers that are all ones outside.
  mutating func read(_ bytes: Span<UInt8>, in extra: Range<Int>) throws(ZipError) {
    let unset = UInt64(UInt32.max)
    guard size == unset || compressedSize == unset || offset == unset else { return }
    var cursor = extra.lowerBound
    while extra.upperBound - cursor >= 4,
      let type = bytes.integer(UInt16.self, at: cursor, .little),
      let length = bytes.integer(UInt16.self, at: cursor + 2, .little)
    {
      var field = cursor + 4
      cursor = field + Int(length)
      guard cursor <= extra.upperBound else { break }
      guard type == 1 else { continue }
      func next() throws(ZipError) -> UInt64 {
        guard cursor - field >= 8, let value = bytes.integer(UInt64.self, at: field, .little) else {
          throw .malformed("ZIP64 field at byte \(field) is too short")
        }
        field += 8
        return value
      }
      if size == unset { size = try next() }
      if compressedSize == unset { compressedSize = try next() }
      if offset == unset { offset = try next() }
      return
    }
  }
}

/// The upper half of IBM code page 437.
private let codePage437 = Array(
  ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
    + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars
)

extension ZipEntry.Method {
  fileprivate init(_ number: UInt16) {
    self =
      switch number {
      case 0: .stored
      case 8: .deflated
      default: .other(number)
      }
  }
}
