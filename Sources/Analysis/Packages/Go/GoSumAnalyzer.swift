import Formats
package import Model

/// Reads the modules whose contents `go.sum` has a hash of.
///
///     example.org/a v1.2.3 h1:…          // the module itself: something of it was compiled
///     example.org/a v1.2.3/go.mod h1:…   // its go.mod only: needed to choose versions
///
/// The second kind is no package. Of several versions of one module the highest is taken, as
/// minimal version selection does; the others are left behind by earlier builds. Even so the file
/// may know more than is built, so a `go.mod` that lists the whole graph narrows it.
///
/// Source: Go Modules Reference, "go.sum files".
package struct GoSumAnalyzer: FileAnalyzer {
  package static let name = "go-sum"
  package static let version = 1
  package static let summary = "Modules and their hashes in go.sum, the highest version of each"
  package static let view = AnalysisView.source
  package static let patterns = [FilePattern.name("go.sum")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: GoSumAnalyzer.name, method: .lockFile, path: file.path)
    var order: [Substring] = []
    var selected: [Substring: (version: GoModuleVersion, sum: Substring)] = [:]
    for line in try Document.lines(contents) {
      let words = line.text.words
      if words.isEmpty { continue }
      guard words.count == 3 else {
        facts.note(.malformed, evidence, "a line of \(words.count) words at line \(line.number)")
        continue
      }
      guard words[1].dropping(suffix: "/go.mod") == nil else { continue }
      let version = GoModuleVersion(words[1])
      if let known = selected[words[0]] {
        guard known.version < version else { continue }
      } else {
        order.append(words[0])
      }
      selected[words[0]] = (version, words[2])
    }
    for path in order {
      guard let (version, sum) = selected[path] else { continue }
      var package = Package(
        goModule: String(path),
        version: version.text,
        evidence: evidence
      )
      if let digest = GoBinaryPackages.digest(String(sum)) { package.digests = [digest] }
      try facts.add(package, within: limits)
    }
  }
}
