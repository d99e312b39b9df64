import Formats

/// Passwords and keys that only a common name tells, such as `password` or `api_key`.
///
/// Half of all names like these are given no secret: a reference, a type, a piece of code. So the
/// name must end in the word, and the value must be one that nobody writes for anything else.
enum GenericSecretMatcher {
  private static let lengthLimit = 256

  static func match(
    _ secret: GenericSecret,
    _ keyword: Range<Int>,
    in bytes: Span<UInt8>,
    _ kind: TextKind,
    isKnownFile: Bool
  ) -> SecretMatcher.Match? {
    guard let given = SecretAssignment(around: keyword, in: bytes),
      given.quote != nil || kind == .configuration || isKnownFile,
      isNamed(given.name, keyword, secret, in: bytes),
      let range = given.wholeValue(in: bytes, atMost: lengthLimit)
    else { return nil }
    let value = bytes.copy(range)
    guard value.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !SampleSecrets.isSample(value) else {
      return nil
    }
    let isSecret =
      switch secret {
      case .password: isPassword(value, kind, isKnownFile)
      case .key: isKey(value)
      }
    return isSecret ? SecretMatcher.Match(range, named: given.name) : nil
  }

  /// Whether the name ends in the keyword, and is not that of something about the secret.
  private static func isNamed(
    _ name: Range<Int>,
    _ keyword: Range<Int>,
    _ secret: GenericSecret,
    in bytes: Span<UInt8>
  ) -> Bool {
    let rest = bytes.copy(keyword.upperBound..<name.upperBound).map(\.asciiLowercased)
    guard rest.isEmpty || endings.contains(rest) || rest.allSatisfy(\.isASCIIDigit) else {
      return false
    }
    let whole = bytes.copy(name).map(\.asciiLowercased)
    return !others.contains { whole.holds($0) }
  }

  private static let endings = ["_value", "value", "_text", "s", "_key", "key", "id"].map {
    Array($0.utf8)
  }
  /// Names with these are about passwords and tokens, and none themselves.
  private static let others = [
    "public", "hash", "csrf", "xsrf", "file", "path", "prompt", "example", "sample", "page",
    "next", "policy", "valid", "error", "message", "regex", "pattern", "format", "placeholder",
    "label", "hint", "require", "min", "max", "sha", "checksum", "digest", "cancel", "dummy",
    "fake", "mock", "nameof", "integrity",
  ].map { Array($0.utf8) }

  private static func isPassword(_ value: [UInt8], _ kind: TextKind, _ isKnownFile: Bool) -> Bool {
    if isKnownFile { return value.count >= 3 }
    guard value.count >= 8, value.count <= 128, SecretChecks.isMixed(value),
      SecretChecks.entropy(of: value) >= 2.5, !isCode(value)
    else { return false }
    if kind == .configuration { return true }
    // In a program, most quoted texts without a sign or a change of case are words.
    let hasSign = value.contains {
      !$0.isASCIILetter && !$0.isASCIIDigit && $0 != 0x5F && $0 != 0x2D && $0 != 0x2E
    }
    return SecretChecks.isCased(value) || hasSign
  }

  private static func isKey(_ value: [UInt8]) -> Bool {
    guard value.count >= 16, value.count <= 200, value.allSatisfy({ keySet.contains($0) }),
      value.count(where: \.isASCIIDigit) >= 3, SecretChecks.isRandom(value),
      SecretChecks.entropy(of: value) >= 3.3, !isCode(value), !isWebToken(value)
    else { return false }
    // Words with dashes, dots or slashes are names: some part of a key is long and mixed.
    let parts = value.split { !$0.isASCIILetter && !$0.isASCIIDigit }
    return parts.contains { $0.count >= 12 && SecretChecks.isMixed(Array($0)) }
  }

  /// Web tokens have rules of their own, which know those that are no secrets.
  private static func isWebToken(_ value: [UInt8]) -> Bool {
    value.starts(with: "eyJ".utf8) && value.contains(UInt8(ascii: "."))
  }

  private static let keySet = ByteSet("A-Za-z0-9+/=_.~-")

  /// Whether it is an expression, an address or a path.
  private static func isCode(_ value: [UInt8]) -> Bool {
    if value.holds(Array("://".utf8)) || value.holds(Array("::".utf8)) { return true }
    if let first = value.first, codeStarts.contains(first) { return true }
    return value.contains { codeBytes.contains($0) }
  }

  private static let codeStarts = ByteSet("/.\\|-~*&")
  private static let codeBytes = ByteSet("()[]{}<>|\\")
}
