/// Text of an artifact in GitHub's and GitLab's Markdown.
enum MarkdownText {
  /// Text that is shown as it is, wherever it stands: in a paragraph, a heading or a table cell.
  ///
  /// Whatever could be markup becomes a character reference, which no part of Markdown obeys; an
  /// empty comment after an at sign keeps it from calling somebody.
  static func plain(_ text: some StringProtocol, maximum: Int = 400) -> String {
    let short = MarkupText.shortened(SafeText.clean(text), to: maximum)
    var escaped = ""
    for scalar in short.unicodeScalars {
      if isPlain(scalar) {
        escaped.unicodeScalars.append(scalar)
      } else {
        escaped += "&#\(scalar.value);"
        if scalar == "@" { escaped += "<!-- -->" }
      }
    }
    // Bare names of hosts become links of their own accord.
    return escaped.contains("www.")
      ? escaped.split(separator: "www.", omittingEmptySubsequences: false).joined(
        separator: "www&#46;"
      )
      : escaped
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return true }
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "-", "+", "/", "(", ")", "%": return true
    default: return false
    }
  }

  /// The same in the type of code, in which nothing is linked or mentioned.
  static func code(_ text: some StringProtocol, maximum: Int = 200) -> String {
    let plain = plain(text, maximum: maximum)
    return plain.isEmpty ? "" : "<code>\(plain)</code>"
  }

  /// A name that links to the address, if that is one.
  static func link(_ name: String, to address: String?) -> String {
    guard let address, WebAddress.isLinkable(address) else { return code(name) }
    return "[\(code(name))](<\(address)>)"
  }
}
