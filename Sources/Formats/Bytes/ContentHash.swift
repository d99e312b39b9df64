import CCrypto
package import Model

/// A running hash of one of the kinds that may name content (OCI image-spec, "Registered
/// algorithms"), by OpenSSL's libcrypto, which uses the processor's own instructions.
@safe
package struct ContentHash: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: Digest.Algorithm

  /// `nil` for an algorithm that vouches for nothing: bytes can be made to fit.
  package init?(_ algorithm: Digest.Algorithm) {
    guard algorithm.vouches else { return nil }
    self.init(known: algorithm)
  }

  init(known algorithm: Digest.Algorithm) {
    // SAFETY: the context is ours until `deinit`; a machine without memory for it cannot go on.
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    unsafe EVP_DigestInit_ex(context, algorithm.function, nil)
    unsafe self.context = context
    self.algorithm = algorithm
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
    var bytes = [UInt8](repeating: 0, count: algorithm.hexLength / 2)
    // SAFETY: as many bytes as the algorithm writes.
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      _ = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
      _ = unsafe EVP_DigestInit_ex(context, algorithm.function, nil)
    }
    return Digest(algorithm: algorithm, bytes: bytes)
  }
}

extension Digest.Algorithm {
  /// Whether a digest of this kind says for certain what the bytes are.
  package var vouches: Bool {
    switch self {
    case .sha256, .sha384, .sha512: true
    case .md5, .sha1: false
    }
  }

  fileprivate var function: OpaquePointer? {
    switch self {
    case .sha384: unsafe EVP_sha384()
    case .sha512: unsafe EVP_sha512()
    case .sha256, .md5, .sha1: unsafe EVP_sha256()
    }
  }
}

extension Digest {
  /// The digest of some bytes; `nil` for an algorithm that vouches for nothing.
  package init?(of bytes: Span<UInt8>, by algorithm: Algorithm) {
    guard var hash = ContentHash(algorithm) else { return nil }
    hash.update(bytes)
    self = hash.finish()
  }
}
