import Formats

// Layout: https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
// $NAME ${NAME} ${NAME:-default} ${NAME-default} ${NAME:?error} ${NAME:+other} $$

/// Puts what variables hold into the text of a compose file.
struct Interpolation {
  private let values: [String: String]
  /// Bytes that may still be written: defaults of defaults grow.
  private var room = 4 << 20
  private var depth = 0

  init(_ values: [String: String]) { self.values = values }

  /// The values of a `.env` file.
  static func values(of text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.pieces(on: "\n") {
      var line = line.trimmed
      if let rest = line.dropping(prefix: "export ") { line = rest.trimmed }
      guard !line.hasPrefix("#"), let (name, value) = line.cut(at: "=") else { continue }
      values[String(name.trimmed)] = unquoted(value.trimmed)
    }
    return values
  }

  private static func unquoted(_ value: Substring) -> String {
    guard let first = value.utf8.first else { return "" }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"), value.utf8.count > 1,
      value.utf8.last == first
    {
      return String(value.dropFirst().dropLast())
    }
    guard let comment = value.after(" #") else { return String(value) }
    return String(value.utf8.dropLast(comment.utf8.count + 2)) ?? String(value)
  }

  /// All text of a value replaced; keys stay as they are.
  mutating func expand(_ node: DataNode) -> DataNode {
    switch node.content {
    case .string(let text):
      guard text.utf8.contains(UInt8(ascii: "$")) else { return node }
      return DataNode(.string(expand(text[...])), at: node.position)
    case .list(let elements):
      var expanded: [DataNode] = []
      for element in elements { expanded.append(expand(element)) }
      return DataNode(.list(expanded), at: node.position)
    case .map(let map):
      var expanded = DataMap()
      for entry in map.entries {
        expanded.set(entry.key, at: entry.keyPosition, to: expand(entry.value))
      }
      return DataNode(.map(expanded), at: node.position)
    default: return node
    }
  }

  /// What is not known stays as `${NAME}`.
  mutating func expand(_ text: Substring) -> String {
    var result: [UInt8] = []
    var rest = text.utf8
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      guard room > 0 else { break }
      switch rest.first {
      case UInt8(ascii: "$"):
        result.append(UInt8(ascii: "$"))
        rest.removeFirst()
      case UInt8(ascii: "{"):
        let (inner, after) = Self.braced(rest.dropFirst())
        rest = after
        let value = braces(Substring(inner))
        room -= value.utf8.count
        result += value.utf8
      default:
        let name = rest.prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
        rest = rest[name.endIndex...]
        result += (name.isEmpty ? "$" : value(of: String(Substring(name)))).utf8
      }
    }
    result += rest
    return String(decoding: result, as: UTF8.self)
  }

  private func value(of name: String) -> String { values[name] ?? "${\(name)}" }

  /// What stands up to the brace that closes, and what follows it.
  private static func braced(
    _ text: Substring.UTF8View
  ) -> (inner: Substring.UTF8View, rest: Substring.UTF8View) {
    var open = 1
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == UInt8(ascii: "{") { open += 1 }
      if text[at] == UInt8(ascii: "}") { open -= 1 }
      if open == 0 { return (text[..<at], text[text.index(after: at)...]) }
      at = text.index(after: at)
    }
    return (text, text[text.endIndex...])
  }

  private mutating func braces(_ inner: Substring) -> String {
    let name = inner.utf8.prefix {
      $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_")
    }
    var rest = inner.utf8[name.endIndex...]
    let known = values[String(Substring(name))]
    var heedsEmpty = false
    if rest.first == UInt8(ascii: ":") {
      heedsEmpty = true
      rest.removeFirst()
    }
    let isSet = known.map { !heedsEmpty || !$0.isEmpty } ?? false
    switch rest.first {
    case UInt8(ascii: "-"): return isSet ? known ?? "" : nested(Substring(rest.dropFirst()))
    case UInt8(ascii: "+"): return isSet ? nested(Substring(rest.dropFirst())) : ""
    default: return value(of: String(Substring(name)))
    }
  }

  private mutating func nested(_ text: Substring) -> String {
    guard depth < 8 else { return "${}" }
    depth += 1
    defer { depth -= 1 }
    return expand(text)
  }
}
