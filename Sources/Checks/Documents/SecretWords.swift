import Formats

/// Tells names and values that are most likely secrets.
enum SecretWords {
  private static let words: Set = [
    "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "pwd",
    "secret", "token", "passphrase",
  ]
  /// What stands beside those words where it is no secret.
  private static let harmless: Set = [
    "public", "file", "path", "name", "url", "dir", "type", "id", "ttl", "length", "server",
    "fingerprint", "location", "algorithm", "method", "enabled", "sock", "endpoint", "gpg", "keyid",
    "ring", "issuer", "host", "users", "mode", "warn", "usage",
  ]
  /// How keys begin that services give out.
  private static let prefixes = [
    "AKIA", "ASIA", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk_live_",
    "rk_live_", "AIza", "-----BEGIN ", "npm_", "dckr_pat_", "hvs.", "SG.", "pypi-AgE",
  ]
  private static let plain: Set = [
    "", "true", "false", "0", "1", "yes", "no", "none", "null", "on", "off", "disabled", "enabled",
  ]

  /// Whether a variable of this name holds a secret, by the custom of names.
  static func isName(_ name: String) -> Bool {
    let parts = name.lowercased().split { $0 == "_" || $0 == "-" || $0 == "." }.map(String.init)
    guard parts.contains(where: { words.contains($0) || isCompound($0) }) else { return false }
    return !parts.contains { harmless.contains($0) }
  }

  /// `rootpassword`, and not `passwordless`.
  private static func isCompound(_ part: String) -> Bool {
    ["password", "passwd", "passphrase", "apikey", "secretkey"].contains { part.hasSuffix($0) }
  }

  /// What people write where nothing depends on the secret, such as for a service of a test.
  private static let samples: Set = [
    "admin", "changeme", "dummy", "example", "fake", "foo", "guest", "mysql", "password",
    "postgres", "root", "sample", "secret", "test", "testing", "user",
  ]

  /// Whether a value stands there for the sake of standing there.
  static func isSample(_ value: String) -> Bool { samples.contains(value.lowercased()) }

  /// Whether a value is more than nothing or a word for yes or no.
  static func isSaid(_ value: String) -> Bool { !plain.contains(value.lowercased()) }

  /// Whether a value stands for the secret itself, and for no place where it is kept.
  static func isPlain(_ value: String) -> Bool {
    guard isSaid(value), !value.hasPrefix("/"), !value.hasPrefix("<") else { return false }
    return !isTemplate(value)
  }

  /// Whether something is filled in later.
  static func isTemplate(_ value: String) -> Bool {
    ["${", "{{", "$(", "<%", "%{", "vault:", "ref+", "ENC[", "file:", "arn:", "op://"].contains {
      value.after($0) != nil
    }
  }

  /// Whether a value is a key by its form, or an address with a password in it.
  static func isKey(_ value: String) -> Bool {
    if prefixes.contains(where: value.hasPrefix), value.utf8.count >= 20 { return true }
    return password(in: value).map(isPlain) ?? false
  }

  /// The password of `scheme://user:password@host`.
  private static func password(in value: String) -> String? {
    guard let rest = value.after("://"), let (login, host) = rest.cut(at: "@"), !host.isEmpty,
      !login.contains("/"), let (_, password) = login.cut(at: ":"), !password.isEmpty
    else { return nil }
    return password.contains("$") ? nil : String(password)
  }
}
