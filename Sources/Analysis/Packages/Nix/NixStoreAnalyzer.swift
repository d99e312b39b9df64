package import Model

/// Reads the names of the paths in the Nix store: what Nix built, and all that it needs.
package struct NixStoreAnalyzer: FileAnalyzer {
  package static let name = "nix-store"
  package static let version = 1
  package static let summary = "Nix packages by their store paths (nix/store)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.directories(of: "nix/store")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard let path = NixStorePath(file.name) else { return }
    let evidence = Evidence(analyzer: Self.name, method: .fileName, path: file.path)
    var package = Package(.nix, name: path.name, version: path.version, evidence: evidence)
    if !path.output.isEmpty { package.qualifiers["output"] = path.output }
    try facts.add(package, within: limits)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [file.path]))
  }
}
