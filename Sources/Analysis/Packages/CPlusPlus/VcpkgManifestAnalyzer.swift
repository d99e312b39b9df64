import Formats
package import Model

/// Reads `vcpkg.json`, of which it takes the versions that are fixed.
///
/// What the other dependencies come to, the registry decides by its baseline; of `overrides` alone
/// the file tells the version.
/// Source: vcpkg documentation, "vcpkg.json reference".
package struct VcpkgManifestAnalyzer: FileAnalyzer {
  package static let name = "vcpkg-manifest"
  package static let version = 1
  package static let summary = "Ports that a vcpkg manifest fixes (vcpkg.json)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("vcpkg.json")]

  private static let versionFields = [
    "version", "version-semver", "version-date", "version-string",
  ]
  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    for entry in document["overrides"]?.list ?? [] {
      let stated = Self.versionFields.compactMap { entry[$0]?.string }.first
      guard let name = entry["name"]?.string, let stated else { continue }
      // `1.2.3#4`, or the revision of the port in a field of its own.
      let (version, revision) = stated.cut(at: "#") ?? (stated[...], "")
      var package = Package(.vcpkg, name: name, version: String(version), evidence: evidence)
      let port = entry["port-version"]?.scalarText ?? String(revision)
      if !port.isEmpty, port != "0" { package.qualifiers["port_version"] = port }
      try facts.add(package, within: limits)
    }
  }
}
