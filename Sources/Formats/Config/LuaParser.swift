import Model

/// A recursive-descent reader of Lua data, an index beside the bytes it walks.
struct LuaParser {
  private let depthLimit: Int
  private let valueLimit: Int
  private var depth = 0
  private var values = 0
  /// The next byte to look at.
  var at = 0
  private var line = 1
  private var lineStart = 0
  private var globals = DataMap()
  /// Plain values of local variables.
  ///
  /// A table is none: tables within tables, named again and again, would grow without end.
  private var locals: [String: DataNode.Content] = [:]
  /// Bytes of all texts that were joined: a letter doubled some thirty times fills the memory.
  private var joined = 0

  init(limits: Limits) {
    depthLimit = limits.depth
    valueLimit = limits.values
  }

  mutating func chunk(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    if bytes.holds("\u{FEFF}") { at = 3 }
    // A first line for the shell.
    if at < bytes.count, bytes[at] == UInt8(ascii: "#") { skipLine(in: bytes) }
    try skipBlanks(in: bytes)
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: ";") {
        at += 1
      } else if try takeWord("return", in: bytes) {
        let value = try expression(in: bytes)
        _ = try take(UInt8(ascii: ";"), in: bytes)
        guard at == bytes.count else { throw malformed("text after what is returned") }
        return value
      } else {
        try assignment(in: bytes)
      }
      try skipBlanks(in: bytes)
    }
    return DataNode(.map(globals))
  }

  func malformed(_ what: String) -> DataError {
    .malformed(what, line: line, column: at - lineStart + 1)
  }

  var truncated: DataError { .truncated(line: line) }

  private var position: DataNode.Position {
    DataNode.Position(line: line, column: at - lineStart + 1)
  }

  /// Notes that a newline was stepped over.
  mutating func countLine() {
    line += 1
    lineStart = at
  }
}

// MARK: - Statements and expressions

extension LuaParser {
  /// Reads `a, b = 1, 2`, or the same for local variables.
  private mutating func assignment(in bytes: Span<UInt8>) throws(DataError) {
    let isLocal = try takeWord("local", in: bytes)
    var names: [(name: String, position: DataNode.Position)] = []
    repeat {
      let position = position
      names.append((try name(in: bytes), position))
      try skipBlanks(in: bytes)
      // `<const>` and `<close>` say nothing here.
      if isLocal, try take(UInt8(ascii: "<"), in: bytes) {
        _ = try name(in: bytes)
        try expect(UInt8(ascii: ">"), "an end of the attribute", in: bytes)
        try skipBlanks(in: bytes)
      }
    } while try take(UInt8(ascii: ","), in: bytes)
    var assigned: [DataNode] = []
    if !isLocal || (at < bytes.count && bytes[at] == UInt8(ascii: "=")) {
      try expect(UInt8(ascii: "="), "an assignment", in: bytes)
      try skipBlanks(in: bytes)
      repeat {
        assigned.append(try expression(in: bytes))
      } while try take(
        UInt8(ascii: ","),
        in: bytes
      )
    }
    for (index, (name, position)) in names.enumerated() {
      let value = index < assigned.count ? assigned[index] : DataNode(.null, at: position)
      if !isLocal { globals.set(name, at: position, to: value) }
      locals[name] = value.list == nil && value.map == nil ? value.content : nil
    }
  }

  /// Reads a value, or several that are joined to one text.
  private mutating func expression(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    let first = try operand(in: bytes)
    try skipBlanks(in: bytes)
    guard bytes.holds("..", at: at) else { return first }
    guard var text = first.scalarText else { throw malformed("expected a text before `..`") }
    while bytes.holds("..", at: at) {
      at += 2
      try skipBlanks(in: bytes)
      guard let next = try operand(in: bytes).scalarText else {
        throw malformed("expected a text behind `..`")
      }
      joined += text.utf8.count + next.utf8.count
      guard joined <= 1 << 20 else { throw .limit("bytes of joined texts") }
      text += next
      try skipBlanks(in: bytes)
    }
    return DataNode(.string(text), at: first.position)
  }

  private mutating func operand(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    values += 1
    guard values <= valueLimit else { throw .limit("values in one document") }
    guard at < bytes.count else { throw truncated }
    let position = position
    switch bytes[at] {
    case UInt8(ascii: "{"): return DataNode(try table(in: bytes), at: position)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return DataNode(.string(try quoted(in: bytes)), at: position)
    case UInt8(ascii: "["):
      guard let text = try longText(in: bytes) else { throw malformed("expected a value") }
      return DataNode(.string(text), at: position)
    case UInt8(ascii: "("):
      try open()
      try skipBlanks(in: bytes)
      let inner = try expression(in: bytes)
      try expect(UInt8(ascii: ")"), "a bracket", in: bytes)
      depth -= 1
      return inner
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return DataNode(try number(in: bytes), at: position)
    default: return DataNode(try variable(in: bytes), at: position)
    }
  }

