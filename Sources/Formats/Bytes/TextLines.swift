/// The lines of a UTF-8 text, numbered from 1, as slices of one string.
///
/// Lines end in LF or CRLF. A byte order mark at the start is no part of the first line.
package struct TextLines: Sequence, IteratorProtocol {
  /// One line without its end.
  package struct Line: Hashable, Sendable {
    package let number: Int
    package let text: Substring
  }

  private var rest: Substring.UTF8View
  private var number = 0

  package init(_ text: String) { rest = text[...].utf8 }

  package init(_ bytes: Span<UInt8>) throws(DataError) {
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    self.init(try bytes.text((hasMark ? 3 : 0)..<bytes.count))
  }

  package mutating func next() -> Line? {
    guard !rest.isEmpty else { return nil }
    number += 1
    let end = rest.firstIndex(of: UInt8(ascii: "\n"))
    var line = rest[..<(end ?? rest.endIndex)]
    rest = end.map { rest[rest.index(after: $0)...] } ?? rest[rest.endIndex...]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return Line(number: number, text: Substring(line))
  }
}
