import Formats
package import Model

/// Reads `pom.xml` of Maven projects: the project itself, and what it asks for.
///
/// What a parent or an imported bill of materials decides is filled in by `MavenTree`, where they
/// lie in the same tree; other such packages are named without a version.
package struct MavenProjectAnalyzer: FileAnalyzer {
  package static let name = "java-maven-project"
  package static let version = 2
  package static let summary = "Maven projects and their dependencies (pom.xml)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("pom.xml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let root = try Document.xml(contents, limits)
    guard root.name == "project" else { throw .malformed("not a Maven project") }
    let model = MavenModel(root)
    var project = MavenProject([model])
    project.addDependencies(of: [model], bills: [])
    try facts.add(project, of: [file.path], within: limits)
    facts.project = model
  }
}

extension FileFacts {
  /// Adds a project and what it asks for.
  ///
  /// - Parameter paths: the files of its models, its own first.
  mutating func add(
    _ project: MavenProject,
    of paths: [String],
    within limits: Limits
  ) throws(AnalysisError) {
    let evidence = paths.map { path in
      Evidence(analyzer: MavenProjectAnalyzer.name, method: .manifest, path: path)
    }
    let needed = project.dependencies.map { dependency in
      var package = Package(
        .maven,
        namespace: dependency.group,
        name: dependency.artifact,
        version: dependency.version,
        evidence: evidence[dependency.model]
      )
      package.qualifiers = dependency.qualifiers
      package.scope = dependency.scope
      return package
    }
    if !project.artifact.isEmpty {
      var own = Package(
        .maven,
        namespace: project.group,
        name: project.artifact,
        version: project.version,
        evidence: evidence[0]
      )
      // What others build on, without code of its own.
      if project.packaging == "pom" { own.qualifiers["type"] = "pom" }
      own.licenses = project.licenses.map(normalizedLicense)
      own.vendor = project.vendor
      own.dependencies = Set(needed.map(\.fullName)).sorted()
      try add(own, within: limits)
    }
    for package in needed { try add(package, within: limits) }
    for line in project.unnamed {
      note(.unsupported, evidence[0], "the dependency at line \(line) is named by another file")
    }
  }
}
