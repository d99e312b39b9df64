import Formats
import Model

/// The packages of a `pnpm-lock.yaml`.
///
/// Layout: `packages`, keyed by path. Format 5: `/name/1.0.0_peers`; format 6: `/name@1.0.0(peers)`;
/// format 9: `name@1.0.0` there, and `name@1.0.0(peers)` with the dependencies in `snapshots`. What
/// comes from no registry has another key and gives its name and version inside. `importers` are
/// the projects of the workspace; a lock of one project may have their fields at its top.
struct PNPMLock {
  let major: Int
  let packages: [DataMap.Entry]
  private let snapshots: [DataMap.Entry]
  private let importers: [DataNode]
  /// The snapshots of each package, one for each set of peers.
  private let snapshotsByPackage: [String: [DataNode]]

  init(_ document: DataNode, major: Int) {
    self.major = major
    packages = document["packages"]?.entries ?? []
    snapshots = document["snapshots"]?.entries ?? []
    importers = document["importers"]?.entries.map(\.value) ?? [document]
    snapshotsByPackage = Dictionary(grouping: snapshots) { $0.key.withoutPeers }
      .mapValues { $0.map(\.value) }
  }

  /// `nil` for a folder of the project itself.
  func package(_ entry: DataMap.Entry, _ evidence: Evidence) -> Package? {
    let locked = entry.value
    let resolution = locked["resolution"]
    if resolution?["type"]?.string == "directory" || resolution?["directory"] != nil { return nil }
    let path = Self.identity(entry.key, major: major)
    guard let name = locked["name"]?.string ?? path.map({ String($0.name) }) else { return nil }
    let version = locked["version"]?.scalarText ?? path.map { String($0.version) } ?? ""
    var package = NPMPackage.make(name, version.contains(":") ? "" : version, evidence)
    package.setDigests(NPMPackage.digests(integrity: resolution?["integrity"]?.string ?? ""))
    if let repository = resolution?["repo"]?.string, let commit = resolution?["commit"]?.string {
      let url = repository.hasPrefix("git") ? repository : "git+\(repository)"
      package.qualifiers["vcs_url"] = "\(url)@\(commit)"
    } else if let tarball = resolution?["tarball"]?.string {
      NPMPackage.setSource(tarball, of: &package)
    }
    package.dependencies = dependencies(of: entry)
    return package
  }

  /// Name and version of a key; the peers that a copy was installed with are left out.
  static func identity(
    _ key: String,
    major: Int
  ) -> (name: Substring, version: Substring)? {
    let bare = key.cut(at: "(")?.before ?? key[...]
    if major >= 6 {
      // A registry other than the default stands before the first slash: `host/name@1.0.0`.
      let path =
        bare.dropping(prefix: "/") ?? bare.cut(at: "/").flatMap { part in
          part.before.contains(".") && !part.before.contains("@") ? part.after : nil
        } ?? bare
      guard let (name, version) = NPMPackage.cut(path) else { return nil }
      return (name, version)
    }
    guard let path = bare.hasPrefix("/") ? bare.dropFirst() : bare.cut(at: "/")?.after else {
      return nil
    }
    // `@scope/name/1.0.0_peers`
    guard let (name, rest) = path.cut(atLast: "/"), name.hasPrefix("@") || !name.contains("/")
    else {
      return nil
    }
    return (name, rest.cut(at: "_")?.before ?? rest)
  }

  private func dependencies(of entry: DataMap.Entry) -> [String] {
    var names: Set<String> = []
    let sources = major >= 9 ? snapshotsByPackage[entry.key] ?? [] : [entry.value]
    for source in sources {
      for field in ["dependencies", "optionalDependencies"] {
        for dependency in source[field]?.entries ?? [] {
          names.insert(realName(dependency))
        }
      }
    }
    return names.sorted()
  }

  /// The name in the registry: an alias gives a key in place of a version.
  private func realName(_ dependency: DataMap.Entry) -> String {
    guard let text = dependency.value.scalarText else { return dependency.key }
    let isKey = text.hasPrefix("/") || major >= 9 && NPMPackage.cut(text) != nil
    guard isKey, let (name, _) = Self.identity(text, major: major) else { return dependency.key }
    return String(name)
  }
}

extension PNPMLock {
  /// What each package is needed for: said by the entry up to format 6, and from then on by the
  /// projects that need it.
  func scopes() -> [Package.Scope?] {
    if major < 9 {
      return packages.map { entry in
        if entry.value["dev"]?.boolean == true { return .development }
        return entry.value["optional"]?.boolean == true ? .optional : .runtime
      }
    }
    let numbers = Dictionary(
      snapshots.enumerated().map { ($0.element.key, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    var graph = DependencyGraph(count: snapshots.count)
    for (index, snapshot) in snapshots.enumerated() {
      for target in targets(snapshot.value["dependencies"], numbers) {
        graph.connect(index, to: target)
      }
      for target in targets(snapshot.value["optionalDependencies"], numbers) {
        graph.connect(index, to: target)
      }
    }
    let found = graph.scopes(
      runtime: importers.flatMap { targets($0["dependencies"], numbers) },
      optional: importers.flatMap { targets($0["optionalDependencies"], numbers) },
      development: importers.flatMap { targets($0["devDependencies"], numbers) }
    )
    return scopes(ofSnapshots: found)
  }

  private func scopes(ofSnapshots found: [Package.Scope?]) -> [Package.Scope?] {
    var best: [String: Package.Scope] = [:]
    for (index, snapshot) in snapshots.enumerated() {
      guard var scope = found[index] else { continue }
      // Only optional dependencies need it, whichever the root was.
      if scope == .runtime, snapshot.value["optional"]?.boolean == true { scope = .optional }
      let name = snapshot.key.withoutPeers
      if best[name] != .runtime { best[name] = scope }
    }
    return packages.map { best[$0.key] }
  }

  private func targets(_ map: DataNode?, _ numbers: [String: Int]) -> [Int] {
    (map?.entries ?? []).compactMap { entry in
      guard let version = entry.value["version"]?.scalarText ?? entry.value.scalarText else {
        return nil
      }
      return numbers["\(entry.key)@\(version)"] ?? numbers[version]
    }
  }
}

extension String {
  /// A key of format 9 without the peers in parentheses.
  fileprivate var withoutPeers: String { String(cut(at: "(")?.before ?? self[...]) }
}