  /// Reads a constant or the name of a variable: null for one that is unknown or a table.
  private mutating func variable(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    let name = try name(in: bytes)
    switch name {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "nil": return .null
    case "function", "not": throw malformed("expected a value")
    default: return locals[name] ?? .null
    }
  }

  private mutating func table(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    try open()
    try skipBlanks(in: bytes)
    var elements: [DataNode] = []
    var map = DataMap()
    while try !take(UInt8(ascii: "}"), in: bytes) {
      let position = position
      if let key = try key(in: bytes) {
        try expect(UInt8(ascii: "="), "an equals sign", in: bytes)
        try skipBlanks(in: bytes)
        map.set(key, at: position, to: try expression(in: bytes))
      } else {
        elements.append(try expression(in: bytes))
      }
      if try take(UInt8(ascii: ","), in: bytes) { continue }
      if try take(UInt8(ascii: ";"), in: bytes) { continue }
      guard at < bytes.count else { throw truncated }
      guard bytes[at] == UInt8(ascii: "}") else { throw malformed("expected a comma or an end") }
    }
    depth -= 1
    guard !map.isEmpty else { return .list(elements) }
    for (index, element) in elements.enumerated() {
      map.set(String(index + 1), at: element.position, to: element)
    }
    return .map(map)
  }

  /// Reads `name` or `["name"]` if an equals sign follows it, and the blanks behind.
  private mutating func key(in bytes: Span<UInt8>) throws(DataError) -> String? {
    guard at < bytes.count else { throw truncated }
    if bytes[at] == UInt8(ascii: "["), !bytes.holds("[[", at: at), !bytes.holds("[=", at: at) {
      try open()
      try skipBlanks(in: bytes)
      let key = try expression(in: bytes)
      try expect(UInt8(ascii: "]"), "a bracket", in: bytes)
      depth -= 1
      try skipBlanks(in: bytes)
      guard let text = key.scalarText else { throw malformed("a key that is no plain value") }
      return text
    }
    guard bytes[at].isASCIILetter || bytes[at] == UInt8(ascii: "_") else { return nil }
    let before = self
    let name = try name(in: bytes)
    try skipBlanks(in: bytes)
    if at < bytes.count, bytes[at] == UInt8(ascii: "="), !bytes.holds("==", at: at) { return name }
    self = before
    return nil
  }

  /// Steps into a table or a bracket.
  private mutating func open() throws(DataError) {
    at += 1
    depth += 1
    guard depth <= depthLimit else { throw .limit("depth of nested values") }
  }
}

// MARK: - Words and blanks

extension LuaParser {
  private mutating func name(in bytes: Span<UInt8>) throws(DataError) -> String {
    let start = at
    while at < bytes.count, isNamePart(bytes[at]) { at += 1 }
    guard at > start, !bytes[start].isASCIIDigit else {
      throw at == bytes.count ? truncated : malformed("expected a name")
    }
    return try bytes.text(start..<at)
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_")
  }

  /// Steps over a word and the blanks behind it if it is next.
  private mutating func takeWord(
    _ word: StaticString,
    in bytes: Span<UInt8>
  ) throws(DataError) -> Bool {
    let end = at + word.utf8CodeUnitCount
    guard bytes.holds(word, at: at), end == bytes.count || !isNamePart(bytes[end]) else {
      return false
    }
    at = end
    try skipBlanks(in: bytes)
    return true
  }

  /// Steps over a byte and the blanks behind it if it is next.
  private mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) throws(DataError) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    try skipBlanks(in: bytes)
    return true
  }

  /// Steps over a byte that must be next.
  mutating func expect(
    _ byte: UInt8,
    _ name: String,
    in bytes: Span<UInt8>
  ) throws(DataError) {
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == byte else { throw malformed("expected \(name)") }
    at += 1
  }

  private mutating func skipLine(in bytes: Span<UInt8>) {
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
  }

  /// Steps over white space and comments, `-- to the end of the line` and `--[[ … ]]`.
  private mutating func skipBlanks(in bytes: Span<UInt8>) throws(DataError) {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\n") {
        at += 1
        countLine()
      } else if bytes[at].isASCIIWhitespace || bytes[at] == 0x0C || bytes[at] == 0x0B {
        at += 1
      } else if bytes.holds("--", at: at) {
        at += 2
        if try longText(in: bytes) == nil { skipLine(in: bytes) }
      } else {
        return
      }
    }
  }
}
