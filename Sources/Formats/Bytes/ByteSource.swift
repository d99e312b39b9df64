/// Bytes that arrive in order, pulled by whoever needs them, so that nothing is held that nobody
/// asked for.
///
/// A source may block. It is used from one thread at a time.
package protocol ByteSource: AnyObject {
  /// Fills the start of `buffer` and returns how many bytes that were; 0 only at the end.
  func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int

  /// Passes over up to `count` bytes without reading them, and gives how many; 0 where the source
  /// can only be read. What is passed over may lie beyond the end.
  func skip(_ count: Int64) -> Int64

  /// Lends the next bytes where they lie, at least one but at the end; `nil` where the source can
  /// only be read.
  ///
  /// Let go of what was lent before you ask the source for more: it fills the same memory again.
  func lend() throws(ByteSourceError) -> LentBytes?
}

extension ByteSource {
  package func skip(_ count: Int64) -> Int64 { 0 }

  package func lend() throws(ByteSourceError) -> LentBytes? { nil }
}

/// Bytes of a source that lie in memory of its own.
package struct LentBytes {
  package let bytes: [UInt8]
  /// Those that count; none at the end of the source.
  package let range: Range<Int>

  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }
}

/// Why bytes could not be had.
package enum ByteSourceError: Error, Hashable {
  /// They end in the middle of something.
  case truncated(String)
  /// They are not what the format says: what, and where.
  case malformed(String)
  /// A limit was reached; which.
  case limit(String)
  /// A format or method we do not read.
  case unsupported(String)
  /// The system, a server or a device would not give them.
  case unreadable(String)

  /// What went wrong, in the words of the source.
  package var text: String {
    switch self {
    case .truncated(let text), .malformed(let text), .limit(let text), .unsupported(let text),
      .unreadable(let text):
      text
    }
  }
}
