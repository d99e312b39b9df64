/// One part of a template.
indirect enum TemplatePart: Hashable, Sendable {
  case text(String)
  case output(TemplateOutput)
  case loop(over: TemplateOperand, parts: [TemplatePart], otherwise: [TemplatePart])
  case choice(TemplateCondition, parts: [TemplatePart], otherwise: [TemplatePart])
}

/// Reads templates: text with tags in double braces.
struct TemplateParser {
  private var rest: Substring
  private var line = 1
  private var depth = 0
  /// Whether the last tag takes the blanks that follow it.
  private var trimsNext = false

  init(_ text: String) { rest = text[...] }

  static func parse(_ text: String) throws(TemplateError) -> [TemplatePart] {
    var parser = TemplateParser(text)
    let (parts, end) = try parser.parts()
    if let end { throw .unexpected(end, line: parser.line) }
    return parts
  }

  /// Parts up to an end or an `else`, which is returned without its braces.
  private mutating func parts() throws(TemplateError) -> ([TemplatePart], end: String?) {
    var parts: [TemplatePart] = []
    while true {
      guard let open = rest.firstRange(of: "{{") else {
        appendText(rest, to: &parts, trimsEnd: false)
        rest = rest[rest.endIndex...]
        return (parts, nil)
      }
      let before = rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      let trimsBefore = rest.hasPrefix("-")
      if trimsBefore { rest.removeFirst() }
      appendText(before, to: &parts, trimsEnd: trimsBefore)
      let tag = try tag()
      if tag.hasPrefix("!") { continue }
      if tag == "else" || tag.hasPrefix("/") { return (parts, String(tag)) }
      if tag.hasPrefix("#") {
        parts.append(try block(tag.dropFirst()))
      } else {
        var tokens = try TemplateTokens(tag, line: line)
        parts.append(.output(try tokens.output()))
      }
    }
  }

  private mutating func appendText(
    _ text: Substring,
    to parts: inout [TemplatePart],
    trimsEnd: Bool
  ) {
    line += text.utf8.count { $0 == UInt8(ascii: "\n") }
    var text = text
    if trimsNext { text = text.drop { $0.isWhitespace } }
    trimsNext = false
    if trimsEnd { while text.last?.isWhitespace == true { text.removeLast() } }
    if !text.isEmpty { parts.append(.text(String(text))) }
  }

  /// What stands before the next `}}`, which quoted text does not end.
  private mutating func tag() throws(TemplateError) -> Substring {
    let isComment = rest.hasPrefix("!")
    var isQuoted = false
    var place = rest.startIndex
    while place < rest.endIndex {
      if !isQuoted, rest[place...].hasPrefix("}}") { break }
      if !isComment, rest[place] == "\"" { isQuoted.toggle() }
      if isQuoted, rest[place] == "\\" { place = rest.index(after: place) }
      guard place < rest.endIndex else { break }
      place = rest.index(after: place)
    }
    guard place < rest.endIndex else { throw .unclosedTag(line: line) }
    var tag = rest[..<place]
    line += tag.utf8.count { $0 == UInt8(ascii: "\n") }
    rest = rest[rest.index(place, offsetBy: 2)...]
    if tag.hasSuffix("-") {
      tag.removeLast()
      trimsNext = true
    }
    while tag.first?.isWhitespace == true { tag.removeFirst() }
    while tag.last?.isWhitespace == true { tag.removeLast() }
    return tag
  }

  private mutating func block(_ head: Substring) throws(TemplateError) -> TemplatePart {
    depth += 1
    defer { depth -= 1 }
    guard depth <= TemplateLimits.depth else { throw .limit("\(TemplateLimits.depth) blocks deep") }
    let start = line
    let name = String(head.prefix { !$0.isWhitespace })
    var tokens = try TemplateTokens(head.dropFirst(name.count), line: line)
    switch name {
    case "each":
      let operand = try tokens.operand()
      guard tokens.isEmpty else { throw .malformed("more than a path", line: line) }
      let (parts, otherwise) = try branches(of: name, start)
      return .loop(over: operand, parts: parts, otherwise: otherwise)
    case "if":
      let condition = try tokens.condition()
      let (parts, otherwise) = try branches(of: name, start)
      return .choice(condition, parts: parts, otherwise: otherwise)
    default: throw .malformed("there is no {{#\(name)}}; use each or if", line: line)
    }
  }

  private mutating func branches(
    of name: String,
    _ start: Int
  ) throws(TemplateError) -> ([TemplatePart], [TemplatePart]) {
    let (first, end) = try parts()
    if end == "/\(name)" { return (first, []) }
    guard let end else { throw .unclosedBlock(name, line: start) }
    guard end == "else" else { throw .unexpected(end, line: line) }
    let (second, last) = try parts()
    guard let last else { throw .unclosedBlock(name, line: start) }
    guard last == "/\(name)" else { throw .unexpected(last, line: line) }
    return (first, second)
  }
}
