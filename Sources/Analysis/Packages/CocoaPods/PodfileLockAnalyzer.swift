import Formats
package import Model

/// Reads `Podfile.lock`, the lock file of CocoaPods.
///
/// Layout: YAML. `PODS` is a list of `Name/Subspec (1.2.3)`, as a map where the pod needs others.
/// `EXTERNAL SOURCES` and `CHECKOUT OPTIONS` tell of pods that come from no repository of
/// specifications, `SPEC REPOS` from which one the others come.
/// Source: CocoaPods/Core, `Pod::Lockfile`.
package struct PodfileLockAnalyzer: FileAnalyzer {
  package static let name = "cocoapods-lock"
  package static let version = 1
  package static let summary = "Pods that CocoaPods locked (Podfile.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("Podfile.lock")]

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
    let repositories = Self.repositories(document["SPEC REPOS"])
    for entry in document["PODS"]?.list ?? [] {
      let keyed = entry.map?.entries.first
      guard let text = keyed?.key ?? entry.string, let (name, rest) = text.cut(at: " "),
        let version = rest.trimmed.dropping(prefix: "(")?.dropping(suffix: ")")
      else {
        facts.note(.malformed, evidence, "the pod at line \(entry.position.line) has no version")
        continue
      }
      let (pod, subspec) = name.cut(at: "/") ?? (name, "")
      var package = Package(
        .cocoapods,
        name: String(pod),
        version: String(version),
        evidence: evidence
      )
      package.subpath = String(subspec)
      // Subspecs of the same pod are no packages of their own.
      let needed = (keyed?.value.strings ?? []).compactMap { need in
        need.words.first.map { String($0.cut(at: "/")?.before ?? $0) }
      }
      package.dependencies = Set(needed).subtracting([package.name]).sorted()
      if let repository = repositories[package.name] {
        package.qualifiers["repository_url"] = repository
      }
      Self.setSource(of: &package, from: document)
      try facts.add(package, within: limits)
    }
  }

  private static func setSource(of package: inout Package, from document: DataNode) {
    guard let external = document["EXTERNAL SOURCES"]?[package.name] else { return }
    let checkout = document["CHECKOUT OPTIONS"]?[package.name] ?? external
    if let address = checkout[":git"]?.string {
      let commit = checkout[":commit"]?.scalarText ?? checkout[":tag"]?.scalarText
      package.qualifiers["vcs_url"] = VCSAddress.url(address, commit: commit)
    } else if let address = external[":http"]?.string {
      package.qualifiers["download_url"] = address
    } else if let path = external[":path"]?.string {
      // A folder of the project: a pod of this name in the repository is another.
      package.qualifiers["download_url"] = "file://\(path)"
    }
  }

  /// Which pods come from a repository of specifications other than CocoaPods' own.
  private static func repositories(_ node: DataNode?) -> [String: String] {
    var repositories: [String: String] = [:]
    for entry in node?.entries ?? [] where !defaultRepositories.contains(entry.key.lowercased()) {
      for name in entry.value.strings { repositories[name] = entry.key }
    }
    return repositories
  }

  private static let defaultRepositories: Set<String> = [
    "trunk", "master", "https://cdn.cocoapods.org/", "https://cdn.cocoapods.org",
    "https://github.com/cocoapods/specs.git", "https://github.com/cocoapods/specs",
  ]
}
