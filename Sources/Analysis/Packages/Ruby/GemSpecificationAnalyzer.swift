import Formats
package import Model

/// Reads the specifications of installed gems, those that Ruby brings by default included.
///
/// Source: RubyGems guides, "Specification Reference"; layout of `GEM_HOME`.
package struct GemSpecificationAnalyzer: FileAnalyzer {
  package static let name = "ruby-gem"
  package static let version = 1
  package static let summary = "Installed Ruby gems (specifications/*.gemspec)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .endingIn(".gemspec", directoryEnding: "specifications"),
    .endingIn(".gemspec", directoryEnding: "specifications/default"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let specification = GemSpecification(try Document.text(contents))
    guard !specification.name.isEmpty, !specification.version.isEmpty else {
      throw .malformed("no name or version that can be read without running it")
    }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(
      .gem,
      name: specification.name,
      version: specification.version,
      evidence: evidence
    )
    package.licenses = specification.licenses.map(normalizedLicense)
    package.vendor = specification.authors.first ?? ""
    package.dependencies = specification.dependencies.sorted()
    if let platform = specification.builtPlatform { package.qualifiers["platform"] = platform }
    try facts.add(package, within: limits)
    // specifications/NAME.gemspec and specifications/default/NAME.gemspec → gems/NAME
    let parts = file.directory.pieces(on: "/")
    let home = parts.last == "default" ? parts.dropLast(2) : parts.dropLast()
    let stem = file.name.dropping(suffix: ".gemspec") ?? file.name
    let directory = (home + ["gems", stem]).joined(separator: "/")
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }
}
