import Formats
package import Model

/// Reads conda's environment files, of which it takes what is pinned, and the lock files of
/// conda-lock.
///
/// Layout of `environment.yml`: `dependencies` is a list of `channel::name=version=build`, and of
/// a map whose `pip` key lists Python requirements. A single `=` asks for any release that begins
/// so; with three parts or a build it names one release in all but form, and exports write it.
/// Source: conda documentation, "Creating an environment file manually", "Package match
/// specifications"; conda-lock, lock file version 1.
package struct CondaEnvironmentAnalyzer: FileAnalyzer {
  package static let name = "conda-environment"
  package static let version = 1
  package static let summary =
    "Exact requirements of conda environments (environment.yml, conda-lock.yml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .name("environment.yml"), .name("environment.yaml"),
    .ending("conda-lock.yml"), .ending("conda-lock.yaml"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.yaml(contents, limits)
    if file.name.hasPrefix("environment.") {
      try readEnvironment(document, of: file, into: &facts)
    } else {
      try readLock(document, of: file, into: &facts)
    }
  }

  private func readEnvironment(
    _ document: DataNode,
    of file: FileEntry,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    for entry in document["dependencies"]?.list ?? [] {
      if let text = entry.string {
        guard let package = Self.package(text, evidence) else { continue }
        try facts.add(package, within: limits)
      }
      for text in entry["pip"]?.strings ?? [] {
        guard let requirement = PythonRequirement(text), let version = requirement.pinnedVersion
        else { continue }
        let package = Package(.pypi, name: requirement.name, version: version, evidence: evidence)
        try facts.add(package, within: limits)
      }
    }
  }

  /// The package of a match specification that names one release.
  private static func package(_ text: String, _ evidence: Evidence) -> Package? {
    var rest = text.trimmed
    var channel = ""
    if let mark = rest.cut(at: ":"), mark.after.hasPrefix(":") {
      channel = String(mark.before)
      rest = mark.after.dropFirst()
    }
    guard let (name, constraint) = rest.cut(at: "=") else { return nil }
    let isExact = constraint.hasPrefix("=")
    let parts = (isExact ? constraint.dropFirst() : constraint).pieces(on: "=").map(\.trimmed)
    let version = parts[0]
    guard !version.isEmpty, !version.contains(where: { "*<>,|! ".contains($0) }),
      !name.contains(where: { "<>!~[ ".contains($0) }) || name.trimmed.words.count == 1,
      parts.count <= 2
    else { return nil }
    guard isExact || parts.count == 2 || version.pieces(on: ".").count >= 3 else { return nil }
    var package = Package(
      .conda,
      name: String(name.trimmed),
      version: String(version),
      evidence: evidence
    )
    if parts.count == 2, !parts[1].contains("*") { package.qualifiers["build"] = String(parts[1]) }
    // `conda-forge/linux-64`
    let place = channel.pieces(on: "/")
    if !channel.isEmpty { package.qualifiers["channel"] = String(place[0]) }
    if place.count == 2 { package.qualifiers["subdir"] = String(place[1]) }
    return package
  }

  private func readLock(
    _ document: DataNode,
    of file: FileEntry,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard document["version"]?.integer == 1 else {
      throw .unsupported(
        "conda-lock format \(document["version"]?.scalarText ?? "without version")"
      )
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in document["package"]?.list ?? [] {
      guard let name = entry["name"]?.string, let version = entry["version"]?.scalarText else {
        throw .malformed("a package without name and version at line \(entry.position.line)")
      }
      let isPython = entry["manager"]?.string == "pip"
      let ecosystem: Ecosystem = isPython ? .pypi : .conda
      var package = Package(ecosystem, name: name, version: version, evidence: evidence)
      if !isPython, let url = entry["url"]?.string { package.setCondaURL(url) }
      package.dependencies = (entry["dependencies"]?.map?.keys ?? []).filter { !$0.hasPrefix("__") }
        .sorted()
      package.setDigests(
        (entry["hash"]?.entries ?? []).compactMap { hash in
          hash.value.string.flatMap { Digest(algorithm: hash.key, hexText: $0) }
        }
      )
      let category = entry["category"]?.string ?? "main"
      if entry["optional"]?.boolean == true { package.scope = .optional }
      if category == "dev" { package.scope = .development }
      try facts.add(package, within: limits)
    }
  }
}

extension Package {
  /// Takes the qualifiers from the address of an archive:
  /// `https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3-hd590300_0.conda`.
  fileprivate mutating func setCondaURL(_ url: String) {
    let parts = url.pieces(on: "/")
    guard parts.count >= 4, let file = parts.last else { return }
    qualifiers["subdir"] = String(parts[parts.count - 2])
    qualifiers["channel"] = String(parts[parts.count - 3])
    for type in ["tar.bz2", "conda"] {
      guard let stem = file.dropping(suffix: "." + type) else { continue }
      qualifiers["type"] = type
      if let build = stem.dropping(prefix: "\(name)-\(version)-") {
        qualifiers["build"] = String(build)
      }
    }
  }
}
