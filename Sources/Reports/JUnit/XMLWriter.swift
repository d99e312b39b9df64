/// Writes XML 1.0 in the order it is told, the same bytes each time.
struct XMLWriter {
  private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  private var depth = 0

  /// Writes an element with what `body` writes into it.
  mutating func element(
    _ name: String,
    _ attributes: [(String, String)] = [],
    _ body: (inout XMLWriter) -> Void
  ) {
    open(name, attributes, end: ">\n")
    depth += 1
    body(&self)
    depth -= 1
    indent()
    append("</\(name)>\n")
  }

  /// Writes an element that holds text, or nothing.
  mutating func element(_ name: String, _ attributes: [(String, String)], text: String) {
    guard !text.isEmpty else {
      open(name, attributes, end: "/>\n")
      return
    }
    open(name, attributes, end: ">")
    // Lines stay lines; each of them is cleaned of what XML cannot hold.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    append(lines.map { MarkupText.escape($0) }.joined(separator: "\n"))
    append("</\(name)>\n")
  }

  private mutating func open(_ name: String, _ attributes: [(String, String)], end: String) {
    indent()
    append("<\(name)")
    for (key, value) in attributes { append(" \(key)=\"\(MarkupText.escape(value))\"") }
    append(end)
  }

  private mutating func indent() { append(String(repeating: "  ", count: depth)) }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
