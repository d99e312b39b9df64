import Formats
package import Model

extension Ecosystem {
  /// OCaml's packages by opam.
  package static let opam = Ecosystem(rawValue: "opam")
}

/// Reads the packages that are installed in a switch of opam,
/// `.opam-switch/packages/NAME.VERSION/opam`.
///
/// Source: opam manual, "File hierarchies", "Switch".
package struct OpamPackageAnalyzer: FileAnalyzer {
  package static let name = "ocaml-opam-package"
  package static let version = 1
  package static let summary = "OCaml packages in switches of opam (.opam-switch/packages)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .endingInEach("opam", of: ".opam-switch/packages")
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard file.name == "opam" else { return }
    let directory = FileEntry(path: String(file.directory))
    guard let (name, version) = directory.name.cut(at: ".") else {
      throw .malformed("a directory without a version")
    }
    let text = try Document.text(contents)
    let manifest = OpamFile(text)
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(.opam, name: String(name), version: String(version), evidence: evidence)
    package.licenses = manifest["license"].map(normalizedLicense)
    package.dependencies = Set(manifest["depends"]).sorted()
    if let maintainer = manifest["maintainer"].first {
      package.vendor = String((maintainer.cut(at: "<")?.before ?? maintainer[...]).trimmed)
    }
    try facts.add(package, within: limits)
  }
}
