import Formats

/// Private keys in PEM (RFC 7468, RFC 1421), as OpenSSH and OpenPGP (RFC 9580, section 6.2) write
/// them, and as PuTTY does.
enum PrivateKeyMatcher {
  /// No key is longer.
  private static let bodyLimit = 32 << 10
  /// The shortest private key is one of Ed25519, of 48 bytes.
  private static let bodyMinimum = 60

  /// - Parameter keyword: `-----BEGIN `.
  static func match(
    _ wanted: PrivateKeyKind,
    _ keyword: Range<Int>,
    in bytes: Span<UInt8>
  ) -> SecretMatcher.Match? {
    let labelEnd = bytes.end(of: labelSet, from: keyword.upperBound, atMost: 48)
    let label = bytes.copy(keyword.upperBound..<labelEnd)
    guard bytes.holds("-----", at: labelEnd), label.holds(Array("PRIVATE KEY".utf8)) else {
      return nil
    }
    let isPGP = label.starts(with: "PGP".utf8)
    guard isPGP == (wanted == .pgp) else { return nil }
    let body = Body(in: bytes, from: labelEnd + 5, atMost: bodyLimit)
    guard body.digits.count >= bodyMinimum, Set(body.digits).count >= 20,
      !SampleSecrets.isKnownKey(body.digits)
    else { return nil }
    let isEncrypted = label.starts(with: "ENCRYPTED".utf8) || body.isEncrypted
    guard isPGP || isEncrypted == (wanted == .encrypted) else { return nil }
    return SecretMatcher.Match(keyword.lowerBound..<body.end)
  }

  private static let labelSet = ByteSet("A-Z0-9 ")

  /// - Parameter keyword: `PuTTY-User-Key-File-`.
  static func puttyKey(
    _ keyword: Range<Int>,
    isEncrypted: Bool,
    in bytes: Span<UInt8>
  ) -> SecretMatcher.Match? {
    let end = min(bytes.count, keyword.upperBound + 16 << 10)
    let rest = bytes.extracting(keyword.lowerBound..<end)
    guard let mark = rest.firstIndex(of: Array("Encryption: ".utf8)),
      let lines = rest.firstIndex(of: Array("Private-Lines: ".utf8)),
      rest.holds(text: "none", at: mark + 12) != isEncrypted
    else { return nil }
    return SecretMatcher.Match(keyword.lowerBound..<keyword.lowerBound + lines)
  }

  /// The lines between the marks, in whatever quotes and escapes they stand.
  private struct Body {
    var digits: [UInt8] = []
    var end: Int
    var isEncrypted = false

    init(in bytes: Span<UInt8>, from start: Int, atMost limit: Int) {
      var place = start
      let last = min(bytes.count, start + limit)
      while place < last {
        let byte = bytes[place]
        if ByteSet.paddedBase64.contains(byte) {
          digits.append(byte)
        } else if byte == UInt8(ascii: "-") {
          // Single ones are in `DEK-Info: AES-256-CBC`.
          guard place + 1 < last, bytes[place + 1] != byte else { break }
        } else if byte == UInt8(ascii: "\\") {
          // The letter of an escape is no digit of the key.
          place += 1
        } else if !Self.between.contains(byte) {
          break
        }
        place += 1
      }
      end = min(place, last)
      let head = digits.prefix(160)
      isEncrypted =
        Array(head).holds(Array("ENCRYPTED".utf8))
        || Self.hasEncryptedOpenSSHHeader(Array(digits.prefix(64)))
    }

    private static let between = ByteSet(" \t\r\n\"'`,:;.+>#*|()")

    /// PROTOCOL.key of OpenSSH: `openssh-key-v1`, NUL, and the name of the cipher.
    private static func hasEncryptedOpenSSHHeader(_ digits: [UInt8]) -> Bool {
      let decoded = SecretChecks.decoded(digits)
      guard decoded.starts(with: "openssh-key-v1\0".utf8), decoded.count > 23 else { return false }
      return !decoded[19...].starts(with: "none".utf8)
    }
  }
}
