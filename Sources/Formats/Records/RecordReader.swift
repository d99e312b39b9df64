/// Reads what `RecordWriter` wrote; bytes that make no sense are an error, never a trap.
@usableFromInline package struct RecordReader {
  /// The bytes are not a record of ours.
  @usableFromInline package struct Damaged: Error, Hashable {
    @usableFromInline package init() {}
  }

  private let bytes: [UInt8]
  private var next = 0
  private var seen: [String] = []

  /// - Parameter start: where in the bytes the first value begins.
  package init(_ bytes: [UInt8], at start: Int = 0) {
    self.bytes = bytes
    next = min(max(start, 0), bytes.count)
  }

  package var isAtEnd: Bool { next == bytes.count }

  @usableFromInline package mutating func int() throws(Damaged) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      guard next < bytes.count else { throw Damaged() }
      let byte = bytes[next]
      next += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(Int64(bitPattern: value)) }
      shift += 7
    }
    throw Damaged()
  }

  /// A number of things that follow, each of at least one byte.
  @usableFromInline package mutating func count() throws(Damaged) -> Int {
    let value = try int()
    guard value >= 0, value <= bytes.count - next else { throw Damaged() }
    return value
  }

  package mutating func raw() throws(Damaged) -> [UInt8] {
    Array(bytes[try rawRange()])
  }

  /// Where raw bytes lie, for those who do not want a copy.
  package mutating func rawRange() throws(Damaged) -> Range<Int> {
    let length = try count()
    next += length
    return next - length..<next
  }

  @usableFromInline package mutating func text() throws(Damaged) -> String {
    let number = try int()
    if number == 0 {
      let length = try count()
      next += length
      let text = String(decoding: bytes[next - length..<next], as: UTF8.self)
      seen.append(text)
      return text
    }
    guard seen.indices.contains(number - 1) else { throw Damaged() }
    return seen[number - 1]
  }

  package mutating func word() throws(Damaged) -> UInt64 {
    guard bytes.count - next >= 8 else { throw Damaged() }
    var value: UInt64 = 0
    for index in (next..<next + 8).reversed() { value = value << 8 | UInt64(bytes[index]) }
    next += 8
    return value
  }

  @inlinable package mutating func optional<Value>(
    _ each: (inout RecordReader) throws(Damaged) -> Value
  ) throws(Damaged) -> Value? {
    try int() == 0 ? nil : try each(&self)
  }

  @inlinable package mutating func list<Value>(
    _ each: (inout RecordReader) throws(Damaged) -> Value
  ) throws(Damaged) -> [Value] {
    let length = try count()
    var values: [Value] = []
    values.reserveCapacity(min(length, 1 << 16))
    for _ in 0..<length { values.append(try each(&self)) }
    return values
  }

  package mutating func texts() throws(Damaged) -> [String] {
    try list { (reader: inout RecordReader) throws(Damaged) in try reader.text() }
  }

  /// A value of an enumeration by its raw text.
  @inlinable package mutating func choice<Value: RawRepresentable>(
    _ type: Value.Type
  ) throws(Damaged) -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: try text()) else { throw Damaged() }
    return value
  }

  /// A value of an enumeration by its place among all of them.
  @inlinable package mutating func choice<Value: CaseIterable>(
    at type: Value.Type
  ) throws(Damaged) -> Value where Value.AllCases == [Value] {
    let index = try int()
    guard Value.allCases.indices.contains(index) else { throw Damaged() }
    return Value.allCases[index]
  }
}
