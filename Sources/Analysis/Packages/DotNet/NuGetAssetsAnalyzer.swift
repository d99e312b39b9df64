import Formats
package import Model

/// Reads `project.assets.json`, which restoring a project leaves in its `obj` folder.
///
/// Layout: `targets` by framework, then by `name/version`; `libraries` has the hash of each;
/// `project.frameworks` names what the project asks for itself.
/// Source: NuGet.Client, `LockFileFormat`, version 1 to 4.
package struct NuGetAssetsAnalyzer: FileAnalyzer {
  package static let name = "nuget-assets"
  package static let version = 1
  package static let summary = "NuGet packages a project was restored with (project.assets.json)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("project.assets.json")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document["libraries"]?.map != nil else { throw .malformed("no libraries in it") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for target in document["targets"]?.entries ?? [] {
      let entries = target.value.entries
      let scopes = NuGetGraph(entries).scopes(roots: Self.roots(of: document, for: target.key))
      for (index, entry) in entries.enumerated()
      where entry.value["type"]?.string?.lowercased() != "project" {
        guard let (name, version) = entry.key.cut(at: "/") else { continue }
        var package = Package(
          .nuget,
          name: String(name),
          version: String(version),
          evidence: evidence
        )
        package.scope = scopes[index] ?? .runtime
        package.dependencies = (entry.value["dependencies"]?.entries ?? []).map(\.key).sorted()
        let hash = document["libraries"]?[entry.key]?["sha512"]?.string
        package.setDigests(NuGetPackage.digests(hash))
        try facts.add(package, within: limits)
      }
    }
  }

  /// What the project asks for itself: `net8.0` speaks for the target `net8.0/linux-x64`, too.
  private static func roots(of document: DataNode, for target: String) -> [DataMap.Entry] {
    let frameworks = document["project"]?["frameworks"]?.entries ?? []
    let framework = target.cut(at: "/").map { String($0.before) } ?? target
    let own = frameworks.filter { $0.key == framework }
    // Older files spell frameworks out in one place and not in the other.
    return (own.isEmpty ? frameworks : own).flatMap { $0.value["dependencies"]?.entries ?? [] }
  }
}

/// Which package of a target needs which.
private struct NuGetGraph {
  private var graph: DependencyGraph
  private var numbers: [String: Int] = [:]
  private var projects: [Int] = []

  init(_ entries: [DataMap.Entry]) {
    graph = DependencyGraph(count: entries.count)
    for (index, entry) in entries.enumerated() {
      numbers[Self.name(of: entry.key)] = index
      if entry.value["type"]?.string?.lowercased() == "project" { projects.append(index) }
    }
    for (index, entry) in entries.enumerated() {
      for needed in entry.value["dependencies"]?.entries ?? [] {
        if let target = numbers[needed.key.lowercased()] { graph.connect(index, to: target) }
      }
    }
  }

  /// `suppressParent` is what `PrivateAssets` of the project file becomes: with `All`, nothing of
  /// the package leaves the build.
  func scopes(roots: [DataMap.Entry]) -> [Package.Scope?] {
    var runtime = projects
    var development: [Int] = []
    for root in roots {
      guard let number = numbers[root.key.lowercased()] else { continue }
      if root.value["suppressParent"]?.string?.lowercased() == "all" {
        development.append(number)
      } else {
        runtime.append(number)
      }
    }
    return graph.scopes(runtime: runtime, optional: [], development: development)
  }

  private static func name(of key: String) -> String {
    (key.cut(at: "/")?.before ?? key[...]).lowercased()
  }
}
