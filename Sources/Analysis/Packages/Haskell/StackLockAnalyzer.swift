import Formats
package import Model

/// Reads `stack.yaml.lock`.
///
/// Layout: YAML; each of `packages` is `completed`, with `hackage: name-version@sha256:…,size`, or
/// with `name`, `version` and where it came from (`git` and `commit`, `hg`, `url`, `subdir`). The
/// hash is one of the package's description, not of its archive.
/// Source: Stack documentation, "Lock files"; pantry, `Pantry.Types`.
package struct StackLockAnalyzer: FileAnalyzer {
  package static let name = "haskell-stack-lock"
  package static let version = 1
  package static let summary = "Haskell packages that Stack locked (stack.yaml.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("stack.yaml.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.yaml(contents, limits)
    guard document.map != nil else { throw .malformed("not a YAML map") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in document["packages"]?.list ?? [] {
      guard let completed = entry["completed"],
        let package = StackPackage.read(completed, evidence)
      else {
        let line = entry.position.line
        facts.note(.unsupported, evidence, "a package without name and version at line \(line)")
        continue
      }
      try facts.add(package, within: limits)
    }
  }
}
