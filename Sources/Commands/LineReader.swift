import Artifacts
import Glibc

/// Reads lines from a descriptor, as they come, so that a partner who waits for an answer to each
/// gets it.
struct LineReader {
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var start = 0
  private var hasEnded = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next line without its end, or `nil` after the last.
  mutating func next() throws -> [UInt8]? {
    var searched = start
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = pending[start..<end]
        start = end + 1
        return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
      }
      searched = pending.count
      if hasEnded {
        guard start < pending.count else { return nil }
        defer { start = pending.count }
        return Array(pending[start...])
      }
      guard pending.count - start <= 64 << 20 else { throw Failure("a line of over 64 MiB") }
      let shift = start
      try fill()
      searched -= shift
    }
  }

  private mutating func fill() throws {
    pending.removeSubrange(..<start)
    start = 0
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    // SAFETY: the kernel writes no more than the size it is given.
    let count = unsafe piece.withUnsafeMutableBytes { raw in
      unsafe read(descriptor, raw.baseAddress, raw.count)
    }
    guard count >= 0 else { throw Failure("reading the input failed: \(systemMessage(errno))") }
    hasEnded = count == 0
    pending += piece.prefix(count)
  }
}
