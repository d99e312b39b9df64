/// How a server wants to be shown who we are, from a `WWW-Authenticate` field.
///
/// Layout (RFC 9110, section 11.6.1):
///
///     WWW-Authenticate = #challenge
///     challenge        = scheme [ 1*SP ( token68 / #parameter ) ]
///     parameter        = name BWS "=" BWS ( token / quoted-string )
///
/// Commas part both challenges and parameters: a word without `=` begins the next challenge.
package struct Challenge: Hashable, Sendable {
  /// In lower case: `bearer`, `basic`.
  package var scheme: String
  /// Names in lower case; a name given twice keeps its first value.
  package var parameters: [String: String]

  package init(scheme: String, parameters: [String: String] = [:]) {
    self.scheme = scheme
    self.parameters = parameters
  }

  static let fieldLimit = 16 << 10

  /// Reads all fields of an answer, and leaves out what is not well formed.
  package static func list(_ fields: [String]) -> [Challenge] {
    fields.flatMap { field in
      guard field.utf8.count <= fieldLimit else { return [] as [Challenge] }
      var scanner = ChallengeScanner(field)
      return scanner.challenges()
    }
  }
}

private struct ChallengeScanner {
  private let bytes: [UInt8]
  private var next = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func challenges() -> [Challenge] {
    var result: [Challenge] = []
    while true {
      skip { $0 == UInt8(ascii: ",") || Self.isSpace($0) }
      guard next < bytes.count else { return result }
      let word = word()
      guard !word.isEmpty else {
        // Not what the grammar has here: go on after the next comma.
        skip { $0 != UInt8(ascii: ",") }
        continue
      }
      let name = word.lowercased()
      if let value = parameterValue() {
        // A parameter before any scheme belongs to nothing.
        guard let last = result.indices.last else { continue }
        if result[last].parameters[name] == nil { result[last].parameters[name] = value }
      } else {
        result.append(Challenge(scheme: name))
      }
    }
  }

  /// What follows `=`, if that comes next.
  private mutating func parameterValue() -> String? {
    let start = next
    skip(while: Self.isSpace)
    guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else {
      next = start
      return nil
    }
    next += 1
    skip(while: Self.isSpace)
    guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else {
      // More than a token, since realms do come without quotes.
      let from = next
      skip { $0 != UInt8(ascii: ",") && !Self.isSpace($0) }
      return String(decoding: bytes[from..<next], as: UTF8.self)
    }
    next += 1
    return quotedText()
  }

  private mutating func quotedText() -> String {
    var text: [UInt8] = []
    while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
      if bytes[next] == UInt8(ascii: "\\"), next + 1 < bytes.count { next += 1 }
      text.append(bytes[next])
      next += 1
    }
    next += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// A token, or the longer kind of word that some schemes are followed by.
  private mutating func word() -> String {
    let start = next
    skip { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "=")
        && byte != UInt8(ascii: "\"")
    }
    return String(decoding: bytes[start..<min(next, bytes.count)], as: UTF8.self)
  }

  private mutating func skip(while isSkipped: (UInt8) -> Bool) {
    while next < bytes.count, isSkipped(bytes[next]) { next += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
