import Formats
package import Model

/// Reads `yarn.lock` in both its languages: that of Yarn 1, and the YAML of Yarn 2 and later.
package struct YarnLockAnalyzer: FileAnalyzer {
  package static let name = "yarn-lock"
  package static let version = 1
  package static let summary = "npm packages that Yarn locked (yarn.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("yarn.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.isInNodeModules { return }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let text = try Document.text(contents)
    if TextLines(text).contains(where: { $0.text.hasPrefix("__metadata:") }) {
      let document = try Document.yaml(contents, limits)
      for entry in document.entries where entry.key != "__metadata" {
        guard let package = BerryLock.package(entry, evidence) else { continue }
        try facts.add(package, within: limits)
      }
      return
    }
    var parser = YarnLockParser(text)
    while let entry = try parser.next() {
      guard let package = entry.package(evidence) else { continue }
      try facts.add(package, within: limits)
    }
  }
}

/// Yarn 2 and later: a map from descriptors, `a@npm:^1, a@npm:^1.2`, to what they resolve to.
///
/// A `checksum` is that of the archive in Yarn's own cache, not of the package's: it is left out.
/// Source: Yarn documentation, "Lexicon" and "Protocols"; yarnpkg/berry, `Project.ts`,
/// `structUtils.ts`.
private enum BerryLock {
  /// `nil` for workspaces, links and folders.
  static func package(_ entry: DataMap.Entry, _ evidence: Evidence) -> Package? {
    let locked = entry.value
    guard let resolution = locked["resolution"]?.string,
      let (name, rest) = NPMPackage.cut(resolution)
    else { return nil }
    var reference = rest
    // `virtual:HASH#npm:1.0.0` is a copy that differs in its peers alone.
    if reference.hasPrefix("virtual:"), let inner = reference.cut(at: "#") {
      reference = inner.after
    }
    for local in ["workspace:", "link:", "portal:", "file:"] where reference.hasPrefix(local) {
      return nil
    }
    // `npm:1.0.0::__archiveUrl=…`
    let version = locked["version"]?.scalarText ?? ""
    var package = NPMPackage.make(name, version, evidence)
    if !reference.hasPrefix("npm:"), !reference.hasPrefix("patch:") {
      NPMPackage.setSource(String(reference), of: &package)
    }
    package.dependencies = NPMPackage.dependencies(locked["dependencies"])
    return package
  }
}
