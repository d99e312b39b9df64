package import Formats
import Glibc

/// The bytes of an open file, from a given place on.
package final class FileSource: ByteSource {
  private let descriptor: FileHandleDescriptor
  private var offset: Int64
  private let end: Int64?

  /// - Parameters:
  ///   - path: the file.
  ///   - range: the part to read; to the end of the file when `nil`.
  package convenience init(path: String, range: Range<Int64>? = nil) throws(ByteSourceError) {
    self.init(try FileHandleDescriptor(readingAt: path), range: range)
  }

  package init(_ descriptor: FileHandleDescriptor, range: Range<Int64>? = nil) {
    self.descriptor = descriptor
    offset = range?.lowerBound ?? 0
    end = range?.upperBound
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    var wanted = buffer.count
    if let end { wanted = Int(min(Int64(wanted), end - offset)) }
    guard wanted > 0 else { return 0 }
    let count = try descriptor.read(into: &buffer, atMost: wanted, at: offset)
    if count == 0, let end, offset < end {
      throw .truncated("\(descriptor.path) ends \(end - offset) bytes too early")
    }
    offset += Int64(count)
    return count
  }

  package func skip(_ count: Int64) -> Int64 {
    let skipped = min(count, (end ?? .max) - offset)
    offset += skipped
    return skipped
  }
}

/// An open file, closed when nobody holds it any more; safe to read from several threads.
package final class FileHandleDescriptor: Sendable {
  /// The path it was opened by, for messages.
  package let path: String
  private let number: Int32

  /// Opens a file for reading.
  package init(readingAt path: String) throws(ByteSourceError) {
    number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard number >= 0 else { throw .unreadable("\(path): \(systemMessage(errno))") }
  }

  /// Takes over a descriptor that is open for reading.
  init(_ number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  /// The size of the file in bytes.
  package func size() throws(ByteSourceError) -> Int64 {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else {
      throw .unreadable("\(path): \(systemMessage(errno))")
    }
    return Int64(status.st_size)
  }

  func read(
    into buffer: inout MutableSpan<UInt8>,
    atMost wanted: Int,
    at offset: Int64
  ) throws(ByteSourceError) -> Int {
    precondition(wanted <= buffer.count)
    while true {
      // SAFETY: the kernel writes at most `wanted` bytes, no more than the buffer has.
      let count = unsafe buffer.withUnsafeMutableBytes { raw in
        unsafe pread(number, raw.baseAddress, wanted, Int(offset))
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .unreadable("\(path): \(systemMessage(errno))") }
    }
  }
}
