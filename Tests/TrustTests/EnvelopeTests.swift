import Model
import TestSupport
import Testing
import Trust

private let key = try? Ed25519PrivateKey(seed: Array(0..<32))

@Suite struct `signed envelope` {
  @Test func `is verified by the key that signed it`() throws {
    let key = try #require(key)
    let envelope = try Envelope(Array("payload".utf8), type: "text/plain", key: key)
    let read = try Envelope(json: envelope.json, limits: .standard)
    #expect(read == envelope)
    #expect(
      read.signer(among: [try Ed25519PrivateKey().publicKey, key.publicKey]) == key.publicKey
    )
  }

  @Test func `is refused after a change of payload or type`() throws {
    let key = try #require(key)
    var envelope = try Envelope(Array("payload".utf8), type: "text/plain", key: key)
    envelope.payload[0] ^= 1
    #expect(envelope.signer(among: [key.publicKey]) == nil)
    envelope.payload[0] ^= 1
    envelope.payloadType = "text/html"
    #expect(envelope.signer(among: [key.publicKey]) == nil)
  }

  @Test(arguments: ["", "{}", "[]", #"{"payloadType":"a","payload":"*","signatures":[]}"#])
  func `is no envelope`(text: String) {
    #expect(throws: EnvelopeError.self) { try Envelope(json: Array(text.utf8), limits: .standard) }
  }
}

@Suite struct `Ed25519 key` {
  // RFC 8032, section 7.1, test 1: the seed and the public key that belongs to it.
  private static let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
  private static let other = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

  @Test func `has the public half that the standard gives`() throws {
    let key = try Ed25519PrivateKey(seed: bytes(Self.seed))
    #expect(key.publicKey.bytes == bytes(Self.other))
  }

  @Test func `is read back from its PEM file`() throws {
    let key = try Ed25519PrivateKey()
    #expect(try Ed25519PrivateKey(pem: key.pem).publicKey == key.publicKey)
    #expect(try Ed25519PublicKey(pem: key.publicKey.pem) == key.publicKey)
    #expect("\(key)" == "‹private key›")
  }

  @Test(arguments: ["", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "x"])
  func `is refused when it is none`(text: String) {
    #expect(throws: KeyError.self) { try Ed25519PublicKey(pem: text) }
    #expect(throws: KeyError.self) { try Ed25519PrivateKey(pem: text) }
  }
}

private func bytes(_ hex: String) -> [UInt8] {
  stride(from: 0, to: hex.utf8.count, by: 2).compactMap { start in
    UInt8(hex.dropFirst(start).prefix(2), radix: 16)
  }
}
