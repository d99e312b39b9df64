import Formats
import Model

/// What may be said of a secret.
enum SecretMask {
  /// Four characters of a secret that has many more, and their number.
  static func masked(_ secret: [UInt8], of rule: SecretRule) -> String {
    if secret.starts(with: "-----BEGIN".utf8) || secret.starts(with: "PuTTY-User-Key".utf8) {
      return "\(secret.count) characters"
    }
    guard !rule.isGuessable, secret.count >= 16 else { return "\(secret.count) characters" }
    let start = secret.prefix(4).map { $0 > 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "?") }
    return "\(String(decoding: start, as: UTF8.self))\u{2026}, \(secret.count) characters"
  }

  /// The same for the same secret; for one that people make up, for the same name.
  ///
  /// A digest of a password would let anybody try passwords until one fits.
  static func fingerprint(_ secret: [UInt8], named name: String, of rule: SecretRule) -> String {
    let text =
      rule.isGuessable
      ? Array("plimsoll password\0\(rule.id)\0\(name)".utf8)
      : Array("plimsoll secret\0".utf8) + secret
    return String(SHA256.digest(of: text.span).hex.prefix(16))
  }

  /// A name as it may be shown: nothing that is not part of names, and nothing that is too long for
  /// one.
  static func name(_ name: [UInt8]) -> String {
    guard name.count <= 64, name.allSatisfy({ ByteSet.name.contains($0) }),
      !SecretChecks.isMixed(name) || name.count < 20
    else { return "" }
    return String(decoding: name, as: UTF8.self)
  }
}
