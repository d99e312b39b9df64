import Formats

extension ZipBuilder {
  /// Bytes in a zlib stream (RFC 1950).
  package static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    var end = ByteBuilder(.big)
    end.add(high << 16 | low)
    return [0x78, 0x01] + deflate(bytes) + end.bytes
  }
}
