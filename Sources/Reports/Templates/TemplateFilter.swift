import Formats

/// Something that is done to a value before it is written.
struct TemplateFilter: Hashable, Sendable {
  private enum Kind: String, CaseIterable {
    case csv
    case fallback = "default"
    case html
    case join
    case json
    case length
    case limit
    case lower
    case markdown
    case raw
    case upper
    case xml
  }

  static let names = Kind.allCases.map(\.rawValue).sorted()

  private let kind: Kind
  private let argument: TemplateOperand?

  init(_ name: String, _ argument: TemplateOperand?, line: Int) throws(TemplateError) {
    guard let kind = Kind(rawValue: name) else { throw .unknownFilter(name, line: line) }
    switch (kind, argument) {
    case (.fallback, .text?), (.join, .text?), (.limit, .number?): break
    case (.fallback, _), (.join, _): throw .malformed("\(name) needs a text in quotes", line: line)
    case (.limit, _): throw .malformed("\(name) needs a number", line: line)
    case (_, nil): break
    default: throw .malformed("\(name) takes nothing", line: line)
    }
    self.kind = kind
    self.argument = argument
  }

  /// Whether the text is from here on as the language it is for wants it.
  var escapes: Bool {
    switch kind {
    case .csv, .html, .json, .markdown, .raw, .xml: true
    case .fallback, .join, .length, .limit, .lower, .upper: false
    }
  }

  func apply(to node: DataNode) -> DataNode {
    switch kind {
    case .json: return DataNode(.string(Self.json(node)))
    case .length: return DataNode(.integer(Int64(Self.length(node))))
    case .join:
      guard let list = node.list, case .text(let separator)? = argument else { return node }
      return DataNode(.string(list.map(\.templateText).joined(separator: separator)))
    case .fallback:
      guard case .text(let text)? = argument, node.templateText.isEmpty else { return node }
      return DataNode(.string(text))
    default: return DataNode(.string(text(node.templateText)))
    }
  }

  private func text(_ text: String) -> String {
    switch kind {
    case .html, .xml: return MarkupText.escape(text)
    case .markdown: return MarkdownText.plain(text, maximum: 10_000)
    case .csv: return Self.csv(text)
    case .upper: return text.uppercased()
    case .lower: return text.lowercased()
    case .limit:
      guard case .number(let number)? = argument, number >= 1, number < 1_000_000 else {
        return text
      }
      return MarkupText.shortened(text, to: Int(number))
    case .raw, .json, .length, .join, .fallback: return text
    }
  }

  private static func length(_ node: DataNode) -> Int {
    switch node.content {
    case .list(let list): list.count
    case .map(let map): map.count
    default: node.templateText.unicodeScalars.count
    }
  }

  private static func json(_ node: DataNode) -> String {
    var json = JSONWriter(.compact)
    json.value(node)
    return json.text
  }

  /// A quoted cell (RFC 4180); what spreadsheets would take for a formula begins with a mark.
  private static func csv(_ text: String) -> String {
    let clean = SafeText.clean(text)
    let isFormula = clean.first.map { "=+-@".contains($0) } ?? false
    let doubled = clean.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"\(isFormula ? "'" : "")\(doubled)\""
  }
}

extension DataNode {
  /// The value as text: lists and maps have none.
  var templateText: String {
    switch content {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(_, let written): written
    case .boolean(let value): value ? "true" : "false"
    case .null, .list, .map: ""
    }
  }

  /// Whether an `if` holds for it: for anything but nothing.
  var isTruth: Bool {
    switch content {
    case .null: false
    case .boolean(let value): value
    case .integer(let number): number != 0
    case .number(let number, _): number != 0
    case .string(let text): !text.isEmpty
    case .list(let list): !list.isEmpty
    case .map(let map): !map.isEmpty
    }
  }
}
