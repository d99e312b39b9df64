import Formats
package import Model

/// Reads `Cartfile.resolved`, the lock file of Carthage.
///
/// Layout: lines of a kind (`github`, `git`, `binary`), a place and a version, both in quotes.
/// Packages are named as those of the Swift Package Manager, which advisories know them by.
/// Source: Carthage, "Artifacts: Cartfile.resolved".
package struct CarthageResolvedAnalyzer: FileAnalyzer {
  package static let name = "swift-carthage-resolved"
  package static let version = 1
  package static let summary = "Swift and Objective-C packages Carthage locked (Cartfile.resolved)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("Cartfile.resolved")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.path.contains("Carthage/Checkouts/") { return }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for line in try Document.lines(contents) {
      let parts = line.text.pieces(on: "\"")
      let kind = parts[0].trimmed
      if kind.isEmpty && parts.count == 1 || kind.hasPrefix("#") { continue }
      guard parts.count >= 4 else {
        facts.note(.malformed, evidence, "line \(line.number) names no package")
        continue
      }
      let (place, tag) = (String(parts[1]), parts[3])
      // Tags of versions often begin with a letter, which is no part of the version.
      let rest = tag.dropping(prefix: "v")
      let version = rest?.utf8.first?.isASCIIDigit == true ? rest ?? tag : tag
      let isShort = kind == "github" && !place.contains("://")
      let address = isShort ? "https://github.com/\(place)" : place
      guard var package = SwiftPackage.make(repository: address, version: String(version), evidence)
      else { continue }
      if kind == "binary" {
        package.name = String(package.name.dropping(suffix: ".json") ?? package.name[...])
        package.qualifiers["download_url"] = place
      }
      try facts.add(package, within: limits)
    }
  }
}
