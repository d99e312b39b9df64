/// Tells variables that hold credentials by their names, and placeholders by their values.
enum CredentialName {
  private static let words: Set<String> = [
    "PASSWORD", "PASSWD", "PASSPHRASE", "PWD", "PASS", "SECRET", "TOKEN", "APIKEY", "CREDENTIAL",
    "CREDENTIALS",
  ]

  /// Words that make of `KEY` a credential when they stand before it.
  private static let keyWords: Set<String> = [
    "API", "ACCESS", "SECRET", "PRIVATE", "ENCRYPTION", "SIGNING", "AUTH", "MASTER", "ACCOUNT",
    "STORAGE",
  ]

  /// Last words that say where a credential is, or what it is like, and not what it is.
  private static let aboutWords: Set<String> = [
    "FILE", "PATH", "URL", "URI", "DIR", "NAME", "ID", "TTL", "EXPIRY", "TYPE", "LENGTH", "HASH",
    "ENDPOINT", "HOST", "ISSUER", "LIFETIME", "MIN", "MAX", "ALGORITHM", "ENABLED", "TIMEOUT",
  ]

  /// Names of the shell, and keys that are meant to be known.
  private static let knownNames: Set<String> = ["PWD", "OLDPWD", "GPG_KEY", "GPG_KEYS"]

  static func isOne(_ name: String) -> Bool {
    let name = name.uppercased()
    let words = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard !knownNames.contains(name), let last = words.last, !aboutWords.contains(last) else {
      return false
    }
    if words.contains(where: { Self.words.contains($0) }) { return true }
    guard let key = words.lastIndex(of: "KEY"), key > 0 else { return false }
    return keyWords.contains(words[key - 1])
  }

  /// Whether the value may be a real one.
  static func mayBeValue(_ value: String) -> Bool {
    let text = value.lowercased()
    guard text.utf8.count >= 4 else { return false }
    if ["/", "$", "<", "{", "http:", "https:"].contains(where: { text.hasPrefix($0) }) {
      return false
    }
    if ["true", "false", "none", "null", "undefined", "changeme", "change-me", "change_me"]
      .contains(text)
    {
      return false
    }
    if Set(text).count < 3 { return false }
    return !["example", "placeholder", "your", "replace", "dummy", "sample", "todo", "xxxx"]
      .contains { text.contains($0) }
  }
}
