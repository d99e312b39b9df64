/// Reads the fields of a protocol buffers message, one after the other, copying nothing.
///
/// Layout (protobuf.dev, "Encoding"): a message is a row of fields. A field is a tag, as a varint:
/// `number << 3 | wire type`, and a value: a varint (0), 8 bytes (1), a varint length and as many
/// bytes (2), or 4 bytes (5). Types 3 and 4 are groups, given up before the interfaces that we
/// read were made.
struct ProtobufReader {
  enum Value: Hashable {
    case number(UInt64)
    /// The place of a text, of bytes, or of a message within.
    case bytes(Range<Int>)
  }

  struct Field: Hashable {
    var number: Int
    var value: Value

    /// The bytes' place; an error for a field of another type.
    func range() throws(ProtobufError) -> Range<Int> {
      guard case .bytes(let range) = value else { throw .wrongType(field: number) }
      return range
    }

    /// A 64-bit integer, whose negative numbers have ten bytes.
    func integer() throws(ProtobufError) -> Int64 {
      guard case .number(let value) = value else { throw .wrongType(field: number) }
      return Int64(bitPattern: value)
    }
  }

  private var position: Int
  private let end: Int

  /// A reader of the message that lies in `range`.
  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field, or `nil` at the end of the message.
  mutating func next(in bytes: Span<UInt8>) throws(ProtobufError) -> Field? {
    precondition(end <= bytes.count)
    guard position < end else { return nil }
    let tag = try varint(in: bytes)
    let number = tag >> 3
    guard number > 0, number < 1 << 29 else { throw .malformed("a field number of \(number)") }
    switch tag & 7 {
    case 0: return Field(number: Int(number), value: .number(try varint(in: bytes)))
    case 1: return Field(number: Int(number), value: .number(try fixed(8, in: bytes)))
    case 2:
      let length = try varint(in: bytes)
      guard length <= UInt64(end - position) else { throw .truncated }
      let start = position
      position += Int(length)
      return Field(number: Int(number), value: .bytes(start..<position))
    case 5: return Field(number: Int(number), value: .number(try fixed(4, in: bytes)))
    default: throw .malformed("wire type \(tag & 7)")
    }
  }

  private mutating func varint(in bytes: Span<UInt8>) throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 70, by: 7) {
      guard position < end else { throw .truncated }
      let byte = bytes[position]
      position += 1
      // The tenth byte has one bit to give.
      guard shift < 63 || byte <= 1 else { throw .malformed("a number of more than 64 bits") }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    throw .malformed("a number of more than 64 bits")
  }

  private mutating func fixed(
    _ width: Int,
    in bytes: Span<UInt8>
  ) throws(ProtobufError) -> UInt64 {
    guard width <= end - position else { throw .truncated }
    var value: UInt64 = 0
    for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[position + index]) }
    position += width
    return value
  }
}

/// Why some bytes are no protocol buffers message, or not the one that was expected.
enum ProtobufError: Error, Hashable {
  case truncated
  case malformed(String)
  /// A field holds a value of another type than its message has there.
  case wrongType(field: Int)
  /// A text is not UTF-8.
  case notText(field: Int)
}

extension ProtobufError: CustomStringConvertible {
  var description: String {
    switch self {
    case .truncated: "a message ends early"
    case .malformed(let what): "a message holds \(what)"
    case .wrongType(let field): "field \(field) of a message is of the wrong type"
    case .notText(let field): "field \(field) of a message is not UTF-8"
    }
  }
}
