import CCrypto
package import Model

/// A running SHA-256 (FIPS 180-4), by OpenSSL's libcrypto, which uses the processor's own
/// instructions where there are any.
@safe
package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  package init() {
    // SAFETY: the context is ours until `deinit`; a machine without memory for it cannot go on.
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    unsafe self.context = context
  }

  deinit {
    // SAFETY: made in `init`, freed once.
    unsafe EVP_MD_CTX_free(context)
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    // SAFETY: the buffer lives for the call, and its length is passed.
    unsafe bytes.withUnsafeBytes { raw in
      _ = unsafe EVP_DigestUpdate(context, raw.baseAddress, raw.count)
    }
  }

  /// The digest of everything given so far; start again afterwards.
  package mutating func finish() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    // SAFETY: 32 bytes is what SHA-256 writes.
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      _ = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
      _ = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }
    return Digest(algorithm: .sha256, bytes: bytes)
  }

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
