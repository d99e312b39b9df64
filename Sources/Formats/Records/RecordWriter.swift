/// Writes values one after another into bytes, for `RecordReader` to read in the same order.
///
/// Numbers are LEB128; a text that came before is named by its number, since records
/// repeat paths, licences and vendors.
@usableFromInline package struct RecordWriter {
  package private(set) var bytes: [UInt8] = []
  private var texts: [String] = []
  /// Where texts are, once there are so many that looking through them takes longer.
  private var places: [String: Int] = [:]
  private static let fewTexts = 16

  package init() {}

  @usableFromInline package mutating func write(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func write(_ text: String) {
    if let known = place(of: text) {
      write(known + 1)
      return
    }
    note(text)
    write(0)
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private func place(of text: String) -> Int? {
    texts.count <= Self.fewTexts ? texts.firstIndex(of: text) : places[text]
  }

  private mutating func note(_ text: String) {
    texts.append(text)
    if texts.count == Self.fewTexts + 1 {
      for (place, text) in texts.enumerated() { places[text] = place }
    } else if texts.count > Self.fewTexts {
      places[text] = texts.count - 1
    }
  }

  package mutating func write(_ raw: [UInt8]) {
    write(raw.count)
    bytes += raw
  }

  package mutating func write(_ raw: ArraySlice<UInt8>) {
    write(raw.count)
    bytes += raw
  }

  /// Writes a value of an enumeration by its place among all of them.
  @inlinable package mutating func write<Value: CaseIterable & Equatable>(case value: Value)
  where Value.AllCases == [Value] {
    write(Value.allCases.firstIndex(of: value) ?? 0)
  }

  package mutating func write(word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }

  @inlinable package mutating func write<Value>(
    _ value: Value?,
    _ each: (inout RecordWriter, Value) -> Void
  ) {
    write(value == nil ? 0 : 1)
    if let value { each(&self, value) }
  }

  @inlinable package mutating func write<Value>(
    _ values: [Value],
    _ each: (inout RecordWriter, Value) -> Void
  ) {
    write(values.count)
    for value in values { each(&self, value) }
  }

  package mutating func write(_ texts: [String]) {
    write(texts) { $0.write($1) }
  }
}
