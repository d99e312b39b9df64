/// The order in which the bytes of a number are stored.
package enum ByteOrder: Hashable, Sendable {
  case little
  case big
}

extension Span where Element == UInt8 {
  /// The number stored at `offset`, or `nil` where the bytes do not hold all of it.
  package func integer<Value: FixedWidthInteger & UnsignedInteger>(
    _ type: Value.Type,
    at offset: Int,
    _ order: ByteOrder
  ) -> Value? {
    let width = Value.bitWidth / 8
    guard offset >= 0, offset <= count - width else { return nil }
    var value: Value = 0
    for index in 0..<width {
      let byte = self[order == .big ? offset + index : offset + width - 1 - index]
      value = value << 8 | Value(byte)
    }
    return value
  }

  /// The place of `length` bytes at `offset`, or `nil` where there are not as many.
  ///
  /// Takes the widths that file formats use, so that no caller narrows a number unchecked.
  package func place(
    at offset: some BinaryInteger,
    length: some BinaryInteger
  ) -> Range<Int>? {
    guard let start = Int(exactly: offset), let length = Int(exactly: length) else { return nil }
    guard start >= 0, length >= 0, start <= count, length <= count - start else { return nil }
    return start..<start + length
  }

  /// The text at `offset` up to its terminating zero, or `nil` where it has none within `limit`
  /// bytes or is not UTF-8.
  package func zeroTerminatedText(at offset: Int, limit: Int = 4096) -> String? {
    guard offset >= 0, offset < count else { return nil }
    let end = offset + Swift.min(limit, count - offset)
    var index = offset
    while index < end, self[index] != 0 { index += 1 }
    guard index < end else { return nil }
    return text(in: offset..<index)
  }

  /// The bytes of `range` as text, or `nil` where they are not UTF-8.
  package func text(in range: Range<Int>) -> String? {
    guard let checked = try? UTF8Span(validating: extracting(range)) else { return nil }
    return String(copying: checked)
  }
}
