/// The entries of a map in the order they were written; of two with one key the last one counts.
package struct DataMap: Sendable {
  package private(set) var entries: [Entry] = []
  /// Where each key is, once there are more than a look along the entries can find as fast.
  private var index: [String: Int] = [:]

  /// Most maps of lock files have fewer entries; a dictionary for each would cost more to make
  /// than the rest of reading them.
  private static let indexedFrom = 12

  package struct Entry: Hashable, Sendable {
    package var key: String
    package var keyPosition: DataNode.Position
    package var value: DataNode
  }

  package init() {}

  package var count: Int { entries.count }
  package var isEmpty: Bool { entries.isEmpty }
  package var keys: [String] { entries.map(\.key) }

  /// Adds an entry, in place of an earlier one with the same key.
  package mutating func set(_ key: String, at position: DataNode.Position, to value: DataNode) {
    let entry = Entry(key: key, keyPosition: position, value: value)
    if let known = place(of: key) {
      entries[known] = entry
      return
    }
    if !index.isEmpty { index[key] = entries.count }
    entries.append(entry)
    if entries.count == Self.indexedFrom {
      for (place, entry) in entries.enumerated() { index[entry.key] = place }
    }
  }

  package subscript(key: String) -> DataNode? {
    place(of: key).map { entries[$0].value }
  }

  private func place(of key: String) -> Int? {
    if !index.isEmpty { return index[key] }
    for place in entries.indices where entries[place].key == key { return place }
    return nil
  }
}

extension DataMap: Hashable {
  package static func == (left: DataMap, right: DataMap) -> Bool { left.entries == right.entries }

  package func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}
