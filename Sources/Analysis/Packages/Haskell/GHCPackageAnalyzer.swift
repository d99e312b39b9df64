import Formats
package import Model

/// Reads the package databases of GHC: what its installation, cabal's store and distributions
/// register as `package.conf.d/ID.conf` or `package.db/ID.conf`.
///
/// Layout: fields as in cabal files; an empty line may stand within a value or after it.
/// Source: GHC user guide, "InstalledPackageInfo: a package specification".
package struct GHCPackageAnalyzer: FileAnalyzer {
  package static let name = "haskell-ghc-package"
  package static let version = 1
  package static let summary = "Haskell libraries that are registered with GHC (package.conf.d)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .endingIn(".conf", directoryEnding: "package.conf.d"),
    .endingIn(".conf", directoryEnding: "package.db"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var stanzas: [Deb822.Stanza] = []
    var cursor = Deb822.Cursor()
    while let stanza = cursor.next(in: contents) { stanzas.append(stanza) }
    func field(_ name: StaticString) throws(AnalysisError) -> String? {
      do {
        for stanza in stanzas {
          if let text = try stanza.text(name, in: contents) { return text }
        }
        return nil
      } catch {
        throw AnalysisError(error)
      }
    }
    // A library within a package is registered under a name of its own.
    var name = try field("package-name")
    if name == nil { name = try field("name") }
    guard let name, let version = try field("version"), !name.isEmpty, !version.isEmpty
    else { throw .malformed("no name or no version") }
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(.hackage, name: name, version: version, evidence: evidence)
    if let license = try field("license"), !license.isEmpty, license != "NONE" {
      package.licenses = [normalizedLicense(license)]
    }
    let needed = try field("depends")?.words.compactMap { HaskellName.split($0)?.name } ?? []
    package.dependencies = Set(needed).subtracting([name]).sorted()
    try facts.add(package, within: limits)
    // Other libraries may share a directory that is not named for this one.
    let directories = (try field("library-dirs")?.words ?? [])
      .filter { $0.pieces(on: "/").last?.hasPrefix("\(name)-\(version)") == true }
      .compactMap { $0.normalizedPath(from: "") }
    if !directories.isEmpty {
      facts.claims.append(Claim(.declared(inFile: file.path), directories: directories))
    }
  }
}
