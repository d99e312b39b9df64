import Formats
package import Model

/// Reads `poetry.lock`.
///
/// Layout: TOML with a `[[package]]` for each. Format 1 gives a `category`, and hashes in
/// `[metadata.files]` (before that `[metadata.hashes]`); format 2 lists `files` with the package,
/// and from 2.1 the dependency `groups` that need it.
/// Source: Poetry, `packages/locker.py`, lock-version 1.0 to 2.1.
package struct PoetryLockAnalyzer: FileAnalyzer {
  package static let name = "poetry-lock"
  package static let version = 1
  package static let summary = "Python projects that Poetry locked (poetry.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("poetry.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.toml(contents, limits)
    let metadata = document["metadata"]
    if let format = metadata?["lock-version"]?.scalarText, let major = format.pieces(on: ".").first,
      !["0", "1", "2"].contains(major)
    {
      throw .unsupported("poetry.lock format \(format)")
    }
    for entry in document["package"]?.list ?? [] {
      guard let name = entry["name"]?.string, let version = entry["version"]?.scalarText else {
        throw .malformed("a package without name and version at line \(entry.position.line)")
      }
      // A folder of the project itself.
      if entry["source"]?["type"]?.string == "directory" { continue }
      var package = PythonLock.package(name, version, in: file, by: Self.name)
      package.scope = scope(of: entry)
      package.dependencies = dependencies(of: entry)
      setSource(entry["source"], of: &package)
      let listed = (metadata?["hashes"]?[name]?.strings ?? []).compactMap {
        // The oldest locks give the bare digits of SHA-256.
        Digest(lockText: $0) ?? Digest(algorithm: "sha256", hexText: $0)
      }
      let files = entry["files"]?.list ?? metadata?["files"]?[name]?.list
      package.setDigests(PythonLock.digests(files) + listed)
      try facts.add(package, within: limits)
    }
  }

  private func scope(of entry: DataNode) -> Package.Scope {
    if entry["optional"]?.boolean == true { return .optional }
    if let groups = entry["groups"]?.strings {
      return groups.isEmpty || groups.contains("main") ? .runtime : .development
    }
    return entry["category"]?.string == "dev" ? .development : .runtime
  }

  private func dependencies(of entry: DataNode) -> [String] {
    var names: Set<String> = []
    for dependency in entry["dependencies"]?.entries ?? [] {
      // One entry, or several for different markers.
      let choices = dependency.value.list ?? [dependency.value]
      if choices.contains(where: { $0["optional"]?.boolean != true }) {
        names.insert(dependency.key)
      }
    }
    return names.sorted()
  }

  private func setSource(_ source: DataNode?, of package: inout Package) {
    guard let type = source?["type"]?.string, let url = source?["url"]?.string else { return }
    switch type {
    case "git", "hg", "svn":
      let commit = source?["resolved_reference"]?.string ?? source?["reference"]?.string
      package.qualifiers["vcs_url"] = PythonLock.vcsURL(type, url, commit: commit)
    case "url": package.qualifiers["download_url"] = url
    case "legacy": PythonLock.setIndex(url, of: &package)
    default: break
    }
  }
}
