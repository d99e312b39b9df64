import Formats
import Model

/// Knows what people write where a secret would stand: samples, placeholders, templates.
enum SampleSecrets {
  /// Words that no random text holds by chance, and samples do.
  static func holdsSampleWord(_ text: [UInt8]) -> Bool {
    let lower = text.map(\.asciiLowercased)
    return SampleSecretTables.words.contains { lower.holds($0) }
  }

  /// Whether a password or a key is a sample, a placeholder, a reference or a template.
  static func isSample(_ text: [UInt8]) -> Bool {
    if isTemplate(text) || holdsSampleWord(text) { return true }
    let lower = String(decoding: text.map(\.asciiLowercased), as: UTF8.self)
    if SampleSecretTables.passwords.contains(lower) { return true }
    // One character again and again, such as ***** or xxxxx.
    return Set(text).count <= 2
  }

  /// Whether the base 64 of a private key is one that anybody can have: of a test, or of a manual.
  static func isKnownKey(_ digits: [UInt8]) -> Bool {
    let digest = SHA256.digest(of: digits.span).hex.prefix(16)
    return SampleSecretTables.privateKeys.contains(String(digest))
  }

  /// Whether it is what crypt(5) makes: a name between dollars, and more.
  private static func isHash(_ text: [UInt8]) -> Bool {
    guard text.first == UInt8(ascii: "$"), text.count > 16 else { return false }
    return text[1...].prefix(6).contains(UInt8(ascii: "$"))
  }

  /// Whether a value is filled in by something else.
  static func isTemplate(_ text: [UInt8]) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    switch (first, last) {
    case (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "["), UInt8(ascii: "]")),
      (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "%"), UInt8(ascii: "%")),
      (UInt8(ascii: "("), _), (UInt8(ascii: "_"), UInt8(ascii: "_")),
      (UInt8(ascii: "$"), _), (UInt8(ascii: "@"), UInt8(ascii: "@")):
      // What crypt(3) makes also begins with a dollar, and is no template.
      return !isHash(text)
    default: break
    }
    let lower = text.map(\.asciiLowercased)
    return SampleSecretTables.templates.contains { lower.holds($0) }
  }
}

extension [UInt8] {
  /// Whether these bytes stand in it anywhere.
  func holds(_ word: [UInt8]) -> Bool { span.firstIndex(of: word) != nil }
}
