/// The entries of a map in the order they were written; of two with one key the last one counts.
package struct DataMap: Sendable {
  package private(set) var entries: [Entry] = []
  private var index = KeyIndex()

  /// A key with its value.
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
    entries.append(entry)
    index.noteLast(count: entries.count) { entries[$0].key }
  }

  package subscript(key: String) -> DataNode? {
    place(of: key).map { entries[$0].value }
  }

  private func place(of key: String) -> Int? {
    index.place(of: key, count: entries.count) { entries[$0].key }
  }
}

extension DataMap: Hashable {
  package static func == (left: DataMap, right: DataMap) -> Bool { left.entries == right.entries }

  package func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}
