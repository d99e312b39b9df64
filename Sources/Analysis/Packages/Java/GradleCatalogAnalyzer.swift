import Formats
package import Model

/// Reads the version catalogs of Gradle, `libs.versions.toml`.
///
/// Layout: `[libraries]` with `group:artifact:version` or tables of `module` (or `group` and
/// `name`) and `version`, which may refer to `[versions]`; `[plugins]` with `id` and `version`.
/// Source: Gradle User Manual, "Version Catalogs".
package struct GradleCatalogAnalyzer: FileAnalyzer {
  package static let name = "java-gradle-catalog"
  package static let version = 1
  package static let summary = "Java packages in Gradle's version catalogs (libs.versions.toml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.ending(".versions.toml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.toml(contents, limits)
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    let versions = document["versions"]
    for entry in document["libraries"]?.entries ?? [] {
      let library = entry.value
      let short = library.string?.pieces(on: ":").map { String($0) } ?? []
      let module = library["module"]?.string?.cut(at: ":")
      let group = short.first ?? module.map { String($0.before) } ?? library["group"]?.string
      let name =
        short.count > 1 ? short[1] : module.map { String($0.after) } ?? library["name"]?.string
      guard let group, let name else {
        facts.note(.malformed, evidence, "the library \(entry.key) has no name")
        continue
      }
      let version =
        short.count > 2 ? Self.exact(short[2]) : Self.version(library["version"], versions)
      try facts.add(
        Package(
          .maven,
          namespace: group,
          name: name,
          version: version ?? "",
          evidence: evidence
        ),
        within: limits
      )
    }
    try addPlugins(of: document, evidence, to: &facts)
  }

  private func addPlugins(
    of document: DataNode,
    _ evidence: Evidence,
    to facts: inout FileFacts
  ) throws(AnalysisError) {
    for entry in document["plugins"]?.entries ?? [] {
      let short = entry.value.string?.cut(at: ":")
      let stated = short.map { Self.exact(String($0.after)) }
      guard let id = short.map({ String($0.before) }) ?? entry.value["id"]?.string,
        let version = stated ?? Self.version(entry.value["version"], document["versions"])
      else { continue }
      // The artifact that Gradle looks a plug-in up by.
      var package = Package(
        .maven,
        namespace: id,
        name: "\(id).gradle.plugin",
        version: version,
        evidence: evidence
      )
      package.scope = .development
      try facts.add(package, within: limits)
    }
  }

  /// A version, `{ ref = "name" }`, or a table of requirements of which the strictest counts.
  private static func version(_ node: DataNode?, _ versions: DataNode?) -> String? {
    var node = node
    if let name = node?["ref"]?.string { node = versions?[name] }
    for requirement in [node, node?["strictly"], node?["require"], node?["prefer"]] {
      if let text = requirement?.string { return exact(text) }
    }
    return nil
  }

  /// The one version that is meant; `nil` for `[1.0, 2.0)`, `1.+` and `latest.release`.
  ///
  /// With `!!` behind it a version is strict.
  private static func exact(_ text: String) -> String? {
    let bare = text.trimmed.dropping(suffix: "!!") ?? text.trimmed
    let isOpen = bare.utf8.contains { "[](),+".utf8.contains($0) } || bare.hasPrefix("latest.")
    return isOpen || bare.isEmpty ? nil : String(bare)
  }
}
