import Formats
package import Model

/// Reads the lock files of Gradle.
///
/// Layout: `group:artifact:version=configuration,configuration`, and `empty=` with those that have
/// nothing. Before Gradle 7 there could be a file for each configuration, named for it, in
/// `gradle/dependency-locks`, without the part after `=`.
/// Source: Gradle User Manual, "Locking Versions"; Gradle, `LockFileReaderWriter`.
package struct GradleLockAnalyzer: FileAnalyzer {
  package static let name = "java-gradle-lock"
  package static let version = 1
  package static let summary = "Java packages that Gradle locked (gradle.lockfile)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .ending("gradle.lockfile"), .endingIn(".lockfile", directoryEnding: "dependency-locks"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let named = file.directory.hasSuffix("dependency-locks")
    for line in try Document.lines(contents) {
      let text = line.text.trimmed
      if text.isEmpty || text.hasPrefix("#") || text.hasPrefix("empty=") { continue }
      let (coordinates, list) = text.cut(at: "=") ?? (text, "")
      let parts = coordinates.pieces(on: ":")
      guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
        facts.note(.malformed, evidence, "line \(line.number) names no package")
        continue
      }
      var package = Package(
        .maven,
        namespace: String(parts[0]),
        name: String(parts[1]),
        version: String(parts[2]),
        evidence: evidence
      )
      let configurations =
        named && list.isEmpty
        ? [file.name.dropping(suffix: ".lockfile") ?? file.name] : list.pieces(on: ",")
      if configurations.allSatisfy(Self.isOfBuild) { package.scope = .development }
      try facts.add(package, within: limits)
    }
  }

  /// Whether a configuration serves tests or the build.
  ///
  /// Names are free, but those that plug-ins give are known.
  private static func isOfBuild(_ configuration: Substring) -> Bool {
    let name = configuration.trimmed.lowercased()
    if name.isEmpty { return false }
    if name == "classpath" || name.contains("test") || name.contains("annotationprocessor") {
      return true
    }
    return tools.contains { name.hasPrefix($0) }
  }

  private static let tools = [
    "checkstyle", "detekt", "errorprone", "jacoco", "kapt", "kotlinbuildtools", "kotlincompiler",
    "kotlinklib", "kotlinnativecompiler", "ksp", "ktlint", "pmd", "spotbugs", "spotless",
  ]
}
