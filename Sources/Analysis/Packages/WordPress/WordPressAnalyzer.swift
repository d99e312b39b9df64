import Formats
package import Model

extension Ecosystem {
  /// WordPress themes, which have no registered package-URL type, like its plug-ins.
  package static let wordpressTheme = Ecosystem(rawValue: "wordpress-theme")
}

/// Reads the headers of WordPress plug-ins and themes.
///
/// A plug-in goes by its directory in `wp-content/plugins`, as it does at wordpress.org and in
/// advisories; so does a theme. A `readme.txt` is passed over: its "Stable tag" names what the
/// publisher offers, which need not be what lies here.
/// Source: WordPress developer resources, "Header Requirements" and "Main Stylesheet".
package struct WordPressAnalyzer: FileAnalyzer {
  package static let name = "wordpress"
  package static let version = 1
  package static let summary = "WordPress plug-ins and themes by their headers (wp-content)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .endingInEach(".php", of: "wp-content/plugins"),
    .endingIn(".php", directoryEnding: "wp-content/plugins"),
    .endingIn(".php", directoryEnding: "wp-content/mu-plugins"),
    .endingInEach("style.css", of: "wp-content/themes"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let header = WordPressHeader(contents)
    let isTheme = file.name == "style.css"
    guard header[isTheme ? "theme name" : "plugin name"] != nil else { return }
    let directory = FileEntry(path: String(file.directory))
    let isAlone = !isTheme && directory.name.hasSuffix("plugins")
    let slug = isAlone ? file.name.dropping(suffix: ".php") ?? file.name : directory.name
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(
      isTheme ? .wordpressTheme : .wordpress,
      name: String(slug),
      version: header["version"] ?? "",
      evidence: evidence
    )
    package.vendor = header["author"] ?? ""
    if let license = header["license"] { package.licenses = [normalizedLicense(license)] }
    // A theme may extend another one; a plug-in may require others by their names.
    let needed = header[isTheme ? "template" : "requires plugins"] ?? ""
    package.dependencies = needed.pieces(on: ",").map { String($0.trimmed) }
      .filter { !$0.isEmpty }
    try facts.add(package, within: limits)
    guard !isAlone else { return }
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory.path]))
  }
}
