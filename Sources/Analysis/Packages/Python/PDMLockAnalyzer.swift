import Formats
package import Model

/// Reads `pdm.lock`.
///
/// Layout: TOML with a `[[package]]` for each, and once more for each set of extras that is asked
/// for; `groups` names what needs it, where the lock was made with group inheritance.
/// Source: PDM documentation, "Lock file"; `pdm/project/lockfile`.
package struct PDMLockAnalyzer: FileAnalyzer {
  package static let name = "pdm-lock"
  package static let version = 1
  package static let summary = "Python projects that PDM locked (pdm.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("pdm.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.toml(contents, limits)
    let metadata = document["metadata"]
    if let format = metadata?["lock_version"]?.scalarText, let major = format.pieces(on: ".").first,
      let number = Int(major), number > 4
    {
      throw .unsupported("pdm.lock format \(format)")
    }
    for entry in document["package"]?.list ?? [] {
      guard let name = entry["name"]?.string, let version = entry["version"]?.scalarText else {
        throw .malformed("a package without name and version at line \(entry.position.line)")
      }
      // A folder of the project itself.
      if entry["path"] != nil, entry["files"] == nil { continue }
      var package = PythonLock.package(name, version, in: file, by: Self.name)
      package.scope = scope(of: entry)
      package.dependencies = dependencies(of: entry, named: name)
      for system in ["git", "hg", "svn", "bzr"] {
        guard let address = entry[system]?.string else { continue }
        let commit = entry["revision"]?.string ?? entry["ref"]?.string
        package.qualifiers["vcs_url"] = PythonLock.vcsURL(system, address, commit: commit)
      }
      if let url = entry["url"]?.string { package.qualifiers["download_url"] = url }
      // Up to format 3 the files stand in the metadata, under `name version`.
      let files = entry["files"]?.list ?? metadata?["files"]?["\(name) \(version)"]?.list
      package.setDigests(PythonLock.digests(files))
      try facts.add(package, within: limits)
    }
  }

  private func scope(of entry: DataNode) -> Package.Scope {
    let groups = entry["groups"]?.strings ?? []
    // Which of the other groups are extras and which serve development only the manifest says.
    return groups.isEmpty || groups.contains("default") ? .runtime : .development
  }

  /// An entry with extras needs its own bare entry: that is no dependency.
  private func dependencies(of entry: DataNode, named name: String) -> [String] {
    let names = (entry["dependencies"]?.strings ?? []).compactMap { PythonRequirement($0)?.name }
    return Set(names.filter { $0.normalizedPythonName != name.normalizedPythonName }).sorted()
  }
}
