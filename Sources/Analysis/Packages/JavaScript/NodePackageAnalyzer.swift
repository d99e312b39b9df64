import Formats
package import Model

/// Reads `package.json` of installed npm packages, and of applications.
///
/// Below `node_modules` (and Debian's `nodejs` directories) only the directory right there is a
/// package: what lies deeper are its parts, fixtures and examples. Elsewhere a file that gives
/// both name and version is an application's, or a package unpacked by hand.
/// Source: npm documentation, "package.json", "folders"; Node.js, "Modules: CommonJS modules".
package struct NodePackageAnalyzer: FileAnalyzer {
  package static let name = "node-package"
  package static let version = 1
  package static let summary = "Installed npm packages and applications (package.json)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.name("package.json")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let place = Place(file.directory)
    guard place != .partOfPackage else { return }
    let manifest: DataNode
    do {
      manifest = try Document.json(contents, limits)
    } catch {
      // An installed package has a sound manifest; others may be fixtures that are meant to fail.
      if place == .package { throw error }
      return
    }
    guard let name = manifest["name"]?.string, let version = manifest["version"]?.string,
      !name.isEmpty, !version.trimmed.isEmpty
    else { return }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = NPMPackage.make(name, String(version.trimmed), evidence)
    package.licenses = NodeManifest.licenses(manifest)
    package.vendor = NodeManifest.person(manifest["author"])
    package.dependencies = NPMPackage.dependencies(
      manifest["dependencies"],
      manifest["optionalDependencies"]
    )
    if let integrity = manifest["_integrity"]?.string {
      package.setDigests(NPMPackage.digests(integrity: integrity))
    }
    try facts.add(package, within: limits)
    guard place == .package else { return }
    let directory = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }
}

extension NodePackageAnalyzer {
  /// What a directory is to Node.js.
  private enum Place {
    /// A package where Node.js looks for one.
    case package
    /// Below such a package.
    case partOfPackage
    /// Anywhere else.
    case elsewhere

    init(_ directory: Substring) {
      let parts = directory.pieces(on: "/")
      var root = parts.lastIndex(of: "node_modules")
      if root == nil, parts.first == "usr", let at = parts.lastIndex(of: "nodejs"),
        parts[1] == "share" || parts[1] == "lib"
      {
        root = at
      }
      guard let root else {
        self = .elsewhere
        return
      }
      let below = parts[(root + 1)...]
      let isScoped = below.first?.hasPrefix("@") == true
      self = below.count == (isScoped ? 2 : 1) ? .package : .partOfPackage
    }
  }
}

/// The fields of a manifest that have come in several forms.
enum NodeManifest {
  /// `"MIT"`, `{"type": "MIT"}`, or lists of either under `license` or `licenses`.
  static func licenses(_ manifest: DataNode) -> [String] {
    for field in [manifest["license"], manifest["licenses"]] {
      guard let field else { continue }
      let names = (field.list ?? [field]).compactMap { entry in
        entry.string ?? entry["type"]?.string ?? entry["name"]?.string
      }
      let given = names.filter { !$0.trimmed.isEmpty }
      if !given.isEmpty { return given.map(normalizedLicense) }
    }
    return []
  }

  /// The name in `{"name": …}` or in `Name <mail> (address)`.
  static func person(_ field: DataNode?) -> String {
    guard let text = field?.string ?? field?["name"]?.string else { return "" }
    return String(text.prefix { $0 != "<" && $0 != "(" }.trimmed)
  }
}
