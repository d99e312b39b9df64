import Formats
package import Model

/// Reads `vendor/composer/installed.json`: what Composer put into `vendor`.
///
/// Layout: Composer 1 writes a list of packages; Composer 2 an object with `packages`,
/// `dev-package-names` and, for each package, `install-path` relative to the file's directory.
/// Source: Composer, `Composer\Repository\FilesystemRepository`.
package struct ComposerInstalledAnalyzer: FileAnalyzer {
  package static let name = "composer-installed"
  package static let version = 1
  package static let summary = "PHP packages that Composer installed (composer/installed.json)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.tail("composer/installed.json")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard let entries = document["packages"]?.list ?? document.list else {
      throw .malformed("neither a list of packages nor an object that has one")
    }
    let development = Set(document["dev-package-names"]?.strings ?? [])
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    for entry in entries {
      guard var package = ComposerPackage.read(entry, evidence) else {
        facts.note(.malformed, evidence, "a package without a name")
        continue
      }
      if let name = entry["name"]?.string, development.contains(name) {
        package.scope = .development
      }
      try facts.add(package, within: limits)
      guard let path = entry["install-path"]?.string,
        let directory = path.normalizedPath(from: file.directory)
      else { continue }
      let owner = PackageOwner(ecosystem: .composer, name: package.name)
      facts.claims.append(Claim(.named(owner), directories: [directory]))
    }
  }
}
