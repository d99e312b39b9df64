/// Writes a protocol buffers message; a value that is its type's default is left out, as the third
/// version of the language does.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func field(_ number: Int, _ text: String) { field(number, Array(text.utf8)) }

  mutating func field(_ number: Int, _ value: [UInt8]) {
    guard !value.isEmpty else { return }
    varint(UInt64(number) << 3 | 2)
    varint(UInt64(value.count))
    bytes += value
  }

  mutating func field(_ number: Int, _ value: Int64) {
    guard value != 0 else { return }
    varint(UInt64(number) << 3)
    varint(UInt64(bitPattern: value))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
