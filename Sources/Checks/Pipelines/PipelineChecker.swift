import Formats
package import Model

/// The checks of pipelines, sorted by id.
package let allPipelineChecks: [TableCheck<Pipeline>] =
  (InjectionTables.all + PartTables.all + PermissionTables.all + DeliveryTables.all)
  .sorted { $0.rule.id < $1.rule.id }

/// Reads the files of services for building and asks the chosen checks about them.
package struct PipelineChecker: Sendable {
  private let checks: [TableCheck<Pipeline>]
  private let limits: Limits

  package init(_ selection: CheckSelection, limits: Limits) {
    checks = allPipelineChecks.filter { selection.includes($0.rule) }
    self.limits = limits
  }

  /// Whose language a file is in, by its name and its folder.
  package static func platform(of path: String) -> Pipeline.Platform? {
    let parts = path.lowercased().split(separator: "/")
    guard let name = parts.last else { return nil }
    if name == "jenkinsfile" || name.hasPrefix("jenkinsfile.") || name.hasSuffix(".jenkinsfile") {
      return .jenkins
    }
    guard let stem = name.dropping(suffix: ".yml") ?? name.dropping(suffix: ".yaml") else {
      return nil
    }
    if stem == "action" { return .action }
    let folders = parts.dropLast()
    if folders.suffix(2) == [".github", "workflows"]
      || folders.suffix(2) == [".gitea", "workflows"]
      || folders.suffix(2) == [".forgejo", "workflows"]
    {
      return .github
    }
    if stem.hasSuffix(".gitlab-ci") || folders.contains(".gitlab-ci") { return .gitlab }
    if stem.hasPrefix("azure-pipeline") || folders.contains(".azure-pipelines") { return .azure }
    return folders.last == ".circleci" ? .circle : nil
  }

  /// What checks say of a file; `nil` where it is none of a pipeline.
  package func check(_ bytes: Span<UInt8>, path: String) -> CheckedFile? {
    guard let platform = Self.platform(of: path) else { return nil }
    var result = CheckedFile()
    do throws(DataError) {
      guard let pipeline = try pipeline(bytes, path: path, platform) else { return nil }
      for script in pipeline.scripts where script.script.shell.isCut {
        let detail = "a script (\(script.way)) nests deeper than is read"
        result.gaps.append(CoverageGap(.limit, path: path, source: "pipeline", detail: detail))
        break
      }
      let findings = checks.flatMap { $0.evaluate(pipeline) }
      LineRemarks(bytes, path: path).apply(to: findings.inOrder(), into: &result)
    } catch {
      result.gaps.append(error.gap(path: path, source: "pipeline"))
    }
    return result
  }

  private func pipeline(
    _ bytes: Span<UInt8>,
    path: String,
    _ platform: Pipeline.Platform
  ) throws(DataError) -> Pipeline? {
    if platform == .jenkins {
      try bytes.checkUTF8(0..<bytes.count)
      return Pipeline(jenkinsfile: bytes, path: path, limits: limits)
    }
    guard let root = try YAMLReader.parse(bytes, limits: limits).first(where: { $0.map != nil })
    else { return nil }
    let lines = SourceLines(bytes)
    switch platform {
    case .github:
      guard root["jobs"] != nil else { return nil }
      return Pipeline(workflow: root, path: path, lines: lines, limits: limits)
    case .action:
      guard root["runs"] != nil else { return nil }
      return Pipeline(action: root, path: path, lines: lines, limits: limits)
    case .gitlab: return Pipeline(gitlab: root, path: path, lines: lines, limits: limits)
    case .azure: return Pipeline(azure: root, path: path, lines: lines, limits: limits)
    case .circle: return Pipeline(circle: root, path: path, lines: lines, limits: limits)
    case .jenkins: return nil
    }
  }
}
