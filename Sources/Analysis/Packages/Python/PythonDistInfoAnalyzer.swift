import Formats
package import Model

/// Reads the metadata that installers leave beside each Python project: `METADATA` in a
/// `.dist-info` directory, `PKG-INFO` in an `.egg-info` directory or an egg, and the `.egg-info`
/// file of distutils.
///
/// Source: PyPA, "Recording installed projects" (PEP 376, PEP 627).
package struct PythonDistInfoAnalyzer: FileAnalyzer {
  package static let name = "python-dist-info"
  package static let version = 1
  package static let summary =
    "Python projects installed by pip and the like (.dist-info, .egg-info)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .nameIn("METADATA", directoryEnding: ".dist-info"),
    .nameIn("PKG-INFO", directoryEnding: ".egg-info"),
    .tail("EGG-INFO/PKG-INFO"),
    .ending(".egg-info"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let metadata: CoreMetadata
    do { metadata = try CoreMetadata(contents) } catch { throw AnalysisError(error) }
    guard metadata.hasKnownMajor else {
      throw .unsupported("core metadata \(metadata.metadataVersion)")
    }
    guard !metadata.name.isEmpty else { throw .malformed("no Name") }
    guard !metadata.version.isEmpty else { throw .malformed("no Version of \(metadata.name)") }
    var package = Package(
      .pypi,
      name: metadata.name,
      version: metadata.version,
      evidence: Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    )
    package.vendor = metadata.vendor
    package.licenses = metadata.licenses
    package.dependencies = metadata.dependencies
    try facts.add(package, within: limits)
    if let egg = file.directory.dropping(suffix: "/EGG-INFO"), egg.hasSuffix(".egg") {
      // Nothing but the project is in its egg.
      facts.claims.append(Claim(.declared(inFile: file.path), directories: [String(egg)]))
    }
  }
}

extension CoreMetadata {
  /// Whether the metadata is of a version whose fields have the meaning we know: the
  /// specification lets tools warn at a new minor version, and asks them to fail at a new major.
  fileprivate var hasKnownMajor: Bool {
    // Distutils of old wrote none.
    if metadataVersion.isEmpty { return true }
    guard let major = metadataVersion.pieces(on: ".").first else { return false }
    return Int(major).map { $0 <= 2 } ?? false
  }
}
