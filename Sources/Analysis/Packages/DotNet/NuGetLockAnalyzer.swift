import Formats
package import Model

/// Reads `packages.lock.json`, NuGet's lock file.
///
/// Layout: `dependencies` by target framework, then by package: its `type` (`Direct`,
/// `Transitive`, `CentralTransitive`, `Project`), `resolved` version and `contentHash`.
/// Source: NuGet.Client, `PackagesLockFileFormat`.
package struct NuGetLockAnalyzer: FileAnalyzer {
  package static let name = "nuget-lock"
  package static let version = 1
  package static let summary = "NuGet packages that are locked (packages.lock.json)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .name("packages.lock.json"), .ending(".packages.lock.json"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    if let format = document["version"]?.integer, !(1...2).contains(format) {
      throw .unsupported("packages.lock.json format \(format)")
    }
    guard let frameworks = document["dependencies"]?.map else {
      throw .malformed("no dependencies in it")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in frameworks.entries.flatMap(\.value.entries) {
      // Projects of the same solution have no version.
      guard let version = entry.value["resolved"]?.string else { continue }
      var package = Package(.nuget, name: entry.key, version: version, evidence: evidence)
      package.dependencies = (entry.value["dependencies"]?.entries ?? []).map(\.key).sorted()
      package.setDigests(NuGetPackage.digests(entry.value["contentHash"]?.string))
      try facts.add(package, within: limits)
    }
  }
}
