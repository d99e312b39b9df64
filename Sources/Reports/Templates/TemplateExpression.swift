import Formats

/// A value in a template: where to find it in the document, or itself.
enum TemplateOperand: Hashable, Sendable {
  case text(String)
  case number(Double)
  case boolean(Bool)
  /// So many items up, then a key after another; none for the item itself.
  case path(up: Int, isRoot: Bool, keys: [String])
  /// `@index`, `@number`, `@first`, `@last` of the innermost loop.
  case loop(String)
}

/// A value with the filters it goes through.
struct TemplateOutput: Hashable, Sendable {
  var operand: TemplateOperand
  var filters: [TemplateFilter]
}

/// What an `if` asks: comparisons joined by `and`, those joined by `or`.
struct TemplateCondition: Hashable, Sendable {
  struct Comparison: Hashable, Sendable {
    var isNegated: Bool
    var left: TemplateOperand
    /// An operator and what stands to its right; without it the left value is asked for itself.
    var right: (operation: Operation, operand: TemplateOperand)?

    static func == (left: Comparison, right: Comparison) -> Bool {
      left.isNegated == right.isNegated && left.left == right.left
        && left.right?.operation == right.right?.operation
        && left.right?.operand == right.right?.operand
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(left)
      hasher.combine(right?.operation)
    }
  }

  enum Operation: String, Sendable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  var alternatives: [[Comparison]]
}

/// The words of a tag, with its place for errors.
struct TemplateTokens {
  private(set) var tokens: [Token]
  let line: Int

  enum Token: Hashable {
    case word(String)
    case quoted(String)
    case pipe
  }

  init(_ text: Substring, line: Int) throws(TemplateError) {
    self.line = line
    tokens = []
    var rest = text
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "|" {
        tokens.append(.pipe)
        rest.removeFirst()
      } else if first == "\"" {
        tokens.append(.quoted(try Self.quoted(&rest, line: line)))
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "|" && $0 != "\"" }
        tokens.append(.word(String(word)))
        rest = rest[word.endIndex...]
      }
    }
  }

  /// `\n`, `\t`, `\"` and `\\` are what they are elsewhere.
  private static func quoted(_ rest: inout Substring, line: Int) throws(TemplateError) -> String {
    var text = ""
    rest.removeFirst()
    while let next = rest.popFirst() {
      if next == "\"" { return text }
      guard next == "\\" else {
        text.append(next)
        continue
      }
      switch rest.popFirst() {
      case "n": text += "\n"
      case "t": text += "\t"
      case let other?: text.append(other)
      case nil: break
      }
    }
    throw .malformed("a quotation mark is missing", line: line)
  }

  var isEmpty: Bool { tokens.isEmpty }

  mutating func next() -> Token? { tokens.isEmpty ? nil : tokens.removeFirst() }

  mutating func skip(_ word: String) -> Bool {
    guard tokens.first == .word(word) else { return false }
    tokens.removeFirst()
    return true
  }

  // MARK: - Parsing

  mutating func operand() throws(TemplateError) -> TemplateOperand {
    switch next() {
    case .quoted(let text): return .text(text)
    case .word(let word): return try operand(word)
    case .pipe, nil: throw .malformed("a value is missing", line: line)
    }
  }

  private func operand(_ word: String) throws(TemplateError) -> TemplateOperand {
    if word == "true" || word == "false" { return .boolean(word == "true") }
    if let first = word.utf8.first, first.isASCIIDigit || first == UInt8(ascii: "-") {
      guard let number = Double(word) else { throw .malformed("no number: \(word)", line: line) }
      return .number(number)
    }
    if word.hasPrefix("@") {
      guard ["@index", "@number", "@first", "@last"].contains(word) else {
        throw .malformed("there is no \(word)", line: line)
      }
      return .loop(word)
    }
    var rest = word[...]
    var up = 0
    while rest.hasPrefix("../") {
      up += 1
      rest = rest.dropFirst(3)
    }
    let isRoot = rest == "$root" || rest.hasPrefix("$root.")
    if isRoot { rest = rest.dropFirst(rest == "$root" ? 5 : 6) }
    if rest == "." || rest.isEmpty && (isRoot || up > 0) {
      return .path(up: up, isRoot: isRoot, keys: [])
    }
    let keys = rest.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard !keys.contains("") else { throw .malformed("no path: \(word)", line: line) }
    return .path(up: up, isRoot: isRoot, keys: keys)
  }

  mutating func output() throws(TemplateError) -> TemplateOutput {
    let operand = try operand()
    var filters: [TemplateFilter] = []
    while let token = next() {
      guard token == .pipe, case .word(let name) = next() else {
        throw .malformed("a filter is missing behind |", line: line)
      }
      var argument: TemplateOperand?
      if let token = tokens.first, token != .pipe { argument = try self.operand() }
      filters.append(try TemplateFilter(name, argument, line: line))
    }
    return TemplateOutput(operand: operand, filters: filters)
  }

  mutating func condition() throws(TemplateError) -> TemplateCondition {
    var alternatives: [[TemplateCondition.Comparison]] = [[]]
    while true {
      let isNegated = skip("not")
      let left = try operand()
      var comparison = TemplateCondition.Comparison(isNegated: isNegated, left: left, right: nil)
      if case .word(let word)? = tokens.first,
        let operation = TemplateCondition.Operation(rawValue: word)
      {
        tokens.removeFirst()
        comparison.right = (operation, try operand())
      }
      alternatives[alternatives.count - 1].append(comparison)
      if skip("and") { continue }
      if skip("or") {
        alternatives.append([])
        continue
      }
      guard isEmpty else { throw .malformed("more than a condition", line: line) }
      return TemplateCondition(alternatives: alternatives)
    }
  }
}
