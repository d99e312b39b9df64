import Formats
package import Model

/// Reads the `DESCRIPTION` of R packages in a library directory.
///
/// Layout: fields of a Debian control file. Installing adds `Built`, which the description of a
/// package's source has not; R's own translations, installed without it, are known by their place.
/// Source: "Writing R Extensions", section 1.1.1.
package struct RDescriptionAnalyzer: FileAnalyzer {
  package static let name = "r-description"
  package static let version = 1
  package static let summary = "R packages in library directories (DESCRIPTION)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.name("DESCRIPTION")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var cursor = Deb822.Cursor()
    guard let stanza = cursor.next(in: contents), stanza.value("Package", in: contents) != nil,
      stanza.value("Built", in: contents) != nil || Self.isInLibrary(file)
    else { return }
    let name: String?
    let version: String?
    do {
      name = try stanza.text("Package", in: contents)
      version = try stanza.text("Version", in: contents)
    } catch {
      throw AnalysisError(error)
    }
    guard let name, let version, !version.isEmpty else { throw .malformed("no Version") }
    var fields: [String: String] = [:]
    for field in stanza.fields {
      // Authors of old wrote in the encoding of their country; such a field is left out.
      guard let key = contents.text(in: field.name), Self.wanted.contains(key),
        let text = contents.text(in: contents.trimmed(field.value))
      else { continue }
      fields[key] = text.pieces(on: "\n").map(\.trimmed).joined(separator: " ")
    }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    let package = RPackage { fields[$0] }
      .package(name: name, version: version, evidence: evidence)
    try facts.add(package, within: limits)
    guard FileEntry(path: String(file.directory)).name == name[...] else { return }
    let directory = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }

  private static func isInLibrary(_ file: FileEntry) -> Bool {
    FileEntry(path: String(file.directory)).directory.hasSuffix("/R/library")
  }

  private static let wanted: Set<String> = [
    "Depends", "Imports", "License", "Maintainer", "RemoteHost", "RemoteRepo", "RemoteSha",
    "RemoteSubdir", "RemoteType", "RemoteUrl", "RemoteUsername", "Repository", "biocViews",
  ]
}
