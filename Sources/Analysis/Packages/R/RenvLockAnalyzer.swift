import Formats
package import Model

/// Reads `renv.lock`.
///
/// Layout: JSON; `Packages` by name, each with fields of its `DESCRIPTION`, its `Source`, and
/// either `Requirements` or, from renv 1.1 on, `Depends` and `Imports` in full. `Hash` is one of
/// the fields, not of the archive.
/// Source: renv, `inst/schema/draft-07.renv.lock.schema.json`.
package struct RenvLockAnalyzer: FileAnalyzer {
  package static let name = "r-renv-lock"
  package static let version = 1
  package static let summary = "R packages that renv locked (renv.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("renv.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    var repositories: [String: String] = [:]
    for entry in document["R"]?["Repositories"]?.list ?? [] {
      guard let name = entry["Name"]?.string else { continue }
      repositories[name] = entry["URL"]?.string
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in document["Packages"]?.entries ?? [] {
      let name = entry.value["Package"]?.string ?? entry.key
      guard let version = entry.value["Version"]?.scalarText else {
        facts.note(.malformed, evidence, "no version of \(name)")
        continue
      }
      let fields = RPackage { key in
        let text =
          entry.value[key]?.scalarText
          ?? entry.value[key]?.list.map { _ in
            entry.value[key]?.strings.joined(separator: ", ") ?? ""
          }
        // A repository is named here, and its address given above.
        return key == "Repository" ? text.map { repositories[$0] ?? $0 } : text
      }
      var package = fields.package(name: name, version: version, evidence: evidence)
      if let required = entry.value["Requirements"]?.strings {
        package.dependencies = RPackage.names(in: required)
      }
      try facts.add(package, within: limits)
    }
  }
}
