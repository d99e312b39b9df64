import Formats
package import Model

/// Reads `package-lock.json` and `npm-shrinkwrap.json`.
///
/// Layout: format 1 has a tree of `dependencies`; formats 2 and 3 have `packages`, keyed by the
/// path at which each is installed, `""` being the project. Workspaces are paths outside
/// `node_modules`, and links to them inside.
/// Source: npm documentation, "package-lock.json"; npm/arborist, `shrinkwrap.js`.
package struct NPMLockAnalyzer: FileAnalyzer {
  package static let name = "npm-package-lock"
  package static let version = 1
  package static let summary =
    "npm packages that npm locked (package-lock.json, npm-shrinkwrap.json)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .name("package-lock.json"), .name("npm-shrinkwrap.json"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.isInNodeModules { return }
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    if let format = document["lockfileVersion"]?.integer, !(1...3).contains(format) {
      throw .unsupported("package-lock.json format \(format)")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    if let packages = document["packages"] {
      for entry in packages.entries {
        guard let package = Self.package(entry, evidence) else { continue }
        try facts.add(package, within: limits)
      }
      return
    }
    // Depth first, without recursion: the reader has bounded the depth already.
    var waiting = Array((document["dependencies"]?.entries ?? []).reversed())
    while let entry = waiting.popLast() {
      waiting += (entry.value["dependencies"]?.entries ?? []).reversed()
      guard let package = Self.oldPackage(entry, evidence) else { continue }
      try facts.add(package, within: limits)
    }
  }

  /// A package of formats 2 and 3; `nil` for the project, its workspaces and links.
  private static func package(_ entry: DataMap.Entry, _ evidence: Evidence) -> Package? {
    let locked = entry.value
    guard let path = entry.key.nodeModulesName, locked["link"]?.boolean != true else { return nil }
    let address = locked["resolved"]?.string ?? ""
    // An alias is installed under another name than its own.
    let name = locked["name"]?.string ?? String(path)
    var package = NPMPackage.make(name, locked["version"]?.string ?? "", evidence)
    NPMPackage.setSource(address, of: &package)
    package.setDigests(NPMPackage.digests(integrity: locked["integrity"]?.string ?? ""))
    package.scope = scope(locked)
    package.licenses = NodeManifest.licenses(locked)
    package.dependencies = NPMPackage.dependencies(
      locked["dependencies"],
      locked["optionalDependencies"]
    )
    return package
  }

  /// A package of format 1; `nil` for a folder of the project itself.
  private static func oldPackage(_ entry: DataMap.Entry, _ evidence: Evidence) -> Package? {
    let locked = entry.value
    let text = locked["version"]?.string ?? ""
    var name = entry.key
    var version = text
    if let alias = text.dropping(prefix: "npm:"), let (real, rest) = NPMPackage.cut(alias) {
      (name, version) = (String(real), String(rest))
    }
    let isAddress = text.contains(":") && version == text
    if text.hasPrefix("file:"), !text.hasSuffix(".tgz"), !text.hasSuffix(".tar.gz") { return nil }
    if isAddress { version = "" }
    var package = NPMPackage.make(name, version, evidence)
    NPMPackage.setSource(isAddress ? text : locked["resolved"]?.string ?? "", of: &package)
    package.setDigests(NPMPackage.digests(integrity: locked["integrity"]?.string ?? ""))
    package.scope = scope(locked)
    package.dependencies = NPMPackage.dependencies(locked["requires"])
    return package
  }

  private static func scope(_ locked: DataNode) -> Package.Scope {
    if locked["dev"]?.boolean == true { return .development }
    let isOptional = locked["optional"]?.boolean == true || locked["devOptional"]?.boolean == true
    return isOptional ? .optional : .runtime
  }
}

extension String {
  /// The name below the last `node_modules/`; `nil` for a path that has none.
  fileprivate var nodeModulesName: Substring? {
    let parts = pieces(on: "/")
    guard let root = parts.lastIndex(of: "node_modules"), root + 1 < parts.count else { return nil }
    return self[parts[root + 1].startIndex...]
  }
}
