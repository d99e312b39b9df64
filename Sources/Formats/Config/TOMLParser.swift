import Model

/// A recursive-descent reader of TOML, an index beside the bytes it walks.
struct TOMLParser {
  private let depthLimit: Int
  private let valueLimit: Int
  /// How many tables and lists are around the next value.
  private var depth = 0
  private var values = 0
  private var tree: TOMLTree
  /// The next byte to look at.
  var at = 0
  private var line = 1
  private var lineStart = 0

  init(limits: Limits) {
    depthLimit = limits.depth
    valueLimit = limits.values
    tree = TOMLTree(depthLimit: limits.depth)
  }

  mutating func document(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    if bytes.holds("\u{FEFF}") {
      at = 3
      lineStart = 3
    }
    var table = TOMLTree.root
    while true {
      try skipLines(in: bytes)
      guard at < bytes.count else { break }
      if bytes[at] == UInt8(ascii: "[") {
        table = try header(in: bytes)
      } else {
        try assignment(to: table, in: bytes)
      }
      try endStatement(in: bytes)
    }
    return tree.node(of: TOMLTree.root)
  }

  func malformed(_ what: String) -> DataError {
    .malformed(what, line: line, column: at - lineStart + 1)
  }

  var truncated: DataError { .truncated(line: line) }

  private var position: DataNode.Position {
    DataNode.Position(line: line, column: at - lineStart + 1)
  }

  /// Whether this byte is next.
  func next(is byte: UInt8, in bytes: Span<UInt8>) -> Bool { at < bytes.count && bytes[at] == byte }

  private mutating func expect(
    _ byte: UInt8,
    _ what: String,
    in bytes: Span<UInt8>
  ) throws(DataError) {
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == byte else { throw malformed("expected \(what)") }
    at += 1
  }

  private mutating func count() throws(DataError) {
    values += 1
    guard values <= valueLimit else { throw .limit("values in one document") }
  }
}

// MARK: - Lines

extension TOMLParser {
  private mutating func skipBlanks(in bytes: Span<UInt8>) {
    while at < bytes.count, bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: "\t") {
      at += 1
    }
  }

  /// Steps over a newline if there is one here.
  mutating func skipNewline(in bytes: Span<UInt8>) -> Bool {
    guard at < bytes.count else { return false }
    if bytes[at] == UInt8(ascii: "\r"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") {
      at += 1
    }
    guard bytes[at] == UInt8(ascii: "\n") else { return false }
    at += 1
    line += 1
    lineStart = at
    return true
  }

  /// Steps over blanks, comments and newlines.
  mutating func skipLines(in bytes: Span<UInt8>) throws(DataError) {
    repeat {
      skipBlanks(in: bytes)
      try skipComment(in: bytes)
    } while skipNewline(in: bytes)
  }

  private mutating func skipComment(in bytes: Span<UInt8>) throws(DataError) {
    guard next(is: UInt8(ascii: "#"), in: bytes) else { return }
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
      if bytes[at] == UInt8(ascii: "\r"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n")
      {
        return
      }
      guard !bytes[at].isTOMLControl else { throw malformed("a control character in a comment") }
      at += 1
    }
  }

  /// Nothing but a comment may follow on the line of a header or an assignment.
  private mutating func endStatement(in bytes: Span<UInt8>) throws(DataError) {
    skipBlanks(in: bytes)
    try skipComment(in: bytes)
    guard at == bytes.count || skipNewline(in: bytes) else {
      throw malformed("expected the end of the line")
    }
  }
}

// MARK: - Headers and assignments

extension TOMLParser {
  private mutating func header(in bytes: Span<UInt8>) throws(DataError) -> Int {
    let position = position
    let isElement = bytes.holds("[[", at: at)
    at += isElement ? 2 : 1
    let path = try keys(in: bytes)
    try expect(UInt8(ascii: "]"), "a closing bracket", in: bytes)
    guard isElement else { return try tree.open(path, at: position) }
    try expect(UInt8(ascii: "]"), "two closing brackets", in: bytes)
    return try tree.append(path, at: position)
  }

