import Formats
package import Model

/// Reads which distribution and release a system is.
///
/// Every distribution of the last ten years has `os-release` (os-release(5)); before, each had a
/// file of its own, and some images have nothing else left. Which of several counts, `SystemFile`
/// says.
package struct OSReleaseAnalyzer: FileAnalyzer {
  package static let name = "os-release"
  package static let version = 1
  package static let summary = "Distribution and release (os-release, lsb-release and older files)"
  package static let view = AnalysisView.installed
  package static let patterns = SystemFile.allCases.map { FilePattern.path($0.rawValue) }

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard let kind = SystemFile(rawValue: file.path) else { return }
    guard var system = try kind.read(contents) else { return }
    system.path = file.path
    system.endOfLife = EndOfLife.date(of: system)
    facts.system = system
  }
}
