import Formats
package import Model

/// Recognises the directories of compiled gem extensions, which lie apart from their gems:
/// `extensions/PLATFORM/ABI/NAME-VERSION/gem.build_complete`.
///
/// Source: RubyGems, `Gem::Ext::Builder` and `Gem::BasicSpecification#extension_dir`.
package struct GemExtensionAnalyzer: FileAnalyzer {
  package static let name = "ruby-gem-extension"
  package static let version = 1
  package static let summary = "Compiled parts that Ruby gems own (gem.build_complete)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.name("gem.build_complete")]

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let parts = file.directory.pieces(on: "/")
    guard parts.count >= 4, let gem = parts.last, parts[parts.count - 4] == "extensions" else {
      return
    }
    let specification = (parts.dropLast(4) + ["specifications", gem + ".gemspec"])
      .joined(separator: "/")
    facts.claims.append(
      Claim(.declared(inFile: specification), directories: [String(file.directory)])
    )
  }
}
