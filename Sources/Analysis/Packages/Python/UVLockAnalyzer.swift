import Formats
package import Model

/// Reads `uv.lock`.
///
/// Layout: TOML with a `[[package]]` for each, the workspace's own among them: those have a
/// `source` of `virtual` or `editable`, and name what they need for extras and for development.
/// Source: uv, `crates/uv-resolver/src/lock`, version 1.
package struct UVLockAnalyzer: FileAnalyzer {
  package static let name = "uv-lock"
  package static let version = 1
  package static let summary = "Python projects that uv locked (uv.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("uv.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.toml(contents, limits)
    if let format = document["version"]?.integer, format != 1 {
      throw .unsupported("uv.lock format \(format)")
    }
    let entries = document["package"]?.list ?? []
    let scopes = UVGraph(entries).scopes()
    for (index, entry) in entries.enumerated() where !entry.isLocalProject {
      guard let name = entry["name"]?.string else {
        throw .malformed("a package without a name at line \(entry.position.line)")
      }
      // What is built from a folder or repository may have no version before it is built.
      let version = entry["version"]?.scalarText ?? ""
      var package = PythonLock.package(name, version, in: file, by: Self.name)
      package.scope = scopes[index] ?? .runtime
      let needed = entry["dependencies"]?.list ?? []
      package.dependencies = Set(needed.compactMap { $0["name"]?.string }).sorted()
      let archives = (entry["wheels"]?.list ?? []) + (entry["sdist"].map { [$0] } ?? [])
      package.setDigests(PythonLock.digests(archives))
      setSource(entry["source"], of: &package)
      try facts.add(package, within: limits)
    }
  }

  private func setSource(_ source: DataNode?, of package: inout Package) {
    if let address = source?["git"]?.string {
      // `https://host/path?rev=main#commit`
      let (url, commit) = address.cut(at: "#") ?? (address[...], "")
      let bare = String(url.cut(at: "?")?.before ?? url)
      package.qualifiers["vcs_url"] = PythonLock.vcsURL("git", bare, commit: String(commit))
    }
    if let url = source?["url"]?.string { package.qualifiers["download_url"] = url }
    if let index = source?["registry"]?.string { PythonLock.setIndex(index, of: &package) }
  }
}

/// Which package of a `uv.lock` needs which.
///
/// Each extra of a package has a number of its own.
private struct UVGraph {
  private let entries: [DataNode]
  private var packages: [String: [Int]] = [:]
  private var extras: [Extra: Int] = [:]

  private struct Extra: Hashable {
    var package: Int
    var name: String
  }

  init(_ entries: [DataNode]) {
    self.entries = entries
    var next = entries.count
    for (index, entry) in entries.enumerated() {
      packages[entry["name"]?.string ?? "", default: []].append(index)
      for extra in entry["optional-dependencies"]?.entries ?? [] {
        extras[Extra(package: index, name: extra.key)] = next
        next += 1
      }
    }
  }

  func scopes() -> [Package.Scope?] {
    var graph = DependencyGraph(count: entries.count + extras.count)
    var (runtime, optional, development): ([Int], [Int], [Int]) = ([], [], [])
    for (index, entry) in entries.enumerated() {
      for target in targets(entry["dependencies"]) { graph.connect(index, to: target) }
      if entry.isLocalProject { runtime.append(index) }
      for extra in entry["optional-dependencies"]?.entries ?? [] {
        guard let number = extras[Extra(package: index, name: extra.key)] else { continue }
        if entry.isLocalProject { optional.append(number) }
        for target in targets(extra.value) { graph.connect(number, to: target) }
      }
      for group in entry["dev-dependencies"]?.entries ?? [] { development += targets(group.value) }
    }
    return graph.scopes(runtime: runtime, optional: optional, development: development)
  }

  /// The packages that a list of dependencies names, and the extras it asks for.
  private func targets(_ dependencies: DataNode?) -> [Int] {
    (dependencies?.list ?? []).flatMap { dependency -> [Int] in
      let found = (packages[dependency["name"]?.string ?? ""] ?? []).filter { index in
        // Only where a name alone is ambiguous does the lock give the version.
        guard let version = dependency["version"]?.string else { return true }
        return entries[index]["version"]?.string == version
      }
      let asked = (dependency["extra"]?.strings ?? []).flatMap { name in
        found.compactMap { extras[Extra(package: $0, name: name)] }
      }
      return found + asked
    }
  }
}

extension DataNode {
  /// Whether the entry is a project of this workspace, or a folder beside it.
  fileprivate var isLocalProject: Bool {
    guard let source = self["source"] else { return false }
    return ["editable", "virtual", "directory"].contains { source[$0] != nil }
  }
}
