package import Formats

/// Puts together binary formats for tests, number by number.
package struct ByteBuilder {
  package var bytes: [UInt8] = []
  package let order: ByteOrder

  package init(_ order: ByteOrder = .little) { self.order = order }

  package mutating func add(_ value: some FixedWidthInteger) {
    let width = value.bitWidth / 8
    let low = (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    bytes += order == .little ? low : low.reversed()
  }

  package mutating func add(_ more: [UInt8]) { bytes += more }

  package mutating func add(_ text: String) { bytes += Array(text.utf8) }

  /// A text in a field of fixed width, padded with zeros.
  package mutating func add(_ text: String, width: Int) {
    bytes += Array(text.utf8) + [UInt8](repeating: 0, count: width - text.utf8.count)
  }

  /// Zeros up to a multiple of `alignment`.
  package mutating func align(_ alignment: Int) {
    while !bytes.count.isMultiple(of: alignment) { bytes.append(0) }
  }

  /// Zeros up to `offset`.
  package mutating func pad(to offset: Int) {
    bytes += [UInt8](repeating: 0, count: max(0, offset - bytes.count))
  }
}
