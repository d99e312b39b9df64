import Formats
package import Model

/// Reads `Pipfile.lock` of Pipenv.
///
/// Layout: JSON with `_meta` and, for each category of the Pipfile, a map from project to version
/// and hashes; `default` and `develop` are the categories that every lock has.
/// Source: Pipenv documentation, "Pipfile & Pipfile.lock"; pypa/pipfile.
package struct PipfileLockAnalyzer: FileAnalyzer {
  package static let name = "pipfile-lock"
  package static let version = 1
  package static let summary = "Python projects that Pipenv locked (Pipfile.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("Pipfile.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    for category in document.entries where category.key != "_meta" {
      let scope: Package.Scope =
        switch category.key {
        case "default": .runtime
        case "develop": .development
        default: .optional
        }
      for entry in category.value.entries {
        guard var package = package(entry, of: file) else { continue }
        package.scope = scope
        try facts.add(package, within: limits)
      }
    }
  }

  /// `nil` for what is installed from a folder of the project itself.
  private func package(_ entry: DataMap.Entry, of file: FileEntry) -> Package? {
    let locked = entry.value
    var version = ""
    if let text = locked["version"]?.string ?? locked.string {
      version = String(text.dropping(prefix: "===") ?? text.dropping(prefix: "==") ?? text[...])
    }
    var package = PythonLock.package(entry.key, version, in: file, by: Self.name)
    for system in ["git", "hg", "svn", "bzr"] {
      guard let address = locked[system]?.string else { continue }
      let commit = locked["ref"]?.string
      package.qualifiers["vcs_url"] = PythonLock.vcsURL(system, address, commit: commit)
    }
    if let address = locked["file"]?.string {
      package.qualifiers["download_url"] = address
      if version.isEmpty {
        package.version = PythonArchiveName.version(inURL: address, of: entry.key) ?? ""
      }
    }
    let isLocal = locked["path"] != nil && package.version.isEmpty
    guard !isLocal else { return nil }
    package.setDigests((locked["hashes"]?.strings ?? []).compactMap { Digest(lockText: $0) })
    return package
  }
}