  private mutating func assignment(
    to table: Int,
    in bytes: Span<UInt8>
  ) throws(DataError) {
    let path = try keys(in: bytes)
    try expect(UInt8(ascii: "="), "an equals sign", in: bytes)
    skipBlanks(in: bytes)
    let around = depth
    depth = tree.level(of: table) + path.count - 1
    try tree.assign(try value(in: bytes), to: path, in: table)
    depth = around
  }

  /// Reads a key with all its dotted parts, and the blanks around them.
  private mutating func keys(in bytes: Span<UInt8>) throws(DataError) -> [TOMLKey] {
    var path: [TOMLKey] = []
    repeat {
      if !path.isEmpty { at += 1 }
      skipBlanks(in: bytes)
      let position = position
      path.append(TOMLKey(text: try keyPart(in: bytes), position: position))
      try count()
      guard path.count <= depthLimit else { throw .limit("depth of nested values") }
      skipBlanks(in: bytes)
    } while next(is: UInt8(ascii: "."), in: bytes)
    return path
  }

  private mutating func keyPart(in bytes: Span<UInt8>) throws(DataError) -> String {
    guard at < bytes.count else { throw truncated }
    switch bytes[at] {
    case UInt8(ascii: "\""): return try basicString(in: bytes)
    case UInt8(ascii: "'"): return try literalString(in: bytes)
    default:
      let start = at
      while at < bytes.count, bytes[at].isTOMLBareKey { at += 1 }
      guard at > start else { throw malformed("expected a key") }
      return try bytes.text(start..<at)
    }
  }
}

// MARK: - Values

extension TOMLParser {
  private mutating func value(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    try count()
    guard at < bytes.count else { throw truncated }
    let position = position
    switch bytes[at] {
    case UInt8(ascii: "\""):
      let isLong = bytes.holds("\"\"\"", at: at)
      let text = try isLong ? longBasicString(in: bytes) : basicString(in: bytes)
      return DataNode(.string(text), at: position)
    case UInt8(ascii: "'"):
      let isLong = bytes.holds("'''", at: at)
      let text = try isLong ? longLiteralString(in: bytes) : literalString(in: bytes)
      return DataNode(.string(text), at: position)
    case UInt8(ascii: "["): return DataNode(.list(try array(in: bytes)), at: position)
    case UInt8(ascii: "{"): return try inlineTable(in: bytes)
    default: return DataNode(try bareValue(in: bytes), at: position)
    }
  }

  private mutating func array(in bytes: Span<UInt8>) throws(DataError) -> [DataNode] {
    try open()
    var elements: [DataNode] = []
    while try !closes(with: UInt8(ascii: "]"), in: bytes) {
      elements.append(try value(in: bytes))
      try separate(until: UInt8(ascii: "]"), in: bytes)
    }
    return elements
  }

  private mutating func inlineTable(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    let table = try tree.add(.inline, level: depth + 1, at: position)
    try open()
    while try !closes(with: UInt8(ascii: "}"), in: bytes) {
      try assignment(to: table, in: bytes)
      try separate(until: UInt8(ascii: "}"), in: bytes)
    }
    return tree.node(of: table)
  }

  /// Steps into an array or an inline table.
  private mutating func open() throws(DataError) {
    at += 1
    depth += 1
    guard depth <= depthLimit else { throw .limit("depth of nested values") }
  }

  /// Steps out of an array or an inline table if its last byte is next.
  private mutating func closes(with end: UInt8, in bytes: Span<UInt8>) throws(DataError) -> Bool {
    try skipLines(in: bytes)
    guard next(is: end, in: bytes) else { return false }
    at += 1
    depth -= 1
    return true
  }

  /// Steps over the comma behind an element, which the last one need not have.
  private mutating func separate(until end: UInt8, in bytes: Span<UInt8>) throws(DataError) {
    try skipLines(in: bytes)
    guard !next(is: end, in: bytes) else { return }
    try expect(UInt8(ascii: ","), "a comma or an end", in: bytes)
  }
}

extension UInt8 {
  /// Whether this may not stand in a comment or a string: all controls but the tab.
  var isTOMLControl: Bool { (self < 0x20 && self != 0x09) || self == 0x7F }

  fileprivate var isTOMLBareKey: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }
}
