/// A source whose first bytes can be looked at before they are read.
package final class PeekedSource: ByteSource {
  private let upstream: any ByteSource
  private var head: [UInt8] = []
  private var next = 0

  package init(_ upstream: any ByteSource) { self.upstream = upstream }

  /// Up to `count` of the first bytes; fewer only where the source is shorter.
  package func peek(_ count: Int) throws(ByteSourceError) -> [UInt8] {
    while head.count < count {
      var piece = [UInt8](repeating: 0, count: count - head.count)
      var span = piece.mutableSpan
      let filled = try upstream.read(into: &span)
      if filled == 0 { break }
      head += piece.prefix(filled)
    }
    return head
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    guard next < head.count else { return try upstream.read(into: &buffer) }
    let count = min(buffer.count, head.count - next)
    buffer.copyStart(from: head, range: next..<next + count)
    next += count
    return count
  }

  package func lend() throws(ByteSourceError) -> LentBytes? {
    guard next < head.count else { return try upstream.lend() }
    defer { next = head.count }
    return LentBytes(head, next..<head.count)
  }
}
