/// Writes values one after another into bytes, for `RecordReader` to read in the same order.
///
/// Numbers are LEB128; a text that came before is named by its number, since records
/// repeat paths, licences and vendors.
package struct RecordWriter {
  package private(set) var bytes: [UInt8] = []
  private var texts: [String: Int] = [:]

  package init() {}

  package mutating func write(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func write(_ text: String) {
    if let known = texts[text] {
      write(known + 1)
      return
    }
    texts[text] = texts.count
    write(0)
    write(Array(text.utf8))
  }

  package mutating func write(_ raw: [UInt8]) {
    write(raw.count)
    bytes += raw
  }

  /// Writes a value of an enumeration by its place among all of them.
  package mutating func write<Value: CaseIterable & Equatable>(case value: Value)
  where Value.AllCases == [Value] {
    write(Value.allCases.firstIndex(of: value) ?? 0)
  }

  package mutating func write(word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }

  package mutating func write<Value>(_ value: Value?, _ each: (inout RecordWriter, Value) -> Void) {
    write(value == nil ? 0 : 1)
    if let value { each(&self, value) }
  }

  package mutating func write<Value>(_ values: [Value], _ each: (inout RecordWriter, Value) -> Void)
  {
    write(values.count)
    for value in values { each(&self, value) }
  }

  package mutating func write(_ texts: [String]) {
    write(texts) { $0.write($1) }
  }
}
