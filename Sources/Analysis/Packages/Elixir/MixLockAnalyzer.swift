import Formats
package import Model

/// Reads `mix.lock`.
///
/// Layout: an Elixir map from application to
/// `{:hex, package, version, inner checksum, build tools, dependencies, repository, checksum}`,
/// of which older versions of Hex wrote the first three to seven, or `{:git, address, commit,
/// options}`.
/// Source: Hex, `lib/hex/utils.ex` (`lock`); Mix, `Mix.SCM.Git`.
package struct MixLockAnalyzer: FileAnalyzer {
  package static let name = "elixir-mix-lock"
  package static let version = 1
  package static let summary = "Elixir and Erlang packages that Mix locked (mix.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("mix.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document: DataNode
    do {
      document = try TermReader.parseElixir(contents, limits: limits)
    } catch {
      throw AnalysisError(error)
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let locks = try Self.locks(document)
    let locked = Set(locks.map(\.application))
    for (application, lock) in locks {
      guard let package = package(application, lock, locked, evidence) else {
        facts.note(.unsupported, evidence, "\(application) is locked in a way of its own")
        continue
      }
      try facts.add(package, within: limits)
    }
  }

  /// The entries of the map, or of the keyword list that the first versions of Mix wrote.
  private static func locks(
    _ document: DataNode
  ) throws(AnalysisError) -> [(application: String, lock: DataNode)] {
    if document.isNull { return [] }
    if let map = document.map { return map.entries.map { ($0.key, $0.value) } }
    guard let list = document.list else { throw .malformed("neither a map nor a keyword list") }
    return list.compactMap { entry in
      guard let key = entry[0]?.scalarText, let value = entry[1] else { return nil }
      return (key, value)
    }
  }

  private func package(
    _ application: String,
    _ lock: DataNode,
    _ locked: Set<String>,
    _ evidence: Evidence
  ) -> Package? {
    switch lock[0]?.string {
    case "hex":
      guard let version = lock[2]?.string else { return nil }
      let name = lock[1]?.string ?? application
      var package = Package(.hex, name: name, version: version, evidence: evidence)
      // `hexpm:acme` is what the organisation acme keeps to itself.
      if let organization = lock[6]?.string?.cut(at: ":")?.after {
        package.namespace = String(organization)
      }
      package.dependencies = dependencies(lock[5], locked)
      if let hex = lock[7]?.string {
        package.setDigests([Digest(algorithm: "sha256", hexText: hex)].compactMap(\.self))
      }
      return package
    case "git":
      guard let address = lock[1]?.string else { return nil }
      var package = Package(.hex, name: application, version: "", evidence: evidence)
      let subdirectory = lock[3]?.list?.first {
        $0[0]?.string == "sparse" || $0[0]?.string == "subdir"
      }
      package.qualifiers["vcs_url"] = VCSAddress.url(
        address,
        commit: lock[2]?.string,
        directory: subdirectory?[1]?.string ?? ""
      )
      return package
    case "package":
      guard let version = lock[1]?.string else { return nil }
      return Package(.hex, name: application, version: version, evidence: evidence)
    default: return nil
    }
  }

  /// Reads `{:plug, "~> 1.0", [hex: :plug, optional: true]}` and its like.
  private func dependencies(_ list: DataNode?, _ locked: Set<String>) -> [String] {
    var names: Set<String> = []
    for entry in list?.list ?? [] {
      guard let application = entry[0]?.string else { continue }
      var options = DataMap()
      for option in entry[2]?.list ?? [] {
        guard let key = option[0]?.string, let value = option[1] else { continue }
        options.set(key, at: option.position, to: value)
      }
      // An optional one counts where something else brought it.
      if options["optional"]?.boolean == true, !locked.contains(application) { continue }
      names.insert(options["hex"]?.string ?? application)
    }
    return names.sorted()
  }
}
