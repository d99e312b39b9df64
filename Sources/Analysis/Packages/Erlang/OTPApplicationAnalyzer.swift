import Formats
package import Model

/// Reads the resource files of installed OTP applications, `NAME-VERSION/ebin/NAME.app`: what
/// Erlang/OTP itself is made of, and what releases of Erlang, Elixir and Gleam programs hold.
///
/// Layout: one Erlang term, `{application, Name, [{vsn, "…"}, {applications, […]}, …]}.`
/// Source: Erlang/OTP, app(4).
package struct OTPApplicationAnalyzer: FileAnalyzer {
  package static let name = "erlang-otp-application"
  package static let version = 1
  package static let summary = "Installed OTP applications (ebin/NAME.app)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.endingIn(".app", directoryEnding: "ebin")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard FileEntry(path: String(file.directory)).name == "ebin" else { return }
    let terms = try ErlangTerms.read(contents, limits)
    guard let term = terms.first, term[0]?.string == "application", let name = term[1]?.string,
      let properties = term[2]
    else { throw .malformed("no application") }
    guard let version = ErlangTerms.property("vsn", of: properties)?.string else {
      throw .malformed("no vsn of \(name)")
    }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(.otp, name: name, version: version, evidence: evidence)
    package.dependencies = ["applications", "included_applications"]
      .flatMap { ErlangTerms.property($0, of: properties)?.strings ?? [] }
      .sorted()
    package.licenses = (ErlangTerms.property("licenses", of: properties)?.strings ?? [])
      .map(normalizedLicense)
    try facts.add(package, within: limits)
    guard let root = file.directory.dropping(suffix: "/ebin") else { return }
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [String(root)]))
  }
}
