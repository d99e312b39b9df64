import Formats

/// JSON Web Tokens in their compact form.
///
/// Source: RFC 7515, sections 3 and 4.1: three parts in base 64 for addresses, of which the first
/// is an object that names an algorithm.
enum WebTokenMatcher {
  private static let partLimit = 8192

  static func match(
    _ wanted: WebTokenKind,
    at start: Int,
    in bytes: Span<UInt8>
  ) -> SecretMatcher.Match? {
    guard bytes.isStart(start) else { return nil }
    let header = start..<bytes.end(of: .web, from: start, atMost: partLimit)
    guard header.count >= 12, bytes.holds(".eyJ", at: header.upperBound) else { return nil }
    let payload =
      header.upperBound + 1..<bytes.end(of: .web, from: header.upperBound + 1, atMost: partLimit)
    guard bytes.holds(".", at: payload.upperBound) else { return nil }
    let end = bytes.end(of: .web, from: payload.upperBound + 1, atMost: partLimit)
    guard end - payload.upperBound > 20, bytes.isEnd(end) else { return nil }
    let said = SecretChecks.decoded(bytes.copy(header))
    let claims = SecretChecks.decoded(bytes.copy(payload))
    guard said.last == UInt8(ascii: "}"), said.holds(Array(#""alg""#.utf8)),
      !said.holds(Array(#""none""#.utf8)), claims.first == UInt8(ascii: "{"),
      !isSample(claims), kind(of: claims) == wanted
    else { return nil }
    return SecretMatcher.Match(start..<end)
  }

  /// Whom the token was made for; `nil` for those that anybody may have.
  private static func kind(of claims: [UInt8]) -> WebTokenKind? {
    if claims.holds(Array("system:serviceaccount:".utf8)) { return .kubernetes }
    if claims.holds(Array(#""role":"service_role""#.utf8)) { return .supabase }
    // The key that Supabase gives to browsers.
    return claims.holds(Array(#""role":"anon""#.utf8)) ? nil : .other
  }

  /// Those that documents show everywhere.
  private static func isSample(_ claims: [UInt8]) -> Bool {
    ["John Doe", "1234567890", "example", "joe", "Jane Doe"].contains {
      claims.holds(Array($0.utf8))
    }
  }
}
