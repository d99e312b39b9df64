import CCrypto
import CIGzip
package import Model

/// Checksums of bytes that are in memory: for telling damage and for looking things up, not for
/// trust.
package enum Checksum {
  /// CRC-32 as gzip and ZIP use it (RFC 1952, section 8), by ISA-L.
  package static func crc32(_ bytes: Span<UInt8>) -> UInt32 {
    // SAFETY: the buffer lives for the call, and its length is passed.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe crc32_gzip_refl(0, start, UInt64(buffer.count))
    }
  }

  /// SHA-1 (FIPS 180-4), by which Maven repositories are searched.
  package static func sha1(_ bytes: Span<UInt8>) -> Digest {
    var digest = [UInt8](repeating: 0, count: 20)
    // SAFETY: 20 bytes is what SHA-1 writes; the source buffer lives for the call.
    unsafe digest.withUnsafeMutableBufferPointer { out in
      unsafe bytes.withUnsafeBytes { raw in
        let start = unsafe raw.bindMemory(to: UInt8.self).baseAddress
        _ = unsafe SHA1(start, raw.count, out.baseAddress)
      }
    }
    return Digest(algorithm: .sha1, bytes: digest)
  }
}
