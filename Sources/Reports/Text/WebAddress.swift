/// Addresses that reports may link to.
enum WebAddress {
  /// Longer ones are no addresses of advisories.
  private static let maximumLength = 2048

  /// Whether a text is a plain address of the web: nothing that runs, nothing that ends a quoted
  /// attribute, a Markdown link or a table cell.
  static func isLinkable(_ text: String) -> Bool {
    guard text.utf8.count <= maximumLength else { return false }
    let schemes = ["https://", "http://"].filter { text.hasPrefix($0) }
    guard let scheme = schemes.first, text.utf8.count > scheme.utf8.count else { return false }
    return text.utf8.dropFirst(scheme.utf8.count).allSatisfy(isPlain)
  }

  /// The characters of RFC 3986, without those that quote or group in other languages.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/?#@!$&*+,;=%".utf8.contains(byte)
    }
  }

  /// The addresses of a finding that may be linked to, each once, in order.
  static func linkable(_ references: [String]) -> [String] {
    var seen: Set<String> = []
    return references.filter { isLinkable($0) && seen.insert($0).inserted }
  }

  /// A path of the artifact as a relative URI (RFC 3986, section 4.2).
  static func relative(path: String) -> String {
    var uri = ""
    for byte in path.utf8.drop(while: { $0 == UInt8(ascii: "/") }) {
      let isSafe: Bool
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        isSafe = true
      default: isSafe = "-._~/".utf8.contains(byte)
      }
      if isSafe {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return uri
  }
}
