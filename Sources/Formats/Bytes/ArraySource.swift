/// Bytes that are in memory already.
package final class ArraySource: ByteSource {
  private let bytes: [UInt8]
  private var next = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let count = min(buffer.count, bytes.count - next)
    buffer.copyStart(from: bytes, range: next..<next + count)
    next += count
    return count
  }
}

extension MutableSpan<UInt8> {
  /// Copies a range of `source` to the start of this span.
  package mutating func copyStart(from source: [UInt8], range: Range<Int>) {
    guard !range.isEmpty else { return }
    precondition(range.count <= count && range.upperBound <= source.count)
    // SAFETY: both ranges were just checked to lie inside their buffers, which live for the call.
    unsafe withUnsafeMutableBytes { target in
      unsafe source.withUnsafeBytes { raw in
        unsafe target.baseAddress.unsafelyUnwrapped.copyMemory(
          from: raw.baseAddress.unsafelyUnwrapped + range.lowerBound,
          byteCount: range.count
        )
      }
    }
  }
}
