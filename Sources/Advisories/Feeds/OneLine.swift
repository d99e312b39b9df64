import Formats

/// A text of a publisher as one short line.
enum OneLine {
  /// The first line that says something, cut at a blank before `limit` bytes.
  static func text(_ text: String, limit: Int = 160) -> String {
    for line in text.utf8.prefix(2000).split(separator: UInt8(ascii: "\n")) {
      let line = Substring(Substring(line).utf8.drop { $0 == UInt8(ascii: "#") }).trimmed
      guard !line.isEmpty else { continue }
      return cut(line, limit: limit)
    }
    return ""
  }

  private static func cut(_ line: Substring, limit: Int) -> String {
    guard line.utf8.count > limit else { return String(line) }
    var head = line.utf8.prefix(limit)
    guard let blank = head.lastIndex(of: UInt8(ascii: " ")) else {
      // Not within a character.
      while let last = head.last, last >= 0x80 { head.removeLast() }
      return String(decoding: head, as: UTF8.self) + "…"
    }
    return String(line[..<blank]) + "…"
  }
}
