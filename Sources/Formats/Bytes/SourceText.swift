/// Text put together from lines of a file, each byte of which still knows where it stood.
package struct SourceText: Hashable, Sendable {
  /// A run of bytes that stood beside each other.
  private struct Piece: Hashable {
    var start: Int
    var line: Int
    var column: Int
  }

  package private(set) var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  package init() {}

  package var isEmpty: Bool { bytes.isEmpty }
  package var count: Int { bytes.count }

  /// The text; what is no UTF-8 in it is replaced.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds bytes that stood on one line from a column on, counted from 1.
  package mutating func append(_ range: Range<Int>, of source: Span<UInt8>, line: Int, column: Int)
  {
    pieces.append(Piece(start: bytes.count, line: line, column: column))
    bytes.reserveCapacity(bytes.count + range.count)
    for at in range { bytes.append(source[at]) }
  }

  /// Adds a byte that stood at no other place than the end of what is there.
  package mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Adds another text behind this one.
  package mutating func append(_ other: SourceText) {
    pieces += other.pieces.map {
      Piece(start: $0.start + bytes.count, line: $0.line, column: $0.column)
    }
    bytes += other.bytes
  }

  /// Where the byte at an offset stood.
  package func position(at offset: Int) -> DataNode.Position {
    var low = 0
    var high = pieces.count
    // The last piece that begins at or before the offset.
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return DataNode.Position(line: 1, column: 1) }
    let piece = pieces[low - 1]
    return DataNode.Position(line: piece.line, column: piece.column + offset - piece.start)
  }

  /// A part of the text.
  package func slice(_ range: Range<Int>) -> SourceText {
    var part = SourceText()
    guard !range.isEmpty else { return part }
    part.bytes = Array(bytes[range])
    let first = position(at: range.lowerBound)
    part.pieces = [Piece(start: 0, line: first.line, column: first.column)]
    for piece in pieces where piece.start > range.lowerBound && piece.start < range.upperBound {
      part.pieces.append(
        Piece(start: piece.start - range.lowerBound, line: piece.line, column: piece.column)
      )
    }
    return part
  }
}
