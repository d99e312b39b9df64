/// Walks the lines of a buffer without copying any of them.
package struct LineCursor {
  private var next = 0
  /// The number of the line given last, counted from 1.
  package private(set) var number = 0

  package init() {}

  /// The range of the next line, less its newline or carriage return and newline; `nil` at the end.
  package mutating func line(in bytes: Span<UInt8>) -> Range<Int>? {
    guard next < bytes.count else { return nil }
    let start = next
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    next = end + 1
    number += 1
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}
