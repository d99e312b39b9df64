import Formats
package import Model

/// Reads `pnpm-lock.yaml`, formats 5, 6 and 9.
///
/// Source: pnpm/spec, `lockfile/5.2.md`, `6.0.md`, `9.0.md`; pnpm, `lockfile.types`, `dependency-path`.
package struct PNPMLockAnalyzer: FileAnalyzer {
  package static let name = "pnpm-lock"
  package static let version = 1
  package static let summary = "npm packages that pnpm locked (pnpm-lock.yaml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("pnpm-lock.yaml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.isInNodeModules { return }
    let document = try Document.yaml(contents, limits)
    guard let format = document["lockfileVersion"]?.scalarText else {
      throw .malformed("no lockfileVersion")
    }
    guard let major = format.pieces(on: ".").first.flatMap({ Int($0) }),
      [5, 6, 7, 9].contains(major)
    else { throw .unsupported("pnpm-lock.yaml format \(format)") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let lock = PNPMLock(document, major: major)
    let scopes = lock.scopes()
    for (index, entry) in lock.packages.enumerated() {
      guard var package = lock.package(entry, evidence) else { continue }
      package.scope = scopes[index] ?? .runtime
      try facts.add(package, within: limits)
    }
  }
}
