package import Formats
package import Model

/// A payload with signatures over it and its type.
///
/// Source: DSSE, "Dead Simple Signing Envelope", v1.0.2.
package struct Envelope: Hashable, Sendable {
  package var payloadType: String
  package var payload: [UInt8]
  package var signatures: [Signature]

  /// One signature, with the name of the key that made it.
  package struct Signature: Hashable, Sendable {
    package var keyID: String
    package var bytes: [UInt8]
  }

  /// Signs a payload.
  package init(
    _ payload: [UInt8],
    type: String,
    key: Ed25519PrivateKey
  ) throws(KeyError) {
    payloadType = type
    self.payload = payload
    let message = Self.message(payload, type: type)
    signatures = [
      Signature(keyID: key.publicKey.id, bytes: try key.signature(of: message))
    ]
  }

  /// What is signed: the type and the payload, each with its length.
  private static func message(_ payload: [UInt8], type: String) -> [UInt8] {
    Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
  }

  /// The key of those given that made a signature; `nil` when none did.
  package func signer(among keys: [Ed25519PublicKey]) -> Ed25519PublicKey? {
    let message = Self.message(payload, type: payloadType)
    return keys.first { key in
      signatures.contains { key.isValid(signature: $0.bytes, of: message) }
    }
  }

  package var json: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { writeFields(to: &$0) }
    return json.bytes
  }

  /// Writes the fields into an object, which may have others that are not signed.
  package func writeFields(to json: inout JSONWriter) {
    json.field("payloadType", payloadType)
    json.field("payload", Base64.encode(payload))
    json.field("signatures", signatures) { json, signature in
      json.object {
        $0.field("keyid", signature.keyID)
        $0.field("sig", Base64.encode(signature.bytes))
      }
    }
  }

  /// Reads an envelope; nothing is verified yet.
  package init(json bytes: [UInt8], limits: Limits) throws(EnvelopeError) {
    let node: DataNode
    do throws(DataError) {
      node = try JSONReader.parse(bytes.span, limits: limits)
    } catch {
      throw .malformed("not JSON")
    }
    guard let type = node["payloadType"]?.string,
      let payload = node["payload"]?.string.flatMap({ Base64.decode($0) }),
      let signatures = node["signatures"]?.list, signatures.count <= 100
    else { throw .malformed("no signed envelope") }
    payloadType = type
    self.payload = payload
    self.signatures = signatures.compactMap { signature in
      guard let bytes = signature["sig"]?.string.flatMap({ Base64.decode($0) }) else { return nil }
      return Signature(keyID: signature["keyid"]?.string ?? "", bytes: bytes)
    }
  }
}

/// Why an envelope could not be read.
package enum EnvelopeError: Error, Hashable {
  case malformed(String)
}
