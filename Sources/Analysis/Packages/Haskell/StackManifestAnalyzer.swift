import Formats
package import Model

/// Reads the packages beyond a snapshot, `extra-deps`, from `stack.yaml`.
///
/// Those of the snapshot itself are named nowhere in the project, which leaves a gap.
/// Source: Stack documentation, "Project-level configuration".
package struct StackManifestAnalyzer: FileAnalyzer {
  package static let name = "haskell-stack-manifest"
  package static let version = 1
  package static let summary = "Haskell packages named beside Stack's snapshot (stack.yaml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("stack.yaml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.yaml(contents, limits)
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    for entry in document["extra-deps"]?.list ?? [] {
      if let package = StackPackage.read(entry, evidence) {
        try facts.add(package, within: limits)
      } else if !Self.isDirectory(entry) {
        let line = entry.position.line
        facts.note(.unsupported, evidence, "an extra-dep without a name at line \(line)")
      }
    }
    let snapshot = document["snapshot"] ?? document["resolver"]
    if let name = snapshot?.string ?? snapshot?["name"]?.string, Self.holdsPackages(name) {
      facts.note(.missing, evidence, "the packages of the snapshot \(name) are not listed here")
    }
  }

  /// A folder of the project itself.
  private static func isDirectory(_ entry: DataNode) -> Bool {
    guard let text = entry.string else { return false }
    return !text.contains("://") && !text.hasSuffix(".tar.gz") && !text.hasSuffix(".zip")
  }

  /// Whether this is more than a compiler with what comes with it.
  private static func holdsPackages(_ name: String) -> Bool {
    !name.hasPrefix("ghc-") && !name.hasPrefix("ghcjs-")
  }
}
