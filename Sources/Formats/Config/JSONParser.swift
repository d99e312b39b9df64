import Model

/// A recursive-descent reader of JSON, an index beside the bytes it walks.
struct JSONParser {
  enum Dialect {
    case strict
    case withComments
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

  mutating func document(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    try begin(in: bytes)
    let node = try value(in: bytes)
    try end(in: bytes)
    return node
  }

  /// Reads a document that is a map, entry by entry.
  mutating func entries(
    in bytes: Span<UInt8>,
    limit: Int,
    _ body: (String, DataNode) -> Void
  ) throws(DataError) {
    try begin(in: bytes)
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == UInt8(ascii: "{") else { throw malformed("expected a map") }
    try open()
    var count = 0
    var isOpen = try !closes(with: UInt8(ascii: "}"), in: bytes)
    while isOpen {
      count += 1
      guard count <= limit else { throw .limit("entries in one document") }
      values = 0
      let (key, _) = try key(in: bytes)
      body(key, try value(in: bytes))
      isOpen = try continues(until: UInt8(ascii: "}"), in: bytes)
    }
    try end(in: bytes)
  }

  private mutating func begin(in bytes: Span<UInt8>) throws(DataError) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      at = 3
      lineStart = 3
    }
    try skipBlanks(in: bytes)
  }

  private mutating func end(in bytes: Span<UInt8>) throws(DataError) {
    try skipBlanks(in: bytes)
    guard at == bytes.count else { throw malformed("text after the value") }
  }

  func malformed(_ what: String) -> DataError {
    .malformed(what, line: line, column: at - lineStart + 1)
  }

  var truncated: DataError { .truncated(line: line) }

  private var position: DataNode.Position {
    DataNode.Position(line: line, column: at - lineStart + 1)
  }
}

// MARK: - Values

extension JSONParser {
  private mutating func value(in bytes: Span<UInt8>) throws(DataError) -> DataNode {
    values += 1
    guard values <= valueLimit else { throw .limit("values in one document") }
    guard at < bytes.count else { throw truncated }
    let position = position
    switch bytes[at] {
    case UInt8(ascii: "\""): return DataNode(.string(try string(in: bytes)), at: position)
    case UInt8(ascii: "{"): return DataNode(.map(try map(in: bytes)), at: position)
    case UInt8(ascii: "["): return DataNode(.list(try list(in: bytes)), at: position)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return DataNode(try number(in: bytes), at: position)
    case UInt8(ascii: "t"):
      try word("true", in: bytes)
      return DataNode(.boolean(true), at: position)
    case UInt8(ascii: "f"):
      try word("false", in: bytes)
      return DataNode(.boolean(false), at: position)
    case UInt8(ascii: "n"):
      try word("null", in: bytes)
      return DataNode(.null, at: position)
    default: throw malformed("expected a value")
    }
  }

  private mutating func word(_ word: StaticString, in bytes: Span<UInt8>) throws(DataError) {
    guard bytes.holds(word, at: at) else {
      throw bytes.count - at < word.utf8CodeUnitCount ? truncated : malformed("expected a value")
    }
    at += word.utf8CodeUnitCount
  }

  private mutating func map(in bytes: Span<UInt8>) throws(DataError) -> DataMap {
    try open()
    var map = DataMap()
    guard try !closes(with: UInt8(ascii: "}"), in: bytes) else { return map }
    while true {
      let (key, position) = try key(in: bytes)
      map.set(key, at: position, to: try value(in: bytes))
      guard try continues(until: UInt8(ascii: "}"), in: bytes) else { return map }
    }
  }

  /// Reads a key and the colon behind it.
  private mutating func key(
    in bytes: Span<UInt8>
  ) throws(DataError) -> (String, DataNode.Position) {
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == UInt8(ascii: "\"") else { throw malformed("expected a key in quotes") }
    let position = position
    let key = try string(in: bytes)
    try skipBlanks(in: bytes)
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == UInt8(ascii: ":") else { throw malformed("expected a colon") }
    at += 1
    try skipBlanks(in: bytes)
    return (key, position)
  }

  private mutating func list(in bytes: Span<UInt8>) throws(DataError) -> [DataNode] {
    try open()
    var elements: [DataNode] = []
    guard try !closes(with: UInt8(ascii: "]"), in: bytes) else { return elements }
    while true {
      elements.append(try value(in: bytes))
      guard try continues(until: UInt8(ascii: "]"), in: bytes) else { return elements }
    }
  }

  /// Steps into a map or a list.
  private mutating func open() throws(DataError) {
    at += 1
    depth += 1
    guard depth <= depthLimit else { throw .limit("depth of nested values") }
  }

  /// Steps out of a map or a list if its last byte is next.
  private mutating func closes(with end: UInt8, in bytes: Span<UInt8>) throws(DataError) -> Bool {
    try skipBlanks(in: bytes)
    guard at < bytes.count, bytes[at] == end else { return false }
    at += 1
    depth -= 1
    return true
  }

  /// Steps over the comma to a next element; `false` at the end of the map or list.
  private mutating func continues(
    until end: UInt8,
    in bytes: Span<UInt8>
  ) throws(DataError)
    -> Bool
  {
    guard try !closes(with: end, in: bytes) else { return false }
    guard at < bytes.count else { throw truncated }
    guard bytes[at] == UInt8(ascii: ",") else { throw malformed("expected a comma or an end") }
    at += 1
    guard dialect == .withComments else {
      try skipBlanks(in: bytes)
      return true
    }
    return try !closes(with: end, in: bytes)
  }
}

// MARK: - Blanks and comments

extension JSONParser {
  private mutating func skipBlanks(in bytes: Span<UInt8>) throws(DataError) {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
      case UInt8(ascii: "\n"): endLine()
      case UInt8(ascii: "/") where dialect == .withComments: try skipComment(in: bytes)
      default: return
      }
    }
  }

  private mutating func endLine() {
    at += 1
    line += 1
    lineStart = at
  }

  private mutating func skipComment(in bytes: Span<UInt8>) throws(DataError) {
    if bytes.holds("//", at: at) {
      while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      return
    }
    guard bytes.holds("/*", at: at) else { throw malformed("expected a comment") }
    at += 2
    while !bytes.holds("*/", at: at) {
      guard at < bytes.count else { throw truncated }
      if bytes[at] == UInt8(ascii: "\n") { endLine() } else { at += 1 }
    }
    at += 2
  }
}
