/// Text of an artifact in documents that are made of tags.
enum MarkupText {
  /// For XML and HTML, between tags and in quoted attributes.
  static func escape(_ text: some StringProtocol) -> String {
    let clean = SafeText.clean(text)
    guard clean.utf8.contains(where: isSpecial) else { return clean }
    var escaped = ""
    for scalar in clean.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }

  /// The text in at most so many characters, with an ellipsis where something is missing.
  static func shortened(_ text: String, to maximum: Int) -> String {
    guard text.unicodeScalars.count > maximum else { return text }
    var short = ""
    short.unicodeScalars.append(contentsOf: text.unicodeScalars.prefix(maximum - 1))
    return short + "…"
  }
}
