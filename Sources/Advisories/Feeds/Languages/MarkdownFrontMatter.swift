import Formats
import Model

/// A page of Markdown that begins with a block of TOML, between lines of three backticks.
struct MarkdownFrontMatter {
  var header: DataNode
  /// The first heading after the block, without its mark.
  var title: String

  init(_ bytes: Span<UInt8>, limits: Limits) throws(FeedError) {
    var lines = LineCursor()
    var start: Int?
    var end: Int?
    while end == nil, let line = lines.line(in: bytes) {
      if start == nil {
        if bytes.trimmed(line).isEmpty { continue }
        guard bytes.holds("```toml", at: line.lowerBound) else { break }
        start = line.upperBound
      } else if bytes.holds("```", at: line.lowerBound) {
        end = line.lowerBound
      }
    }
    guard let start, let end else { throw .malformed("no block of TOML") }
    do throws(DataError) {
      header = try TOMLReader.parse(bytes.extracting(start..<end), limits: limits)
      title = ""
      while let line = lines.line(in: bytes) {
        guard bytes.holds("# ", at: line.lowerBound) else { continue }
        title = OneLine.text(try bytes.text(line.lowerBound + 2..<line.upperBound))
        break
      }
    } catch {
      throw FeedError(error)
    }
  }
}

extension DataNode {
  /// The texts of a list, or the one text that stands in its place.
  var texts: [String] {
    if let list { return list.compactMap(\.scalarText) }
    return scalarText.map { [$0] } ?? []
  }
}
