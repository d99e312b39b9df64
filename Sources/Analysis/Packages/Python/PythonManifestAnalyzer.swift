import Formats
package import Model

/// Reads the manifests of Python projects, of which it takes the requirements that are pinned to
/// one version: `pyproject.toml` and `setup.cfg`.
///
/// Source: PyPA, "pyproject.toml specification", "Dependency Groups"; setuptools, "Declarative
/// config"; Poetry documentation, "Dependency specification".
package struct PythonManifestAnalyzer: FileAnalyzer {
  package static let name = "python-manifest"
  package static let version = 1
  package static let summary = "Exact requirements of Python projects (pyproject.toml, setup.cfg)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("pyproject.toml"), .name("setup.cfg")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let requirements =
      file.name == "setup.cfg"
      ? try Self.configured(contents) : Self.declared(try Document.toml(contents, limits))
    for (text, scope) in requirements {
      guard let requirement = PythonRequirement(text), let version = requirement.pinnedVersion
      else {
        continue
      }
      var package = Package(
        .pypi,
        name: requirement.name,
        version: version,
        evidence: Evidence(analyzer: Self.name, method: .manifest, path: file.path)
      )
      package.scope = scope
      try facts.add(package, within: limits)
    }
  }

  private typealias Requirement = (text: String, scope: Package.Scope)

  private static func declared(_ document: DataNode) -> [Requirement] {
    let project = document["project"]
    var found: [Requirement] = (project?["dependencies"]?.strings ?? []).map { ($0, .runtime) }
    for extra in project?["optional-dependencies"]?.entries ?? [] {
      found += extra.value.strings.map { ($0, .optional) }
    }
    for group in document["dependency-groups"]?.entries ?? [] {
      found += group.value.strings.map { ($0, .development) }
    }
    found += (document["build-system"]?["requires"]?.strings ?? []).map { ($0, .development) }
    let tools = document["tool"]
    for group in tools?["pdm"]?["dev-dependencies"]?.entries ?? [] {
      found += group.value.strings.map { ($0, .development) }
    }
    found += (tools?["uv"]?["dev-dependencies"]?.strings ?? []).map { ($0, .development) }
    let poetry = tools?["poetry"]
    found += poetryRequirements(poetry?["dependencies"], .runtime)
    found += poetryRequirements(poetry?["dev-dependencies"], .development)
    for group in poetry?["group"]?.entries ?? [] {
      found += poetryRequirements(group.value["dependencies"], .development)
    }
    return found
  }

  /// Poetry's own form: a bare version means exactly that one.
  private static func poetryRequirements(
    _ table: DataNode?,
    _ scope: Package.Scope
  ) -> [Requirement] {
    (table?.entries ?? []).compactMap { entry in
      guard entry.key != "python",
        let constraint = entry.value.string ?? entry.value["version"]?.string
      else { return nil }
      let isOptional = entry.value["optional"]?.boolean == true
      let text = constraint.trimmed
      let isBare = text.utf8.first?.isASCIIDigit == true && !text.contains { ",|*<>".contains($0) }
      guard isBare || text.hasPrefix("==") else { return nil }
      return ("\(entry.key)\(isBare ? "==" : "")\(text)", isOptional ? .optional : scope)
    }
  }

  private static func configured(_ contents: Span<UInt8>) throws(AnalysisError) -> [Requirement] {
    let sections: [INISection]
    do {
      sections = try INIReader.parse(contents, dialect: .python)
    } catch {
      throw AnalysisError(error)
    }
    var found: [Requirement] = []
    for section in sections {
      for entry in section.entries {
        let scope: Package.Scope
        switch (section.name, entry.key.lowercased()) {
        case ("options", "install_requires"): scope = .runtime
        case ("options", "setup_requires"), ("options", "tests_require"): scope = .development
        case ("options.extras_require", _): scope = .optional
        default: continue
        }
        // A list of setuptools goes by lines, or by semicolons where it is one line; but those
        // begin markers too, so only lines are taken apart.
        let lines = (entry.value ?? "").pieces(on: "\n")
        found += lines.map { (String($0.trimmed), scope) }.filter { !$0.0.isEmpty }
      }
    }
    return found
  }
}
