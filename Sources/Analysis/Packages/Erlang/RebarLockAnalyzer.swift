import Formats
package import Model

/// Reads `rebar.lock`.
///
/// Layout: Erlang terms. `{"1.2.0", Locks}.` and then `[{pkg_hash, Hashes}, {pkg_hash_ext,
/// Hashes}].`; before version 1 just `Locks.` A lock is `{Name, Source, Level}` with level 0 for
/// what the project asks for itself; a source is `{pkg, Package, Version}`, `{git, Address, {ref,
/// Commit}}`, `{git_subdir, …, Directory}`, `{hg, …}` or `{raw, Source}`.
/// Source: rebar3, `rebar_config.erl` (`consult_lock_file`).
package struct RebarLockAnalyzer: FileAnalyzer {
  package static let name = "erlang-rebar-lock"
  package static let version = 1
  package static let summary = "Erlang packages that rebar3 locked (rebar.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("rebar.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let terms = try ErlangTerms.read(contents, limits)
    guard let first = terms.first else { return }
    guard first.list != nil else { throw .malformed("no list of locks") }
    let isVersioned = first[0]?.string != nil
    guard let locks = isVersioned ? first[1]?.list : first.list else {
      throw .malformed("no list of locks")
    }
    // The hash of the archive; `pkg_hash` is one of what is inside.
    var hashes: [String: String] = [:]
    for entry in ErlangTerms.property("pkg_hash_ext", of: terms.dropFirst().first)?.list ?? [] {
      guard let name = entry[0]?.string else { continue }
      hashes[name] = entry[1]?.string
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for lock in locks {
      guard let name = lock[0]?.string, let source = lock[1],
        var package = package(name, source, evidence)
      else {
        facts.note(.unsupported, evidence, "a lock of another form at line \(lock.position.line)")
        continue
      }
      if let hex = hashes[name], !package.version.isEmpty {
        package.setDigests([Digest(algorithm: "sha256", hexText: hex)].compactMap(\.self))
      }
      try facts.add(package, within: limits)
    }
  }

  private func package(_ name: String, _ source: DataNode, _ evidence: Evidence) -> Package? {
    switch source[0]?.string {
    case "pkg":
      guard let package = source[1]?.string, let version = source[2]?.string else { return nil }
      return Package(.hex, name: package, version: version, evidence: evidence)
    case "raw":
      // Raw of raw is nothing that rebar3 writes.
      guard let inner = source[1], inner[0]?.string != "raw" else { return nil }
      return package(name, inner, evidence)
    case "git", "git_subdir", "hg":
      guard let address = source[1]?.string else { return nil }
      var package = Package(.hex, name: name, version: "", evidence: evidence)
      package.qualifiers["vcs_url"] = VCSAddress.url(
        address,
        system: source[0]?.string == "hg" ? "hg" : "git",
        commit: source[2]?[1]?.string ?? source[2]?.string,
        directory: source[0]?.string == "git_subdir" ? source[3]?.string ?? "" : ""
      )
      return package
    default: return nil
    }
  }
}
