import Formats

/// The header of a plug-in or a theme: fields in a comment near the start of its main file.
///
/// Source: WordPress, `get_file_data` in `wp-includes/functions.php`, which looks at the first
/// 8 KiB; a field begins a line behind any of blanks, slashes, asterisks, hash and at signs.
struct WordPressHeader {
  private var fields: [String: String] = [:]

  init(_ bytes: Span<UInt8>) {
    let head = bytes.extracting(first: 8192)
    var lines = LineCursor()
    while let range = lines.line(in: head) {
      var start = range.lowerBound
      if head.holds("<?php", at: start) { start += 5 }
      while start < range.upperBound, Self.isLead(head[start]) { start += 1 }
      var colon = start
      while colon < range.upperBound, head[colon] != UInt8(ascii: ":") { colon += 1 }
      guard colon < range.upperBound, let key = head.text(in: start..<colon) else { continue }
      // The last line may be cut in the middle of a character.
      guard let value = head.text(in: head.trimmed(colon + 1..<range.upperBound)) else { continue }
      let field = key.lowercased()
      if fields[field] == nil { fields[field] = Self.withoutCommentEnd(value) }
    }
  }

  /// The value of a field, by its name in lower case; `nil` if it is missing or empty.
  subscript(name: String) -> String? {
    guard let value = fields[name], !value.isEmpty else { return nil }
    return value
  }

  private static func isLead(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "@")
  }

  private static func withoutCommentEnd(_ value: String) -> String {
    var text = value[...]
    for end in ["*/", "?>"] {
      if let range = text.firstRange(of: end) { text = text[..<range.lowerBound] }
    }
    return String(text.trimmed)
  }
}
