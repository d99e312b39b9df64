import Formats
package import Model

/// Reads Carton's lock file, `cpanfile.snapshot`.
///
/// Layout: `# carton snapshot format: version 1.0`, `DISTRIBUTIONS`, and indented by 2 each
/// distribution, by 4 `pathname:`, `provides:` and `requirements:`, by 6 a module and its version.
/// Source: Carton, `Carton::Snapshot::Emitter`.
package struct CPANSnapshotAnalyzer: FileAnalyzer {
  package static let name = "perl-cpan-snapshot"
  package static let version = 1
  package static let summary = "Perl distributions that Carton locked (cpanfile.snapshot)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("cpanfile.snapshot")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    var packages: [Package] = []
    var needs: [[String]] = []
    var providers: [String: String] = [:]
    var section = ""
    for line in try Document.lines(contents) {
      let text = line.text.trimmed
      if text.isEmpty { continue }
      switch line.text.indentation {
      case 0:
        if let format = text.dropping(prefix: "# carton snapshot format: version ") {
          guard format.hasPrefix("1.") else { throw .unsupported("snapshot format \(format)") }
        } else if text != "DISTRIBUTIONS", !text.hasPrefix("#") {
          throw .malformed("an unknown section at line \(line.number)")
        }
      case 2:
        guard let (name, version) = CPANDistribution.split(text) else {
          throw .malformed("a distribution without a version at line \(line.number)")
        }
        packages.append(Package(.cpan, name: name, version: version, evidence: evidence))
        needs.append([])
        section = ""
      case 4: section = String(text)
      default:
        guard let package = packages.last, let module = text.words.first else { continue }
        if section == "provides:" { providers[String(module)] = package.name }
        if section == "requirements:" { needs[needs.count - 1].append(String(module)) }
      }
    }
    for (var package, modules) in zip(packages, needs) {
      // What no distribution here provides is part of Perl.
      let names = Set(modules.compactMap { providers[$0] })
      package.dependencies = names.subtracting([package.name]).sorted()
      try facts.add(package, within: limits)
    }
  }
}
