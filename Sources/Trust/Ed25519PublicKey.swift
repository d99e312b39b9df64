import CCrypto
import Formats
import Model

/// A key that signatures are checked with (RFC 8032, Ed25519).
package struct Ed25519PublicKey: Hashable, Sendable {
  /// The 32 bytes of the key.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) throws(KeyError) {
    guard bytes.count == 32 else {
      throw .malformed("an Ed25519 key has 32 bytes, not \(bytes.count)")
    }
    self.bytes = bytes
  }

  /// The name that signatures call the key by: SHA-256 of its DER form, in hexadecimal.
  package var id: String { SHA256.digest(of: der.span).hex }

  /// `SubjectPublicKeyInfo` (RFC 8410).
  private var der: [UInt8] { Self.prefix + bytes }

  static let prefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// The key as a PEM file has it.
  package var pem: String { PEM.text(der, label: "PUBLIC KEY") }

  /// Reads a PEM file, as `openssl pkey -pubout` writes it.
  package init(pem text: String) throws(KeyError) {
    let der = try PEM.bytes(of: text, label: "PUBLIC KEY")
    guard der.count == 44, der.starts(with: Self.prefix) else {
      throw .malformed("not the public half of an Ed25519 key")
    }
    try self.init(bytes: Array(der[Self.prefix.count...]))
  }

  package func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == 64 else { return false }
    // SAFETY: the buffers live for the calls; the key and the context are freed on every way out.
    let key = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
    defer { unsafe EVP_PKEY_free(key) }
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe key != nil, unsafe context != nil,
      unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
    else { return false }
    return unsafe EVP_DigestVerify(context, signature, 64, message, message.count) == 1
  }
}
