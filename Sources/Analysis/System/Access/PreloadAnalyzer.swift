import Formats
package import Model

/// Reads which libraries are put into every process of a system.
///
/// Source: ld.so(8), `/etc/ld.so.preload`: paths that white space or colons part.
package struct PreloadAnalyzer: FileAnalyzer {
  package static let name = "ld-preload"
  package static let version = 1
  package static let summary = "Libraries put into every process (ld.so.preload)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.path("etc/ld.so.preload")]

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var access = AccessFacts()
    var cursor = LineCursor()
    while let range = cursor.line(in: contents), access.preloaded.count < 1000 {
      let line = contents.repairedText(range)
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == ":" }
      access.preloaded += words.map(String.init)
    }
    if !access.isEmpty { facts.access = access }
  }
}
