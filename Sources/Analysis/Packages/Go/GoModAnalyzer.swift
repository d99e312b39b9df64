import Formats
package import Model

/// Reads the modules that a Go module is built with from its `go.mod`.
///
/// From Go 1.17 on the file lists every module that any of its packages needs, at the version that
/// is used; then a `go.sum` beside it counts for its digests only. Before, it lists the direct
/// ones, and `go.sum` supplies the rest.
///
/// `toolchain` names a standard library that is used; `go` names the oldest that would do, and
/// says nothing of the one in use.
///
/// Source: Go Modules Reference, "go.mod files".
package struct GoModAnalyzer: FileAnalyzer {
  package static let name = "go-mod"
  package static let version = 1
  package static let summary = "Required modules in go.mod, replacements applied"
  package static let view = AnalysisView.source
  package static let patterns = [FilePattern.name("go.mod")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let module = try GoModFile(try Document.lines(contents))
    let listsAll = GoModAnalyzer.listsWholeGraph(module)
    let evidence = Evidence(
      analyzer: GoModAnalyzer.name,
      method: listsAll ? .lockFile : .manifest,
      path: file.path
    )
    if listsAll {
      let directory = file.directory.isEmpty ? "" : file.directory + "/"
      facts.claims.append(Claim(.declared(inFile: directory + "go.sum"), isComplete: true))
    }
    let excluded = Set(module.all("exclude").filter { $0.words.count == 2 }.map(\.words))
    let replacements = GoReplacements(module.all("replace"))
    var direct: [String] = []
    var required: [Package] = []
    for directive in module.all("require") {
      guard directive.words.count == 2 else {
        facts.note(.malformed, evidence, "a requirement of another form at line \(directive.line)")
        continue
      }
      guard !excluded.contains(directive.words) else { continue }
      let used = replacements.used(path: directive.words[0], version: directive.words[1])
      if !GoModAnalyzer.isIndirect(directive.comment) { direct.append(used.path) }
      required.append(Package(goModule: used.path, version: used.version, evidence: evidence))
    }
    if let path = module.all("module").first?.words.first {
      var main = Package(goModule: path, version: "", evidence: evidence)
      main.dependencies = direct
      try facts.add(main, within: limits)
    }
    for package in required { try facts.add(package, within: limits) }
    if let version = GoModAnalyzer.toolchain(module) {
      try facts.add(
        Package(.golang, name: "stdlib", version: version, evidence: evidence),
        within: limits
      )
    }
  }

  /// Whether the file is of Go 1.17 or later, which write the whole graph into it.
  private static func listsWholeGraph(_ module: GoModFile) -> Bool {
    guard let text = module.all("go").first?.words.first else { return false }
    let parts = text.pieces(on: ".")
    guard let major = Int(parts[0]) else { return false }
    guard major == 1 else { return major > 1 }
    let minor = parts.count > 1 ? parts[1].prefix { $0.isNumber } : ""
    return (Int(minor) ?? 0) >= 17
  }

  /// `// indirect`, or with more behind it: `// indirect; for the tests`.
  private static func isIndirect(_ comment: String) -> Bool {
    comment == "indirect" || comment.dropping(prefix: "indirect;") != nil
  }

  /// `1.22.3` of `toolchain go1.22.3` or `go1.22.3-vendor`; `default` and `local` name none.
  private static func toolchain(_ module: GoModFile) -> String? {
    guard let text = module.all("toolchain").first?.words.first,
      let version = text.dropping(prefix: "go"), version.utf8.first?.isASCIIDigit == true
    else { return nil }
    return String(version.pieces(on: "-")[0])
  }
}

/// The `replace` directives of a `go.mod`.
private struct GoReplacements {
  private struct Module: Hashable {
    var path: String
    var version: String
  }

  private var byModule: [Module: Module] = [:]

  init(_ directives: [GoModFile.Directive]) {
    for directive in directives {
      guard let arrow = directive.words.firstIndex(of: "=>") else { continue }
      let old = directive.words[..<arrow]
      let new = directive.words[(arrow + 1)...]
      guard (1...2).contains(old.count), let path = new.first, new.count <= 2 else { continue }
      let replaced = Module(path: old[0], version: old.count == 2 ? old[1] : "")
      byModule[replaced] = Module(path: path, version: new.count == 2 ? new[arrow + 2] : "")
    }
  }

  /// The module whose code is compiled for a required one.
  ///
  /// A directory has no name and no version: it stands for the module it replaces, as in the build
  /// information of programs.
  func used(path: String, version: String) -> (path: String, version: String) {
    let replacement =
      byModule[Module(path: path, version: version)] ?? byModule[Module(path: path, version: "")]
    guard let replacement else { return (path, version) }
    if GoModulePath.isDirectory(replacement.path) {
      return (path, version == "v0.0.0" ? "" : version)
    }
    return (replacement.path, replacement.version)
  }
}

extension Package {
  /// A Go module by its path.
  init(goModule path: String, version: String, evidence: Evidence) {
    let (namespace, name) = GoModulePath.split(path)
    self.init(.golang, namespace: namespace, name: name, version: version, evidence: evidence)
  }
}
