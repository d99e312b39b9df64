import Formats
package import Model

extension Ecosystem {
  /// Snaps, which have no registered package-URL type.
  package static let snap = Ecosystem(rawValue: "snap")
}

/// Reads what a mounted or unpacked snap says of itself, `meta/snap.yaml`.
///
/// Source: snapcraft documentation, "The snap format".
package struct SnapManifestAnalyzer: FileAnalyzer {
  package static let name = "snap-manifest"
  package static let version = 1
  package static let summary = "Snaps that are mounted or unpacked (meta/snap.yaml)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.tail("meta/snap.yaml")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let manifest = try Document.yaml(contents, limits)
    guard let name = manifest["name"]?.string, !name.isEmpty else { throw .malformed("no name") }
    let version = manifest["version"]?.scalarText ?? ""
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(.snap, name: name, version: version, evidence: evidence)
    if let license = manifest["license"]?.string { package.licenses = [normalizedLicense(license)] }
    if let only = manifest["architectures"]?.strings, only.count == 1, only[0] != "all" {
      package.architecture = only[0]
    }
    package.dependencies = [manifest["base"]?.string].compactMap(\.self).filter { $0 != "none" }
    try facts.add(package, within: limits)
    guard let root = file.directory.dropping(suffix: "/meta"), !root.isEmpty else { return }
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [String(root)]))
  }
}
