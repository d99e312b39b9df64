import Formats
package import Model

/// Reads the environments of Julia, `Manifest.toml`.
///
/// Layout: TOML; `[[deps.NAME]]`, in format 1 `[[NAME]]`, with `uuid`, `version`, `git-tree-sha1`,
/// `deps` by name or from name to UUID, and `repo-url` and `repo-rev`, or `path`, for what is not
/// from a registry. The standard library has no versions of its own before Julia 1.11.
/// Source: Pkg documentation, "Project.toml and Manifest.toml".
package struct JuliaManifestAnalyzer: FileAnalyzer {
  package static let name = "julia-manifest"
  package static let version = 1
  package static let summary = "Julia packages of an environment (Manifest.toml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] =
    [.name("Manifest.toml"), .name("JuliaManifest.toml")]
    // Of several manifests Julia takes the one of its own version.
    + (8...30).map { .name("Manifest-v1.\($0).toml") }

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.toml(contents, limits)
    let format = document["manifest_format"]?.scalarText ?? "1"
    guard let major = format.pieces(on: ".").first, major == "1" || major == "2" else {
      throw .unsupported("manifest format \(format)")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let names = major == "1" ? document.entries : document["deps"]?.entries ?? []
    for name in names {
      // Two packages may have one name, told apart by their UUIDs.
      for entry in name.value.list ?? [] {
        guard let uuid = entry["uuid"]?.string else { continue }
        let version = entry["version"]?.scalarText ?? ""
        var package = Package(.julia, name: name.key, version: version, evidence: evidence)
        package.qualifiers["uuid"] = uuid
        let needed = entry["deps"]
        package.dependencies = (needed?.map?.keys ?? needed?.strings ?? []).sorted()
        if let url = entry["repo-url"]?.string {
          package.qualifiers["vcs_url"] = VCSAddress.url(
            url,
            commit: entry["repo-rev"]?.scalarText,
            directory: entry["repo-subdir"]?.string ?? ""
          )
        }
        try facts.add(package, within: limits)
      }
    }
  }
}
