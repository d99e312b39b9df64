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
}

extension ByteSource {
  package func skip(_ count: Int64) -> Int64 { 0 }
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
}
