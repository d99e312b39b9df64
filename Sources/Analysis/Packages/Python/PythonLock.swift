import Formats
import Model

/// What the lock files of Python's tools have in common.
enum PythonLock {
  /// A package that a lock file pins.
  static func package(
    _ name: String,
    _ version: String,
    in file: FileEntry,
    by analyzer: String
  ) -> Package {
    let evidence = Evidence(analyzer: analyzer, method: .lockFile, path: file.path)
    return Package(.pypi, name: name, version: version, evidence: evidence)
  }

  /// The hashes in a list of `{ hash = "sha256:…" }`, as Poetry, PDM and uv write archives.
  static func digests(_ archives: [DataNode]?) -> [Digest] {
    (archives ?? []).compactMap { $0["hash"]?.string.flatMap { Digest(lockText: $0) } }
  }

  /// The `vcs_url` qualifier of the package-URL specification: `git+https://host/path@commit`.
  static func vcsURL(_ system: String, _ address: String, commit: String?) -> String {
    let url = address.contains("+") && !address.hasPrefix("http") ? address : "\(system)+\(address)"
    guard let commit, !commit.isEmpty else { return url }
    return "\(url)@\(commit)"
  }

  static let defaultIndexes: Set<String> = [
    "https://pypi.org/simple", "https://pypi.org/simple/", "https://pypi.python.org/simple",
    "https://pypi.python.org/simple/", "https://pypi.org/",
  ]

  /// Qualifies a package that comes from an index other than PyPI.
  static func setIndex(_ index: String, of package: inout Package) {
    guard !index.isEmpty, !defaultIndexes.contains(index) else { return }
    package.qualifiers["repository_url"] = index
  }
}
