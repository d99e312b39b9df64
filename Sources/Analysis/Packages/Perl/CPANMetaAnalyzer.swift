import Formats
package import Model

/// Reads what cpanm, cpm and Carton leave of each distribution they install,
/// `.meta/NAME-VERSION/MYMETA.json` and `install.json`.
///
/// Source: CPAN::Meta::Spec 2; App::cpanminus, `save_meta`.
package struct CPANMetaAnalyzer: FileAnalyzer {
  package static let name = "perl-cpan-meta"
  package static let version = 1
  package static let summary = "Perl distributions that cpanm installed (.meta/…/MYMETA.json)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .endingInEach("MYMETA.json", of: ".meta"), .endingInEach("install.json", of: ".meta"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    if file.name == "install.json" {
      let named = document["dist"]?.string ?? String(FileEntry(path: String(file.directory)).name)
      guard let (name, version) = CPANDistribution.split(named) else {
        throw .malformed("no distribution with a version")
      }
      return try facts.add(
        Package(.cpan, name: name, version: version, evidence: evidence),
        within: limits
      )
    }
    guard let name = document["name"]?.string, let version = document["version"]?.scalarText else {
      throw .malformed("no name or no version")
    }
    var package = Package(.cpan, name: name, version: version, evidence: evidence)
    package.licenses = (document["license"]?.strings ?? []).compactMap(CPANDistribution.license)
    let author = document["author"]?[0]?.string ?? ""
    if author != "unknown" {
      package.vendor = String((author.cut(at: "<")?.before ?? author[...]).trimmed)
    }
    let required = document["prereqs"]?["runtime"]?["requires"]?.map?.keys ?? []
    let needed = required.filter { $0 != "perl" }.map(CPANDistribution.name)
    package.dependencies = Set(needed).sorted()
    try facts.add(package, within: limits)
  }
}
