import Formats
package import Model

/// Reads Gleam's lock file, `manifest.toml`.
///
/// Layout: TOML; each of `packages` has `name`, `version`, `requirements`, and by its `source`
/// (`hex`, `git`, `local`) an `outer_checksum`, or `repo` and `commit`.
/// Source: gleam-lang/gleam, `compiler-core/src/manifest.rs`.
package struct GleamManifestAnalyzer: FileAnalyzer {
  package static let name = "gleam-manifest"
  package static let version = 1
  package static let summary = "Gleam and Erlang packages that Gleam locked (manifest.toml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("manifest.toml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.toml(contents, limits)
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in document["packages"]?.list ?? [] {
      // Other tools have files of this name: theirs have packages without build tools.
      guard let name = entry["name"]?.string, let version = entry["version"]?.string,
        let source = entry["source"]?.string, entry["build_tools"] != nil
      else { continue }
      var package = Package(.hex, name: name, version: version, evidence: evidence)
      package.dependencies = (entry["requirements"]?.strings ?? []).sorted()
      if let hex = entry["outer_checksum"]?.string {
        package.setDigests([Digest(algorithm: "sha256", hexText: hex)].compactMap(\.self))
      }
      if source == "git", let repository = entry["repo"]?.string {
        let commit = entry["commit"]?.string
        package.qualifiers["vcs_url"] = VCSAddress.url(repository, commit: commit)
      }
      try facts.add(package, within: limits)
    }
  }
}
