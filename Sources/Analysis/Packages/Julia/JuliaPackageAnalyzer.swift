import Formats
package import Model

/// Reads the projects of installed Julia packages, `packages/NAME/SLUG/Project.toml` in a depot
/// and `stdlib/v1.x/NAME/Project.toml` of Julia itself.
///
/// Source: Julia manual, "Code Loading"; Pkg documentation, "Project.toml and Manifest.toml".
package struct JuliaPackageAnalyzer: FileAnalyzer {
  package static let name = "julia-package"
  package static let version = 1
  package static let summary = "Julia packages in a depot (packages/NAME/…/Project.toml)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .name("Project.toml"), .name("JuliaProject.toml"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard let expected = Self.name(ofPackageAt: file.directory) else { return }
    let document = try Document.toml(contents, limits)
    guard let name = document["name"]?.string, name == expected,
      let uuid = document["uuid"]?.string
    else { throw .malformed("no project of the name \(expected)") }
    // Modules of the standard library without a version are of Julia's own.
    guard let version = document["version"]?.scalarText else { return }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(.julia, name: name, version: version, evidence: evidence)
    package.qualifiers["uuid"] = uuid
    package.dependencies = (document["deps"]?.map?.keys ?? []).sorted()
    if let license = document["license"]?.string { package.licenses = [normalizedLicense(license)] }
    try facts.add(package, within: limits)
    let directory = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }

  /// The name in `…/packages/NAME/SLUG` or `…/stdlib/v1.x/NAME`; `nil` for any other directory.
  private static func name(ofPackageAt directory: Substring) -> String? {
    let parts = directory.pieces(on: "/").suffix(3)
    guard parts.count == 3, let first = parts.first, let last = parts.last else { return nil }
    let middle = parts[parts.startIndex + 1]
    if first == "packages", (4...5).contains(last.utf8.count) { return String(middle) }
    if first == "stdlib", middle.hasPrefix("v") { return String(last) }
    return nil
  }
}
