import Formats
package import Model

/// Reads the inputs of Nix flakes from `flake.lock`.
///
/// Layout: JSON; `nodes` by name, each with what it is `locked` to: a `type`, and by it `owner`,
/// `repo`, `rev`, or `url`. `narHash` is one of the unpacked tree.
/// Source: Nix manual, "nix flake", lock files.
package struct FlakeLockAnalyzer: FileAnalyzer {
  package static let name = "nix-flake-lock"
  package static let version = 1
  package static let summary = "Inputs that Nix flakes locked (flake.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("flake.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard let version = document["version"]?.integer else { throw .malformed("no version") }
    guard (5...7).contains(version) else { throw .unsupported("flake.lock version \(version)") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for node in document["nodes"]?.entries ?? [] {
      guard let locked = node.value["locked"] else { continue }
      if let package = package(node.key, locked, evidence) {
        try facts.add(package, within: limits)
      }
    }
  }

  private func package(_ name: String, _ locked: DataNode, _ evidence: Evidence) -> Package? {
    let commit = locked["rev"]?.string
    let owner = locked["owner"]?.string ?? ""
    let repository = locked["repo"]?.string ?? ""
    switch locked["type"]?.string {
    case "github":
      return Package(
        .github,
        namespace: owner,
        name: repository.isEmpty ? name : repository,
        version: commit ?? "",
        evidence: evidence
      )
    case "gitlab", "sourcehut":
      let usual = locked["type"]?.string == "gitlab" ? "gitlab.com" : "git.sr.ht"
      let host = locked["host"]?.string ?? usual
      return generic(repository.isEmpty ? name : repository, commit, evidence) {
        $0["vcs_url"] = VCSAddress.url("https://\(host)/\(owner)/\(repository)", commit: commit)
      }
    case "git", "hg":
      guard let url = locked["url"]?.string else { return nil }
      return generic(name, commit, evidence) {
        $0["vcs_url"] = VCSAddress.url(
          url,
          system: locked["type"]?.string ?? "git",
          commit: commit,
          directory: locked["dir"]?.string ?? ""
        )
      }
    case "tarball", "file":
      guard let url = locked["url"]?.string else { return nil }
      return generic(name, commit, evidence) { $0["download_url"] = url }
    // A folder of the project itself.
    default: return nil
    }
  }

  private func generic(
    _ name: String,
    _ version: String?,
    _ evidence: Evidence,
    qualify: (inout [String: String]) -> Void
  ) -> Package {
    var package = Package(.generic, name: name, version: version ?? "", evidence: evidence)
    qualify(&package.qualifiers)
    return package
  }
}
