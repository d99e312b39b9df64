import Formats
package import Model

/// Reads the file lists of ports that vcpkg installed, `vcpkg/info/PORT_VERSION_TRIPLET.list`.
///
/// The lists stand for the database beside them, of which the newest part lies in numbered files.
/// Paths in a list begin where the folder `vcpkg` is.
/// Source: vcpkg, `installedpaths.cpp`, `BinaryParagraph::fullstem`.
package struct VcpkgInstalledAnalyzer: FileAnalyzer {
  package static let name = "vcpkg-installed"
  package static let version = 1
  package static let summary = "C and C++ ports that vcpkg installed (vcpkg/info/*.list)"
  package static let view = AnalysisView.both
  package static let patterns: [FilePattern] = [.endingIn(".list", directoryEnding: "vcpkg/info")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let stem = file.name.dropping(suffix: ".list") ?? file.name
    guard let (front, triplet) = stem.cut(atLast: "_"), let (port, version) = front.cut(at: "_")
    else { throw .malformed("no port and version in the file name") }
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(
      .vcpkg,
      name: String(port),
      version: String(version),
      evidence: evidence
    )
    package.qualifiers["triplet"] = String(triplet)
    try facts.add(package, within: limits)
    let root = file.directory.pieces(on: "/").dropLast(2).joined(separator: "/")
    var files: [PathKey] = []
    for line in try Document.lines(contents) where !line.text.hasSuffix("/") {
      guard let path = line.text.trimmed.normalizedPath(from: root) else { continue }
      guard files.count < limits.entries else { throw .limit("files of one port") }
      files.append(PathKey(path))
    }
    facts.claims.append(Claim(.declared(inFile: file.path), files: files))
  }
}
