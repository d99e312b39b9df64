/// Writes HTML in which only literals of the program are ever markup.
///
/// Names of elements and attributes and raw pieces are `StaticString`s, which no text of an
/// artifact can become; every other text is escaped.
struct HTMLWriter {
  typealias Attributes = KeyValuePairs<StaticString, String>

  private(set) var bytes: [UInt8] = []

  /// Markup that is written in the program.
  mutating func raw(_ literal: StaticString) { append(literal.description) }

  mutating func text(_ text: some StringProtocol) { append(MarkupText.escape(text)) }

  mutating func element(
    _ name: StaticString,
    _ attributes: Attributes = [:],
    _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    body(&self)
    append("</\(name.description)>")
  }

  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that cannot hold anything: `meta`, `input`, `rect`.
  mutating func empty(_ name: StaticString, _ attributes: Attributes) {
    open(name, attributes)
  }

  /// A name that leads to an address, if that is one that may be linked to.
  mutating func link(_ text: String, to address: String) {
    guard WebAddress.isLinkable(address) else {
      self.text(text)
      return
    }
    element("a", ["href": address, "rel": "noreferrer noopener"], text: text)
  }

  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    append("<\(name.description)")
    for (key, value) in attributes {
      append(" \(key.description)=\"\(MarkupText.escape(value))\"")
    }
    append(">")
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

/// Text as the page shows it: cut where it would fill the page.
enum HTMLText {
  static func short(_ text: String) -> String { MarkupText.shortened(text, to: 240) }

  static func long(_ text: String) -> String { MarkupText.shortened(text, to: 2000) }

  /// `1,234`, since large counts are read.
  static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [Substring] = []
    while digits.utf8.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (number < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
  }

  /// `3 findings`, `1 finding`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}
