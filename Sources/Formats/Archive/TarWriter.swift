/// Writes a tar archive in the ustar form (POSIX.1-1988): plain files with short names.
///
/// The same files give the same bytes: no times, no owners.
package struct TarWriter {
  private static let blockSize = 512

  /// The header of a file; its contents and `padding(after:)` follow.
  package static func header(name: String, size: Int64) throws(TarWriterError) -> [UInt8] {
    guard name.utf8.count <= 100, !name.isEmpty else { throw .nameTooLong(name) }
    guard size >= 0, size < 1 << 33 else { throw .tooLarge(name) }
    var block = [UInt8](repeating: 0, count: blockSize)
    put(Array(name.utf8), at: 0, in: &block)
    put(octal(0o644, digits: 7), at: 100, in: &block)
    put(octal(0, digits: 7), at: 108, in: &block)
    put(octal(0, digits: 7), at: 116, in: &block)
    put(octal(size, digits: 11), at: 124, in: &block)
    put(octal(0, digits: 11), at: 136, in: &block)
    // The checksum is made with blanks in its own place.
    put(Array(repeating: UInt8(ascii: " "), count: 8), at: 148, in: &block)
    block[156] = UInt8(ascii: "0")
    put(Array("ustar\u{0}00".utf8), at: 257, in: &block)
    let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
    put(octal(sum, digits: 6) + [0, UInt8(ascii: " ")], at: 148, in: &block)
    return block
  }

  /// What fills the last block of a file.
  package static func padding(after size: Int64) -> [UInt8] {
    let rest = Int(size % Int64(blockSize))
    return [UInt8](repeating: 0, count: rest == 0 ? 0 : blockSize - rest)
  }

  /// What ends an archive.
  package static let end = [UInt8](repeating: 0, count: blockSize * 2)

  private static func put(_ bytes: [UInt8], at offset: Int, in block: inout [UInt8]) {
    block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
    let text = String(value, radix: 8)
    return Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.utf8.count))
      + Array(text.utf8)
  }
}

/// Why a file cannot be put into an archive.
package enum TarWriterError: Error, Hashable {
  case nameTooLong(String)
  case tooLarge(String)
}
