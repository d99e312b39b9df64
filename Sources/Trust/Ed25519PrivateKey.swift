import CCrypto

/// A key that signatures are made with (RFC 8032, Ed25519).
package struct Ed25519PrivateKey: Sendable, CustomStringConvertible {
  private let seed: [UInt8]
  package let publicKey: Ed25519PublicKey

  /// Makes a new key from the system's random numbers.
  package init() throws(KeyError) {
    var generator = SystemRandomNumberGenerator()
    try self.init(seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// - Parameter seed: the 32 bytes that the key is made of.
  package init(seed: [UInt8]) throws(KeyError) {
    guard seed.count == 32 else {
      throw .malformed("an Ed25519 key has 32 bytes, not \(seed.count)")
    }
    self.seed = seed
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = 32
    // SAFETY: the buffers live for the calls, and `count` says how much room there is.
    let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    defer { unsafe EVP_PKEY_free(key) }
    guard unsafe key != nil, unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 else {
      throw .malformed("the key cannot be used")
    }
    publicKey = try Ed25519PublicKey(bytes: bytes)
  }

  /// `PrivateKeyInfo` up to the seed (RFC 8410).
  private static let prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  /// The key as a PEM file has it; secret.
  package var pem: String { PEM.text(Self.prefix + seed, label: "PRIVATE KEY") }

  /// Reads a PEM file, as `openssl genpkey -algorithm ed25519` writes it.
  package init(pem text: String) throws(KeyError) {
    let der = try PEM.bytes(of: text, label: "PRIVATE KEY")
    guard der.count >= 48, der.starts(with: Self.prefix) else {
      throw .malformed("not an Ed25519 key")
    }
    try self.init(seed: Array(der[Self.prefix.count..<48]))
  }

  /// Signs a message; 64 bytes.
  package func signature(of message: [UInt8]) throws(KeyError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: 64)
    var count = 64
    // SAFETY: the buffers live for the calls; the key and the context are freed on every way out.
    let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    defer { unsafe EVP_PKEY_free(key) }
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe key != nil, unsafe context != nil,
      unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
      unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == 64
    else { throw .malformed("the key cannot sign") }
    return signature
  }

  /// Says nothing of the key itself.
  package var description: String { "‹private key›" }
}
