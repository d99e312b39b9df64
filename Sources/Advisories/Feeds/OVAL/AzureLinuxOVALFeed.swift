import Formats
package import Model

/// Azure Linux's and CBL-Mariner's flaws, fixed and unfixed, from their OVAL definitions.
///
/// https://github.com/microsoft/AzureLinuxVulnerabilityData
package struct AzureLinuxOVALFeed: Feed {
  package static let name = "azurelinux-oval"
  package static let summary = "Azure Linux and CBL-Mariner, fixed and unfixed"
  package static let publisher = "Microsoft"
  package static let license = "MIT"
  package static let files = ["azurelinux/*.xml", "azurelinux/*.tar.zst"]
  package static let addresses = [
    "azurelinux-3.0-oval.xml", "cbl-mariner-2.0-oval.xml", "cbl-mariner-1.0-oval.xml",
  ].map { file in
    FeedAddress(
      "azurelinux/\(file)",
      "https://raw.githubusercontent.com/microsoft/AzureLinuxVulnerabilityData/main/\(file)"
    )
  }

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".xml") else { return }
    guard let space = space(of: path) else { throw .malformed("a path without a release") }
    let document = try OVALDocument(bytes, limits: limits)
    sink.date = document.date
    for definition in document.definitions where definition.attribute("class") != "inventory" {
      let metadata = definition.child("metadata")
      guard let flaw = definition.references(from: "cve").first else {
        let line = definition.line
        sink.skip(path, feed: Self.name, "a definition without a CVE number in line \(line)")
        continue
      }
      var advisory = Advisory(id: flaw, feed: Self.name)
      advisory.summary = OneLine.text(metadata?.childText("title") ?? "")
      advisory.published = Day.text(metadata?.childText("advisory_date") ?? "")
      if let word = metadata?.childText("severity"), !word.isEmpty {
        advisory.severities = [SeverityStatement(word: word, source: "azurelinux")]
      }
      let patchable = metadata?.childText("patchable")?.lowercased() ?? ""
      advisory.affected = document.statements(of: definition) { _, _, _ in }
        .compactMap { package($0, space, patchable: patchable) }
      sink.advisories.append(advisory)
    }
  }

  /// `azurelinux-3.0-oval.xml`, `cbl-mariner-2.0-oval.2024-01-22.xml`.
  private func space(of path: String) -> AdvisorySpace? {
    let parts = (path.pieces(on: "/").last ?? "").pieces(on: "-")
    guard let place = parts.firstIndex(where: { $0.utf8.first?.isASCIIDigit == true }) else {
      return nil
    }
    return parts.contains("mariner")
      ? AdvisorySpace("mariner", String(parts[place]))
      : AdvisorySpace("azurelinux", String(parts[place].pieces(on: ".")[0]))
  }

  /// Definitions name source packages.
  private func package(
    _ statement: OVALStatement,
    _ space: AdvisorySpace,
    patchable: String
  ) -> AffectedPackage? {
    var package = AffectedPackage(space, statement.name, nameKind: .source)
    package.ranges = [statement.interval]
    if case .lastAffected = statement.interval.end {
      // Seen in this version, and in no later one fixed.
      package.ranges = [VersionInterval(from: statement.interval.lower, .open)]
      package.fixState = .notFixed
    }
    if patchable == "not applicable" {
      package.fixState = .notAffected
      package.ranges = []
    }
    return package
  }
}
