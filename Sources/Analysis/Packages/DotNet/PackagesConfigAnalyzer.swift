import Formats
package import Model

/// Reads `packages.config`, the list of NuGet packages of older projects.
///
/// Source: NuGet documentation, "packages.config reference".
package struct PackagesConfigAnalyzer: FileAnalyzer {
  package static let name = "nuget-packages-config"
  package static let version = 1
  package static let summary = "NuGet packages of older .NET projects (packages.config)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .name("packages.config"), .name("Packages.config"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let root = try Document.xml(contents, limits)
    guard root.name == "packages" else { throw .malformed("not a list of packages") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for element in root.children(named: "package") {
      guard let name = element.attribute("id") else {
        facts.note(.malformed, evidence, "a package without an id at line \(element.line)")
        continue
      }
      let version = String((element.attribute("version") ?? "").trimmed)
      var package = Package(.nuget, name: name, version: version, evidence: evidence)
      if element.attribute("developmentDependency")?.lowercased() == "true" {
        package.scope = .development
      }
      try facts.add(package, within: limits)
    }
  }
}
