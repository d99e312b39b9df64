import CCrypto
package import Model

/// A running SHA-256 (FIPS 180-4).
package struct SHA256: ~Copyable {
  private var hash = ContentHash(known: .sha256)

  package init() {}

  package mutating func update(_ bytes: Span<UInt8>) { hash.update(bytes) }

  /// The digest of everything given so far; start again afterwards.
  package mutating func finish() -> Digest { hash.finish() }

  package static func digest(of bytes: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The first eight bytes of the digest as a big-endian number, without making a `Digest`.
  package static func firstWord(of bytes: Span<UInt8>) -> UInt64 {
    var digest: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    // SAFETY: the tuple is the 32 bytes that SHA-256 writes.
    unsafe withUnsafeMutableBytes(of: &digest) { out in
      unsafe bytes.withUnsafeBytes { raw in
        _ = unsafe CCrypto.SHA256(raw.baseAddress, raw.count, out.baseAddress)
      }
    }
    return UInt64(bigEndian: digest.0)
  }
}
