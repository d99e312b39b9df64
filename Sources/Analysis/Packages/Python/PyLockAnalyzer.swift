import Formats
package import Model

/// Reads `pylock.toml` and `pylock.NAME.toml`, the lock file that all of Python's tools share.
///
/// Source: PyPA, "pylock.toml specification" (PEP 751), lock-version 1.0.
package struct PyLockAnalyzer: FileAnalyzer {
  package static let name = "pylock"
  package static let version = 1
  package static let summary = "Python projects in the shared lock format (pylock.toml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("pylock.toml"), .ending(".toml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard file.isPyLock else { return }
    let document = try Document.toml(contents, limits)
    guard let format = document["lock-version"]?.scalarText else {
      throw .malformed("no lock-version")
    }
    // Tools warn at a new minor version and fail at a new major.
    guard format.hasPrefix("1.") else { throw .unsupported("pylock.toml format \(format)") }
    for entry in document["packages"]?.list ?? [] {
      guard let name = entry["name"]?.string else {
        throw .malformed("a package without a name at line \(entry.position.line)")
      }
      // A folder of the project itself.
      if entry["directory"] != nil { continue }
      let version = entry["version"]?.scalarText ?? ""
      var package = PythonLock.package(name, version, in: file, by: Self.name)
      package.scope = scope(of: entry["marker"]?.string ?? "")
      let dependencies = entry["dependencies"]?.list ?? []
      package.dependencies = Set(dependencies.compactMap { $0["name"]?.string }).sorted()
      package.setDigests(digests(of: entry))
      setSource(entry, of: &package)
      try facts.add(package, within: limits)
    }
  }

  /// Entries of extras and dependency groups carry a marker that asks for them.
  private func scope(of marker: String) -> Package.Scope {
    if marker.mentions(variable: "dependency_groups") { return .development }
    return marker.mentions(variable: "extras") ? .optional : .runtime
  }

  private func digests(of entry: DataNode) -> [Digest] {
    var archives = entry["wheels"]?.list ?? []
    for key in ["sdist", "archive"] {
      if let archive = entry[key] { archives.append(archive) }
    }
    return archives.flatMap { archive in
      (archive["hashes"]?.entries ?? []).compactMap { hash in
        hash.value.string.flatMap { Digest(algorithm: hash.key.lowercased(), hexText: $0) }
      }
    }
  }

  private func setSource(_ entry: DataNode, of package: inout Package) {
    if let source = entry["vcs"], let type = source["type"]?.string,
      let url = source["url"]?.string
    {
      let commit = source["commit-id"]?.string
      package.qualifiers["vcs_url"] = PythonLock.vcsURL(type, url, commit: commit)
      package.subpath = source["subdirectory"]?.string ?? ""
    }
    if let url = entry["archive"]?["url"]?.string {
      package.qualifiers["download_url"] = url
      if package.version.isEmpty {
        package.version = PythonArchiveName.version(inURL: url, of: package.name) ?? ""
      }
    }
    if let index = entry["index"]?.string { PythonLock.setIndex(index, of: &package) }
  }
}

extension FileEntry {
  /// `pylock.toml`, or `pylock.NAME.toml` with a name that has no dot.
  fileprivate var isPyLock: Bool {
    let parts = name.pieces(on: ".")
    return parts.first == "pylock" && (parts.count == 2 || parts.count == 3 && !parts[1].isEmpty)
  }
}
