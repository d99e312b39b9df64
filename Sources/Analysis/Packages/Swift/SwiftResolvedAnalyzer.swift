import Formats
package import Model

/// Reads `Package.resolved`, the lock file of the Swift Package Manager.
///
/// Layout: `pins`, in format 1 inside `object`. Each has a `location` (in format 1
/// `repositoryURL`) and a `state` with the `revision` and, unless a branch or commit was asked for,
/// the `version`. Packages from a registry have an `identity` of `scope.name` and no location.
/// Source: swift-package-manager, `ResolvedPackagesStore` (earlier `PinsStore`), formats 1 to 3.
package struct SwiftResolvedAnalyzer: FileAnalyzer {
  package static let name = "swift-package-resolved"
  package static let version = 1
  package static let summary = "Swift packages that are locked (Package.resolved)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .name("Package.resolved"), .name(".package.resolved"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // Dependencies are checked out with their own locks, which bind nobody.
    if ["checkouts/", "Checkouts/"].contains(where: { file.path.contains("/" + $0) }) { return }
    let document = try Document.json(contents, limits)
    if let format = document["version"]?.integer, !(1...3).contains(format) {
      throw .unsupported("Package.resolved format \(format)")
    }
    guard let pins = (document["pins"] ?? document["object"]?["pins"])?.list else {
      throw .malformed("no pins in it")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for pin in pins {
      // A folder on the machine of whoever locked it is the project's own.
      if pin["kind"]?.string == "localSourceControl" || pin["kind"]?.string == "fileSystem" {
        continue
      }
      guard let package = Self.package(pin, evidence) else {
        facts.note(.malformed, evidence, "the pin at line \(pin.position.line) names no package")
        continue
      }
      try facts.add(package, within: limits)
    }
  }

  private static func package(_ pin: DataNode, _ evidence: Evidence) -> Package? {
    let state = pin["state"]
    // Of a branch, the commit that was taken.
    let version = state?["version"]?.string ?? state?["revision"]?.string ?? ""
    if pin["kind"]?.string == "registry" {
      guard let (scope, name) = pin["identity"]?.string?.cut(at: ".") else { return nil }
      return Package(
        .swift,
        namespace: String(scope),
        name: String(name),
        version: version,
        evidence: evidence
      )
    }
    guard let location = pin["location"]?.string ?? pin["repositoryURL"]?.string else { return nil }
    return SwiftPackage.make(repository: location, version: version, evidence)
  }
}
