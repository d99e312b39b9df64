/// Something that writes itself as one JSON value.
package protocol JSONWritable {
  func write(to json: inout JSONWriter)
}

extension String: JSONWritable {
  package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Substring: JSONWritable {
  package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Bool: JSONWritable {
  package func write(to json: inout JSONWriter) { json.scalar(self ? "true" : "false") }
}

extension Int: JSONWritable {
  package func write(to json: inout JSONWriter) { json.scalar(String(self)) }
}

extension Int64: JSONWritable {
  package func write(to json: inout JSONWriter) { json.scalar(String(self)) }
}

extension UInt64: JSONWritable {
  package func write(to json: inout JSONWriter) { json.scalar(String(self)) }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to json: inout JSONWriter) { json.list(self) { $0.value($1) } }
}

/// A floating-point number that JSON can say: one that is finite.
package struct JSONNumber: Hashable, Sendable, JSONWritable {
  package let value: Double

  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.value = value
  }

  package func write(to json: inout JSONWriter) { json.scalar("\(value)") }
}

extension DataNode: JSONWritable {
  /// Writes the value as JSON; a number that JSON cannot say becomes null.
  package func write(to json: inout JSONWriter) {
    switch content {
    case .null: json.null()
    case .boolean(let value): json.value(value)
    case .integer(let value): json.value(value)
    case .number(let value, _):
      if let number = JSONNumber(value) { json.value(number) } else { json.null() }
    case .string(let text): json.value(text)
    case .list(let elements): json.value(elements)
    case .map(let map):
      json.object { for entry in map.entries { $0.field(entry.key, entry.value) } }
    }
  }
}
