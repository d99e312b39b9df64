import Formats
package import Model

/// Reads `pubspec.lock`.
///
/// Layout: YAML, `packages` by name; each has a `version`, a `source` (`hosted`, `git`, `path`,
/// `sdk`) with its `description`, and whether the project asks for it itself (`direct main`,
/// `direct dev`, `direct overridden`) or another package does (`transitive`).
/// Source: dart-lang/pub, `lib/src/lock_file.dart`.
package struct PubspecLockAnalyzer: FileAnalyzer {
  package static let name = "dart-pubspec-lock"
  package static let version = 1
  package static let summary = "Dart and Flutter packages that pub locked (pubspec.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("pubspec.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.yaml(contents, limits)
    guard document.map != nil else { throw .malformed("not a YAML map") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in document["packages"]?.entries ?? [] {
      guard entry.value.map != nil else {
        facts.note(.malformed, evidence, "\(entry.key) is described by nothing")
        continue
      }
      let version = entry.value["version"]?.scalarText ?? ""
      var package = Package(.pub, name: entry.key, version: version, evidence: evidence)
      // What only the development dependencies need is `transitive` like the rest.
      if entry.value["dependency"]?.string == "direct dev" { package.scope = .development }
      setSource(of: &package, from: entry.value)
      try facts.add(package, within: limits)
    }
  }

  private func setSource(of package: inout Package, from entry: DataNode) {
    let description = entry["description"]
    switch entry["source"]?.string {
    case "hosted":
      // A package may be hosted under another name than the one it is used by.
      if let name = description?["name"]?.string, !name.isEmpty { package.name = name }
      if let hex = description?["sha256"]?.string {
        package.setDigests([Digest(algorithm: "sha256", hexText: hex)].compactMap(\.self))
      }
      if let url = description?["url"]?.string, !Self.defaultHosts.contains(url) {
        package.qualifiers["repository_url"] = url
      }
    case "git":
      guard let url = description?["url"]?.string else { return }
      package.qualifiers["vcs_url"] = VCSAddress.url(
        url,
        commit: description?["resolved-ref"]?.scalarText,
        directory: description?["path"]?.string ?? ""
      )
    default: break
    }
  }

  private static let defaultHosts: Set<String> = [
    "https://pub.dev", "https://pub.dev/", "https://pub.dartlang.org",
    "https://pub.dartlang.org/", "http://pub.dartlang.org",
  ]
}
