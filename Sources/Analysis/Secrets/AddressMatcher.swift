import Formats

/// Addresses with a login in them: `scheme://user:password@host` (RFC 3986, section 3.2.1).
enum AddressMatcher {
  /// - Parameter keyword: the scheme with its `://`.
  static func match(_ keyword: Range<Int>, in bytes: Span<UInt8>) -> SecretMatcher.Match? {
    let userEnd = bytes.end(of: userSet, from: keyword.upperBound, atMost: 96)
    guard bytes.holds(":", at: userEnd) else { return nil }
    let start = userEnd + 1
    let end = bytes.end(of: passwordSet, from: start, atMost: 256)
    guard end > start + 2, bytes.holds("@", at: end) else { return nil }
    let hostEnd = bytes.end(of: hostSet, from: end + 1, atMost: 255)
    let password = bytes.copy(start..<end)
    let user = bytes.copy(keyword.upperBound..<userEnd)
    guard hostEnd > end + 1, password != user, !SampleSecrets.isSample(password),
      !SampleSecrets.isTemplate(user) || user.isEmpty,
      !isSampleHost(bytes.copy(end + 1..<hostEnd))
    else { return nil }
    return SecretMatcher.Match(start..<end, named: keyword.upperBound..<userEnd)
  }

  private static let userSet = ByteSet("A-Za-z0-9._~%!$&'*+;=-")
  private static let passwordSet = ByteSet("A-Za-z0-9._~%!$&'()*+,;={}|^:?#-")
  private static let hostSet = ByteSet("A-Za-z0-9._-")

  private static func isSampleHost(_ bytes: [UInt8]) -> Bool {
    let host = String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
    if SampleSecretTables.hosts.contains(host) { return true }
    let labels = host.split(separator: ".")
    if labels.contains(where: { $0.hasPrefix("example") }) { return true }
    return SampleSecretTables.hosts.contains(labels.suffix(2).joined(separator: "."))
      || labels.last.map { ["example", "test", "invalid", "localhost"].contains($0) } ?? true
  }
}
