package import Model

/// Reads YAML 1.2 with the core schema, one value for each document of the stream.
///
/// Aliases stand for the value they name, and count towards the limits as if it were written
/// again. Merge keys (`<<`) are followed. Tags other than the standard ones are dropped and their
/// scalars are text. A key is the text of a scalar; maps and lists as keys are refused.
package enum YAMLReader {
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> [DataNode] {
    try bytes.checkUTF8(0..<bytes.count)
    guard !hasManyDirectives(bytes) else { throw .limit("YAML directives") }
    // libyaml counts a byte order mark as a column when it is told the encoding.
    let text = bytes.holds("\u{FEFF}") ? bytes.extracting(3..<bytes.count) : bytes
    // SAFETY: the composer and its parser live inside the scope that lends the bytes.
    return try unsafe text.withUnsafeBufferPointer { buffer throws(DataError) in
      var composer = unsafe YAMLComposer(events: YAMLEvents(reading: buffer), limits: limits)
      return try composer.documents()
    }
  }
}

extension YAMLReader {
  /// Whether more than a thousand lines begin with a percent sign.
  ///
  /// libyaml compares every `%TAG` directive with all before it: a megabyte of them takes five
  /// seconds, and ten times as many a hundred times as long.
  private static func hasManyDirectives(_ bytes: Span<UInt8>) -> Bool {
    var count = 0
    var beginsLine = true
    for at in bytes.indices {
      if beginsLine, bytes[at] == UInt8(ascii: "%") { count += 1 }
      beginsLine = bytes[at] == UInt8(ascii: "\n") || bytes[at] == UInt8(ascii: "\r")
    }
    return count > 1000
  }
}

/// Makes values out of events.
private struct YAMLComposer: ~Copyable {
  private var events: YAMLEvents
  private let depthLimit: Int
  private let valueLimit: Int
  private var depth = 0
  private var values = 0
  private var anchors: [String: Anchor] = [:]

  /// A value that can be named again.
  private struct Anchor {
    var node: DataNode
    /// What it reads as where it is used as a key.
    var keyText: String?
    /// How many values it is made of.
    var values: Int
    /// How many levels it is deep; a scalar has none.
    var depth: Int
  }

  /// A value with what its parent must know of it.
  private struct Composed {
    var node: DataNode
    var keyText: String?
    var isMergeKey = false
    var depth = 0
  }

  init(events: consuming YAMLEvents, limits: Limits) {
    self.events = events
    depthLimit = limits.depth
    valueLimit = limits.values
  }

  mutating func documents() throws(DataError) -> [DataNode] {
    var documents: [DataNode] = []
    while true {
      switch try events.next() {
      case .documentStart:
        anchors = [:]
        documents.append(try value(try events.next()).node)
      case .end: return documents
      default: throw malformed("text between documents")
      }
    }
  }

  private func malformed(_ what: String, at position: DataNode.Position? = nil) -> DataError {
    let place = position ?? events.position
    return .malformed(what, line: place.line, column: place.column)
  }

  private mutating func count(_ more: Int) throws(DataError) {
    values += more
    guard values <= valueLimit else { throw .limit("values in one document") }
  }

  private mutating func value(_ event: YAMLEvent) throws(DataError) -> Composed {
    switch event {
    case .scalar(let scalar, let anchor): return try self.scalar(scalar, anchor: anchor)
    case .alias(let name): return try alias(name)
    case .listStart(let anchor):
      return try nested(anchor) { composer, deepest throws(DataError) in
        .list(try composer.list(deepest: &deepest))
      }
    case .mapStart(let anchor):
      return try nested(anchor) { composer, deepest throws(DataError) in
        .map(try composer.map(deepest: &deepest))
      }
    case .documentStart, .listEnd, .mapEnd, .end: throw malformed("expected a value")
    }
  }

  private mutating func scalar(
    _ scalar: YAMLScalar,
    anchor: String?
  ) throws(DataError) -> Composed {
    try count(1)
    guard let content = scalar.content else { throw malformed("not of the type its tag names") }
    let node = DataNode(content, at: events.position)
    if let anchor {
      anchors[anchor] = Anchor(node: node, keyText: scalar.text, values: 1, depth: 0)
    }
    return Composed(node: node, keyText: scalar.text, isMergeKey: scalar.isMergeKey)
  }

  private mutating func alias(_ name: String) throws(DataError) -> Composed {
    // An alias inside the value it names would never end, and is not known here yet.
    guard let anchor = anchors[name] else { throw malformed("an alias of nothing before it") }
    try count(anchor.values)
    guard depth + anchor.depth <= depthLimit else { throw .limit("depth of nested values") }
    return Composed(node: anchor.node, keyText: anchor.keyText, depth: anchor.depth)
  }

  /// Reads a list or a map with `body`, and remembers it under its anchor.
  private mutating func nested(
    _ anchor: String?,
    _ body: (inout Self, inout Int) throws(DataError) -> DataNode.Content
  ) throws(DataError) -> Composed {
    let before = values
    try count(1)
    depth += 1
    guard depth <= depthLimit else { throw .limit("depth of nested values") }
    if let anchor { anchors[anchor] = nil }
    let position = events.position
    var deepest = 0
    let node = DataNode(try body(&self, &deepest), at: position)
    depth -= 1
    if let anchor {
      anchors[anchor] = Anchor(
        node: node,
        keyText: nil,
        values: values - before,
        depth: deepest + 1
      )
    }
    return Composed(node: node, depth: deepest + 1)
  }

  private mutating func list(deepest: inout Int) throws(DataError) -> [DataNode] {
    var elements: [DataNode] = []
    while true {
      let event = try events.next()
      if case .listEnd = event { return elements }
      let element = try value(event)
      deepest = max(deepest, element.depth)
      elements.append(element.node)
    }
  }

  private mutating func map(deepest: inout Int) throws(DataError) -> DataMap {
    var map = DataMap()
    var merged: [DataMap] = []
    while true {
      let event = try events.next()
      if case .mapEnd = event { break }
      let position = events.position
      let key = try value(event)
      guard let name = key.keyText else {
        throw malformed("a key that is a list or a map", at: position)
      }
      let value = try value(try events.next())
      deepest = max(deepest, value.depth)
      if key.isMergeKey, let maps = Self.mergeable(value.node) {
        merged += maps
      } else {
        map.set(name, at: position, to: value.node)
      }
    }
    // Keys of the map itself win over merged ones, and earlier merged maps over later ones.
    for entry in merged.lazy.flatMap(\.entries) where map[entry.key] == nil {
      map.set(entry.key, at: entry.keyPosition, to: entry.value)
    }
    return map
  }

  /// The maps that a merge key names; `nil` if its value is anything else.
  private static func mergeable(_ node: DataNode) -> [DataMap]? {
    if let map = node.map { return [map] }
    guard let maps = node.list?.map(\.map), maps.allSatisfy({ $0 != nil }) else { return nil }
    return maps.compactMap(\.self)
  }
}
