import Formats
package import Model

/// Reads the workflows of GitHub Actions, and actions that are made of others.
///
/// Layout: a workflow has `jobs`; a job `uses` another workflow, or has `steps`, each of which may
/// use an action, a `container` and `services`. An action has `runs` with its `steps` or `image`.
/// Actions are named `owner/repository/path@ref`; `docker://` names an image, `./` a folder of the
/// project. Where `ref` is a commit, the comment behind it tells by custom which version that is:
/// the commit stays in `vcs_url`.
/// Source: GitHub documentation, "Workflow syntax", "Metadata syntax for GitHub Actions".
package struct GitHubWorkflowAnalyzer: FileAnalyzer {
  package static let name = "github-workflow"
  package static let version = 1
  package static let summary = "Actions and images that GitHub workflows use"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] =
    [".github/workflows", ".gitea/workflows", ".forgejo/workflows"].flatMap { directory in
      [".yml", ".yaml"].map { .endingIn($0, directoryEnding: directory) }
    } + [.name("action.yml"), .name("action.yaml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.isInNodeModules { return }
    let document = try Document.yaml(contents, limits)
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    let lines = try Document.lines(contents).map(\.text)
    for job in document["jobs"]?.entries.map(\.value) ?? [] {
      let images = [job["container"]] + (job["services"]?.entries.map(\.value) ?? [])
      for image in images {
        guard let text = (image?["image"] ?? image)?.string else { continue }
        try add(ContainerImage(text)?.package(evidence), to: &facts)
      }
      try addUses(in: [job] + (job["steps"]?.list ?? []), lines, evidence, to: &facts)
    }
    let runs = document["runs"]
    try addUses(in: runs?["steps"]?.list ?? [], lines, evidence, to: &facts)
    if let image = runs?["image"]?.string?.dropping(prefix: "docker://") {
      try add(ContainerImage(image)?.package(evidence), to: &facts)
    }
  }

  private func addUses(
    in nodes: [DataNode],
    _ lines: [Substring],
    _ evidence: Evidence,
    to facts: inout FileFacts
  ) throws(AnalysisError) {
    for node in nodes {
      guard let uses = node["uses"], let text = uses.string?.trimmed, !text.hasPrefix(".") else {
        continue
      }
      if let image = text.dropping(prefix: "docker://") {
        try add(ContainerImage(image)?.package(evidence), to: &facts)
        continue
      }
      let line = uses.position.line
      guard var package = Self.action(text, evidence) else {
        facts.note(.malformed, evidence, "line \(line) uses no action: \(text)")
        continue
      }
      if package.version.isCommit, lines.indices.contains(line - 1),
        let version = Self.commentedVersion(lines[line - 1])
      {
        package.qualifiers["vcs_url"] = VCSAddress.url(
          "https://github.com/\(package.namespace)/\(package.name)",
          commit: package.version
        )
        package.version = version
      }
      try add(package, to: &facts)
    }
  }

  private func add(_ package: Package?, to facts: inout FileFacts) throws(AnalysisError) {
    guard let package else { return }
    try facts.add(package, within: limits)
  }

  /// `v4.1.1` of `uses: actions/checkout@8f4b7f8… # v4.1.1`; `nil` for any other comment.
  private static func commentedVersion(_ line: Substring) -> String? {
    guard let word = line.cut(atLast: "#")?.after.words.first else { return nil }
    let digits = word.dropping(prefix: "v") ?? word
    let isVersion = digits.utf8.allSatisfy {
      $0.isASCIIDigit || $0.isASCIILetter || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    return digits.utf8.first?.isASCIIDigit == true && isVersion ? String(word) : nil
  }

  /// There is no type of package URL for actions: they are repositories, and the path inside one is
  /// the subpath.
  private static func action(_ text: Substring, _ evidence: Evidence) -> Package? {
    let (path, reference) = text.cut(at: "@") ?? (text, "")
    let parts = path.pieces(on: "/")
    guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }), !path.contains("$") else {
      return nil
    }
    // Neither owner nor repository has case.
    var package = Package(
      .github,
      namespace: parts[0].lowercased(),
      name: parts[1].lowercased(),
      version: String(reference),
      evidence: evidence
    )
    package.subpath = parts.dropFirst(2).joined(separator: "/")
    return package
  }
}

extension String {
  /// Whether the text is the whole name of a commit, by SHA-1 or SHA-256.
  fileprivate var isCommit: Bool {
    (utf8.count == 40 || utf8.count == 64) && utf8.allSatisfy { $0.hexValue != nil }
  }
}

/// An image by its name, as far as its package URL needs it.
private struct ContainerImage {
  private var host = ""
  private var path: [Substring]
  private var version: Substring

  /// Reads `host/path:tag@digest`; `nil` for a name that is computed, and for none.
  init?(_ text: some StringProtocol) {
    let text = Substring(text).trimmed
    guard !text.isEmpty, !text.contains("${") else { return nil }
    let (name, digest) = text.cut(at: "@") ?? (text, "")
    path = name.pieces(on: "/")
    var tag: Substring = ""
    if let (bare, rest) = path[path.count - 1].cut(at: ":") {
      path[path.count - 1] = bare
      tag = rest
    }
    if path.count > 1, path[0].contains(".") || path[0].contains(":") || path[0] == "localhost" {
      host = String(path.removeFirst())
    }
    guard path.allSatisfy({ !$0.isEmpty }) else { return nil }
    version = digest.isEmpty ? tag : digest
  }

  func package(_ evidence: Evidence) -> Package {
    var package = Package(
      .docker,
      namespace: path.dropLast().joined(separator: "/"),
      name: path.last.map { String($0) } ?? "",
      version: String(version),
      evidence: evidence
    )
    if !host.isEmpty, host != "docker.io" { package.qualifiers["repository_url"] = host }
    return package
  }
}
