/// One part of a key, with the place it stands at.
struct TOMLKey {
  var text: String
  var position: DataNode.Position
}

/// The tables of a document while it is read: headers come back to tables that others began, and
/// what may be added to a table depends on how it came to be (toml.io/en/v1.0.0#table).
struct TOMLTree {
  enum Origin {
    /// Named on the way to another table by a header; a header of its own may still come.
    case implied
    /// Has had its own header, or is an element of an array of tables.
    case header
    /// Made by a dotted key.
    case dotted
    /// In braces, complete as it stands.
    case inline
  }

  private enum Slot {
    case value(DataNode)
    case table(Int)
    /// An array of tables, by its place in `lists`.
    case tables(Int)
  }

  private struct Table {
    var keys: [TOMLKey] = []
    var slots: [Slot] = []
    var index = KeyIndex()
    var origin: Origin
    /// How many tables and lists are around its entries, itself among them.
    var level: Int
    var position: DataNode.Position
  }

  private var tables: [Table] = []
  private var lists: [[Int]] = []
  private let depthLimit: Int

  /// The table that keys before any header belong to.
  static let root = 0

  init(depthLimit: Int) {
    self.depthLimit = depthLimit
    let start = DataNode.Position(line: 1, column: 1)
    tables = [Table(origin: .header, level: 1, position: start)]
  }

  /// Begins a table that is not in the tree yet.
  mutating func add(
    _ origin: Origin,
    level: Int,
    at position: DataNode.Position
  ) throws(DataError) -> Int {
    guard level <= depthLimit else { throw .limit("depth of nested values") }
    tables.append(Table(origin: origin, level: level, position: position))
    return tables.count - 1
  }

  /// How many tables and lists are around the entries of a table, itself among them.
  func level(of table: Int) -> Int { tables[table].level }

  /// The table of a `[header]`.
  mutating func open(
    _ path: [TOMLKey],
    at position: DataNode.Position
  ) throws(DataError) -> Int {
    guard let last = path.last else { return Self.root }
    let parent = try parent(of: path)
    switch slot(of: last.text, in: parent) {
    case nil:
      let table = try add(.header, level: level(of: parent) + 1, at: position)
      put(.table(table), as: last, in: parent)
      return table
    case .table(let table) where tables[table].origin == .implied:
      tables[table].origin = .header
      tables[table].position = position
      return table
    default: throw conflict(last)
    }
  }

  /// The new table of an `[[array of tables]]`.
  mutating func append(
    _ path: [TOMLKey],
    at position: DataNode.Position
  ) throws(DataError) -> Int {
    guard let last = path.last else { return Self.root }
    let parent = try parent(of: path)
    let table = try add(.header, level: level(of: parent) + 2, at: position)
    switch slot(of: last.text, in: parent) {
    case nil:
      lists.append([table])
      put(.tables(lists.count - 1), as: last, in: parent)
    case .tables(let list): lists[list].append(table)
    default: throw conflict(last)
    }
    return table
  }

  /// Assigns a value to a key, dotted or not, of a table.
  mutating func assign(
    _ value: DataNode,
    to path: [TOMLKey],
    in start: Int
  ) throws(DataError) {
    guard let last = path.last else { return }
    var table = start
    for key in path.dropLast() {
      switch slot(of: key.text, in: table) {
      case nil:
        let new = try add(.dotted, level: level(of: table) + 1, at: key.position)
        put(.table(new), as: key, in: table)
        table = new
      case .table(let known) where [.implied, .dotted].contains(tables[known].origin):
        tables[known].origin = .dotted
        table = known
      default: throw conflict(key)
      }
    }
    guard slot(of: last.text, in: table) == nil else { throw conflict(last) }
    put(.value(value), as: last, in: table)
  }

  /// The table that holds the last key of a header.
  private mutating func parent(of path: [TOMLKey]) throws(DataError) -> Int {
    var table = Self.root
    for key in path.dropLast() {
      switch slot(of: key.text, in: table) {
      case nil:
        let new = try add(.implied, level: level(of: table) + 1, at: key.position)
        put(.table(new), as: key, in: table)
        table = new
      case .table(let known): table = known
      case .tables(let list): table = lists[list].last ?? table
      case .value: throw conflict(key)
      }
    }
    return table
  }

  private func conflict(_ key: TOMLKey) -> DataError {
    .malformed(
      "the key \(key.text) is already defined",
      line: key.position.line,
      column: key.position.column
    )
  }

  private func slot(of key: String, in table: Int) -> Slot? {
    let keys = tables[table].keys
    let place = tables[table].index.place(of: key, count: keys.count) { keys[$0].text }
    return place.map { tables[table].slots[$0] }
  }

  private mutating func put(_ slot: Slot, as key: TOMLKey, in table: Int) {
    tables[table].keys.append(key)
    tables[table].slots.append(slot)
    let keys = tables[table].keys
    tables[table].index.noteLast(count: keys.count) { keys[$0].text }
  }
}

extension TOMLTree {
  /// A table with all it holds; no deeper than the limit, which `add` saw to.
  func node(of table: Int) -> DataNode {
    var map = DataMap()
    for (key, slot) in zip(tables[table].keys, tables[table].slots) {
      map.set(key.text, at: key.position, to: node(of: slot, key))
    }
    return DataNode(.map(map), at: tables[table].position)
  }

  private func node(of slot: Slot, _ key: TOMLKey) -> DataNode {
    switch slot {
    case .value(let value): value
    case .table(let table): node(of: table)
    case .tables(let list): DataNode(.list(lists[list].map(node(of:))), at: key.position)
    }
  }
}
