import Formats
package import Model

/// Reads `build.sbt.lock` of Scala projects.
///
/// Layout: JSON, `dependencies` with `org`, `name`, `version`, the hashes of their `artifacts`, and
/// the `configurations` that need them.
/// Source: sbt-dependency-lock, lock file version 1.
package struct SBTLockAnalyzer: FileAnalyzer {
  package static let name = "java-sbt-lock"
  package static let version = 1
  package static let summary = "Java and Scala packages that sbt locked (build.sbt.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("build.sbt.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    if let format = document["lockVersion"]?.integer, format != 1 {
      throw .unsupported("build.sbt.lock format \(format)")
    }
    guard let dependencies = document["dependencies"]?.list else {
      throw .malformed("no dependencies in it")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    for entry in dependencies {
      guard let group = entry["org"]?.string, let name = entry["name"]?.string else {
        throw .malformed("a package without a name at line \(entry.position.line)")
      }
      var package = Package(
        .maven,
        namespace: group,
        name: name,
        version: entry["version"]?.string ?? "",
        evidence: evidence
      )
      let configurations = entry["configurations"]?.strings ?? []
      if !configurations.isEmpty,
        configurations.allSatisfy({ ["test", "it", "scala-tool", "plugin"].contains($0) })
      {
        package.scope = .development
      }
      let hashes = (entry["artifacts"]?.list ?? []).compactMap { $0["hash"]?.string }
      package.setDigests(hashes.compactMap { Digest(lockText: $0) })
      try facts.add(package, within: limits)
    }
  }
}
