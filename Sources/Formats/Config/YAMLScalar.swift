/// A scalar before its type is known.
///
/// Types are those of the core schema of YAML 1.2.2 (section 10.3): `yes` and `0777` are not what
/// they were in YAML 1.1.
struct YAMLScalar {
  enum Style {
    case plain
    /// Single, double, literal or folded.
    case quoted
  }

  var text: String
  var style: Style
  var tag: String?

  private static let standardTags = "tag:yaml.org,2002:"

  /// Whether this is the key that merges other maps into the one it stands in.
  ///
  /// Not of YAML 1.2, but files made for YAML 1.1 use it everywhere.
  var isMergeKey: Bool {
    text == "<<" && (tag == nil ? style == .plain : tag == Self.standardTags + "merge")
  }

  /// The typed value; `nil` if the text is none of the type that its tag names.
  var content: DataNode.Content? {
    guard let tag else { return style == .plain ? Self.resolve(text) : .string(text) }
    guard tag.hasPrefix(Self.standardTags) else { return .string(text) }
    let resolved = Self.resolve(text)
    switch (tag.dropFirst(Self.standardTags.count), resolved) {
    case ("null", .null), ("bool", .boolean), ("int", .integer), ("float", .number): return resolved
    case ("int", .number(let value, _)) where value == value.rounded(): return resolved
    case ("float", .integer(let value)): return .number(Double(value), written: text)
    case ("null", _), ("bool", _), ("int", _), ("float", _): return nil
    default: return .string(text)
    }
  }

  /// The value of a plain scalar.
  private static func resolve(_ text: String) -> DataNode.Content {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return number(text) ?? .string(text)
    default: break
    }
    switch text {
    case "null", "Null", "NULL", "~": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return .string(text)
    }
  }

  private static func number(_ text: String) -> DataNode.Content? {
    let bytes = Array(text.utf8)
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
      return .number(.infinity, written: text)
    case "-.inf", "-.Inf", "-.INF": return .number(-.infinity, written: text)
    case ".nan", ".NaN", ".NAN": return .number(.nan, written: text)
    default: break
    }
    if text.hasPrefix("0o") || text.hasPrefix("0x") {
      let radix = bytes[1] == UInt8(ascii: "o") ? 8 : 16
      // `Int64` would take a sign here.
      guard bytes.count > 2, bytes[2].hexValue != nil else { return nil }
      return Int64(text.dropFirst(2), radix: radix).map { .number(Double($0), written: text) }
    }
    guard isDecimal(bytes) else { return nil }
    if let value = Int64(text), String(value) == text { return .integer(value) }
    return Double(text).map { .number($0, written: text) }
  }

  /// Whether this is `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = rest.prefix(while: \.isASCIIDigit)
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: \.isASCIIDigit)
      guard !whole.isEmpty || !fraction.isEmpty else { return false }
      rest = rest.dropFirst(1 + fraction.count)
    } else if whole.isEmpty {
      return false
    }
    guard let mark = rest.popFirst() else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") else { return false }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy(\.isASCIIDigit)
  }
}
