package import Formats
import Glibc

/// The bytes of a pipe or terminal, such as standard input, which can only be read onward.
package final class PipeSource: ByteSource {
  private let descriptor: Int32
  private let name: String

  /// - Parameters:
  ///   - descriptor: stays open when the source goes.
  ///   - name: what to call it in messages.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let wanted = buffer.count
    while true {
      // SAFETY: the kernel writes at most `wanted` bytes, which is what the buffer has.
      let count = unsafe buffer.withUnsafeMutableBytes { raw in
        unsafe Glibc.read(descriptor, raw.baseAddress, wanted)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .unreadable("\(name): \(systemMessage(errno))") }
    }
  }
}
