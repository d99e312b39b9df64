import Formats
package import Model

/// Reads `hex_metadata.config`, which is in every package of Hex: what Mix and rebar3 fetched.
///
/// Layout: Erlang terms, `{<<"name">>, <<"plug">>}.` and so on; `requirements` is a list of
/// properties by package, or of properties with a `name`.
/// Source: hexpm/specifications, `package_metadata.md`.
package struct HexMetadataAnalyzer: FileAnalyzer {
  package static let name = "erlang-hex-metadata"
  package static let version = 1
  package static let summary = "Hex packages that were fetched (hex_metadata.config)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.name("hex_metadata.config")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let terms = try ErlangTerms.read(contents, limits)
    let metadata = DataNode(.list(terms))
    guard let name = ErlangTerms.property("name", of: metadata)?.string,
      let version = ErlangTerms.property("version", of: metadata)?.string
    else { throw .malformed("no name or no version") }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(.hex, name: name, version: version, evidence: evidence)
    package.licenses = (ErlangTerms.property("licenses", of: metadata)?.strings ?? [])
      .map(normalizedLicense)
    var needed: Set<String> = []
    for entry in ErlangTerms.property("requirements", of: metadata)?.list ?? [] {
      let properties = entry[0]?.string == nil ? entry : entry[1]
      if ErlangTerms.property("optional", of: properties)?.boolean == true { continue }
      let name = entry[0]?.string ?? ErlangTerms.property("name", of: properties)?.string
      if let name { needed.insert(name) }
    }
    package.dependencies = needed.sorted()
    try facts.add(package, within: limits)
    guard !file.directory.isEmpty else { return }
    let root = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [root]))
  }
}
