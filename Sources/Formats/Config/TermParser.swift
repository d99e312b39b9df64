import Model

/// A recursive-descent reader of Erlang and Elixir literals, an index beside the bytes it walks.
struct TermParser {
  enum Dialect {
    case erlang
    case elixir
  }

  let dialect: Dialect
  private let depthLimit: Int
  private let valueLimit: Int
  private var depth = 0
  private var values = 0
  /// The next byte to look at.
  var at = 0
  private var line = 1
  private var lineStart = 0

  init(limits: Limits, dialect: Dialect) {
    depthLimit = limits.depth
    valueLimit = limits.values
    self.dialect = dialect
  }

  /// Reads terms up to the end, each with a full stop behind it.
  mutating func terms(in bytes: Span<UInt8>) throws(DataError) -> [DataNode] {
    try begin(in: bytes)
    var terms: [DataNode] = []
    while at < bytes.count {
      terms.append(try value(in: bytes))
      try skipBlanks(in: bytes)
      try expect(UInt8(ascii: "."), "a full stop", in: bytes)
      try skipBlanks(in: bytes)
    }
    return terms
  }

  /// Reads one term up to the end.
  mutating func document(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    try begin(in: bytes)
    guard at < bytes.count else { return DataNode(.null) }
    let node = try value(in: bytes)
    try skipBlanks(in: bytes)
    guard at == bytes.count else { throw malformed("text after the value") }
    return node
  }

  private mutating func begin(in bytes: Span<UInt8>) throws(DataError) {
    if bytes.holds("\u{FEFF}") {
      at = 3
      lineStart = 3
    }
    try skipBlanks(in: bytes)
  }

  func malformed(_ what: String) -> DataError {
    .malformed(what, line: line, column: at - lineStart + 1)
  }

  var truncated: DataError { .truncated(line: line) }

  private var position: DataNode.Position {
    DataNode.Position(line: line, column: at - lineStart + 1)
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

  /// Notes that a newline was stepped over.
  mutating func countLine() {
    line += 1
    lineStart = at
  }
}

// MARK: - Values

extension TermParser {
  private mutating func value(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    values += 1
    guard values <= valueLimit else { throw .limit("values in one document") }
    guard at < bytes.count else { throw truncated }
    let position = position
    return DataNode(try content(in: bytes), at: position)
  }

  private mutating func content(in bytes: Span<UInt8>) throws(DataError) -> DataNode.Content {
    switch bytes[at] {
    case UInt8(ascii: "{"): return .list(try elements(until: UInt8(ascii: "}"), in: bytes))
    case UInt8(ascii: "["): return .list(try elements(until: UInt8(ascii: "]"), in: bytes))
    case UInt8(ascii: "%") where dialect == .elixir, UInt8(ascii: "#") where dialect == .erlang:
      at += 1
      return .map(try map(in: bytes))
    case UInt8(ascii: "\""): return .string(try strings(in: bytes))
    case UInt8(ascii: "'"): return .string(try quoted(in: bytes))
    case UInt8(ascii: "<") where dialect == .erlang: return .string(try binary(in: bytes))
    case UInt8(ascii: ":") where dialect == .elixir: return .string(try atom(in: bytes))
    case UInt8(ascii: "$") where dialect == .erlang: return .integer(try character(in: bytes))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(in: bytes)
    default: return try word(in: bytes)
    }
  }

  /// Reads a tuple or a list; its first byte is next.
  private mutating func elements(
    until end: UInt8,
    in bytes: Span<UInt8>
  ) throws(DataError) -> [DataNode] {
    try open()
    var elements: [DataNode] = []
    guard try !closes(with: end, in: bytes) else { return elements }
    while true {
      elements.append(try element(in: bytes))
      guard try continues(until: end, in: bytes) else { return elements }
    }
  }

  /// Reads a value, or in Elixir `key: value`.
  private mutating func element(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    let first = try value(in: bytes)
    guard isKeySign(in: bytes) else { return first }
    at += 1
    try skipBlanks(in: bytes)
    return DataNode(.list([first, try value(in: bytes)]), at: first.position)
  }

  private mutating func map(in bytes: Span<UInt8>) throws(DataError) -> DataMap {
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == UInt8(ascii: "{") else { throw malformed("expected a map") }
    try open()
    var map = DataMap()
    guard try !closes(with: UInt8(ascii: "}"), in: bytes) else { return map }
    while true {
      let key = try value(in: bytes)
      if isKeySign(in: bytes) {
        at += 1
      } else {
        try skipBlanks(in: bytes)
        try expect(UInt8(ascii: "="), "an arrow", in: bytes)
        try expect(UInt8(ascii: ">"), "an arrow", in: bytes)
      }
      try skipBlanks(in: bytes)
      guard let name = key.scalarText else { throw malformed("a key that is no plain value") }
      map.set(name, at: key.position, to: try value(in: bytes))
      guard try continues(until: UInt8(ascii: "}"), in: bytes) else { return map }
    }
  }

  /// Whether the colon that makes an Elixir key of what stands before it is next.
  func isKeySign(in bytes: Span<UInt8>) -> Bool {
    guard dialect == .elixir, at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return false }
    return at + 1 == bytes.count || bytes[at + 1].isASCIIWhitespace
  }

  /// Steps into a map, a tuple or a list.
  private mutating func open() throws(DataError) {
    at += 1
    depth += 1
    guard depth <= depthLimit else { throw .limit("depth of nested values") }
  }

  /// Steps out of a map, a tuple or a list if its last byte is next.
  private mutating func closes(with end: UInt8, in bytes: Span<UInt8>) throws(DataError) -> Bool {
    try skipBlanks(in: bytes)
    guard at < bytes.count, bytes[at] == end else { return false }
    at += 1
    depth -= 1
    return true
  }

  /// Steps over the comma to a next element; `false` at the end.
  ///
  /// Elixir allows a last comma.
  private mutating func continues(
    until end: UInt8,
    in bytes: Span<UInt8>
  ) throws(DataError) -> Bool {
    guard try !closes(with: end, in: bytes) else { return false }
    try expect(UInt8(ascii: ","), "a comma or an end", in: bytes)
    guard dialect == .elixir else {
      try skipBlanks(in: bytes)
      return true
    }
    return try !closes(with: end, in: bytes)
  }

  /// Steps over white space and comments.
  mutating func skipBlanks(in bytes: Span<UInt8>) throws(DataError) {
    let comment = dialect == .erlang ? UInt8(ascii: "%") : UInt8(ascii: "#")
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\n"):
        at += 1
        countLine()
      case let byte where byte.isASCIIWhitespace || byte == 0x0C || byte == 0x0B: at += 1
      case comment: while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      default: return
      }
    }
  }
}
