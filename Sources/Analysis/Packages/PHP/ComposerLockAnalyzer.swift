import Formats
package import Model

/// Reads `composer.lock`.
///
/// Source: Composer, `Composer\Package\Locker`.
package struct ComposerLockAnalyzer: FileAnalyzer {
  package static let name = "composer-lock"
  package static let version = 1
  package static let summary = "PHP packages that Composer locked (composer.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("composer.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for (key, scope) in [("packages", Package.Scope.runtime), ("packages-dev", .development)] {
      for entry in document[key]?.list ?? [] {
        guard var package = ComposerPackage.read(entry, evidence) else {
          facts.note(.malformed, evidence, "a package without a name")
          continue
        }
        package.scope = scope
        try facts.add(package, within: limits)
      }
    }
  }
}
