import Formats
package import Model

/// Reads the packages in pub's cache, `hosted/HOST/NAME-VERSION/pubspec.yaml`: what a Dart program
/// that was not compiled is run from.
///
/// Source: Dart documentation, "The pubspec file"; dart-lang/pub, `lib/src/source/hosted.dart`.
package struct PubCacheAnalyzer: FileAnalyzer {
  package static let name = "dart-pub-cache"
  package static let version = 1
  package static let summary = "Dart packages in pub's cache (.pub-cache/hosted)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.name("pubspec.yaml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let parts = Array(file.directory.pieces(on: "/").suffix(3))
    guard parts.count == 3, parts[0] == "hosted" else { return }
    let manifest = try Document.yaml(contents, limits)
    guard let name = manifest["name"]?.string, let version = manifest["version"]?.scalarText else {
      throw .malformed("no name or no version")
    }
    // The file may say less than the cache: `1.0` is kept as `1.0.0`.
    let kept = parts[2].dropping(prefix: name + "-").map(String.init) ?? version
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(.pub, name: name, version: kept, evidence: evidence)
    package.dependencies = (manifest["dependencies"]?.map?.keys ?? []).sorted()
    if parts[1] != "pub.dev", parts[1] != "pub.dartlang.org" {
      package.qualifiers["repository_url"] = "https://\(parts[1])"
    }
    try facts.add(package, within: limits)
    let directory = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }
}
