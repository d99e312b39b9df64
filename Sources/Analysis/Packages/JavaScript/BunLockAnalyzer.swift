import Formats
package import Model

/// Reads `bun.lock`.
///
/// Its binary forerunner `bun.lockb` has no published layout: it leaves a gap.
///
/// Layout: JSON with comments. `workspaces` are the projects; `packages` is keyed by the path of
/// names under which each is found, `a` or `a/b`, and gives a list: `name@resolution`, then,
/// for a package of a registry, its address, its dependencies and its integrity.
/// Source: Bun documentation, "Lockfile"; `bun.lock.zig`, lockfileVersion 0 and 1.
package struct BunLockAnalyzer: FileAnalyzer {
  package static let name = "bun-lock"
  package static let version = 1
  package static let summary = "npm packages that Bun locked (bun.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("bun.lock"), .name("bun.lockb")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.isInNodeModules { return }
    guard file.name == "bun.lock" else {
      throw .unsupported(
        "the binary lock file of Bun: bun install --save-text-lockfile writes text"
      )
    }
    let document: DataNode
    do {
      document = try JSONReader.parseWithComments(contents, limits: limits)
    } catch {
      throw AnalysisError(error)
    }
    if let format = document["lockfileVersion"]?.integer, !(0...1).contains(format) {
      throw .unsupported("bun.lock format \(format)")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let lock = BunLock(document)
    let scopes = lock.scopes()
    for (index, entry) in lock.packages.enumerated() {
      guard var package = lock.package(entry, evidence) else { continue }
      package.scope = scopes[index] ?? .runtime
      try facts.add(package, within: limits)
    }
  }
}

private struct BunLock {
  let packages: [DataMap.Entry]
  private let workspaces: [DataNode]
  private let numbers: [String: Int]

  init(_ document: DataNode) {
    packages = document["packages"]?.entries ?? []
    workspaces = document["workspaces"]?.entries.map(\.value) ?? []
    var numbers: [String: Int] = [:]
    for (index, entry) in packages.enumerated() { numbers[entry.key] = index }
    self.numbers = numbers
  }

  /// `nil` for workspaces, links and folders.
  func package(_ entry: DataMap.Entry, _ evidence: Evidence) -> Package? {
    guard let text = entry.value[0]?.string, let (name, resolution) = NPMPackage.cut(text) else {
      return nil
    }
    for local in ["workspace:", "link:", "file:", "root:"] where resolution.hasPrefix(local) {
      return nil
    }
    let isAddress = resolution.contains(":")
    var package = NPMPackage.make(name, isAddress ? "" : String(resolution), evidence)
    if isAddress { NPMPackage.setSource(String(resolution), of: &package) }
    let needs = dependencies(of: entry)
    package.dependencies = NPMPackage.dependencies(
      needs?["dependencies"],
      needs?["optionalDependencies"]
    )
    let texts = entry.value.strings.dropFirst()
    package.setDigests(texts.flatMap { NPMPackage.digests(integrity: $0) })
    return package
  }

  /// The map among the elements of an entry.
  private func dependencies(of entry: DataMap.Entry) -> DataNode? {
    entry.value.list?.first { $0.map != nil }
  }

  func scopes() -> [Package.Scope?] {
    var graph = DependencyGraph(count: packages.count)
    for (index, entry) in packages.enumerated() {
      let needs = dependencies(of: entry)
      for field in ["dependencies", "optionalDependencies", "peerDependencies"] {
        for name in needs?[field]?.map?.keys ?? [] {
          if let target = find(name, from: entry.key) { graph.connect(index, to: target) }
        }
      }
    }
    func roots(_ field: String) -> [Int] {
      workspaces.flatMap { workspace -> [Int] in
        let place = workspace["name"]?.string ?? ""
        return (workspace[field]?.map?.keys ?? []).compactMap { find($0, from: place) }
      }
    }
    return graph.scopes(
      runtime: roots("dependencies") + roots("peerDependencies"),
      optional: roots("optionalDependencies"),
      development: roots("devDependencies")
    )
  }

  /// The package a name means to the one at `place`: the nearest, going up.
  private func find(_ name: String, from place: String) -> Int? {
    var parts = place.isEmpty ? [] : place.pieces(on: "/")
    while !parts.isEmpty {
      if let found = numbers[parts.joined(separator: "/") + "/" + name] { return found }
      parts.removeLast()
      // A scope alone is no name.
      if parts.last?.hasPrefix("@") == true { parts.removeLast() }
    }
    return numbers[name]
  }
}
