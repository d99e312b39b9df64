import Formats
package import Model

/// Ubuntu's security notices, fixed flaws alone, from its OVAL definitions.
///
/// https://security-metadata.canonical.com/oval
package struct UbuntuOVALFeed: Feed {
  package static let name = "ubuntu-oval"
  package static let summary = "Ubuntu security notices, by binary package"
  package static let publisher = "Canonical"
  package static let license = "GPL-3.0-only"
  package static let files = ["ubuntu/oval/*.usn.oval.xml", "ubuntu/oval/*.usn.oval.xml.bz2"]
  package static let addresses: [FeedAddress] = []

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let document = try OVALDocument(bytes, limits: limits)
    guard let release = release(of: document) else { throw .malformed("no release is named") }
    sink.date = document.date
    for definition in document.definitions where definition.attribute("class") == "patch" {
      guard let notice = definition.references(from: "usn").first else {
        let line = definition.line
        sink.skip(path, feed: Self.name, "a definition without a notice in line \(line)")
        continue
      }
      var advisory = Advisory(id: notice, feed: Self.name)
      let metadata = definition.child("metadata")
      advisory.covers = definition.references(from: "cve")
      advisory.summary = OneLine.text(metadata?.childText("title") ?? "")
      let details = metadata?.child("advisory")
      advisory.published = Day.text(details?.child("issued")?.attribute("date") ?? "")
      advisory.references = ["https://ubuntu.com/security/notices/\(notice)"]
      if let word = details?.childText("severity"), word.lowercased() != "none", !word.isEmpty {
        advisory.severities = [SeverityStatement(word: word, source: "ubuntu")]
      }
      if advisory.covers.isEmpty { advisory.kind = .notice }
      advisory.affected = packages(of: definition, document, release)
      // Live patches are told by the running kernel, which an image has none of.
      if !advisory.affected.isEmpty { sink.advisories.append(advisory) }
    }
  }

  /// The release that the document is for, such as `24.04`.
  ///
  /// It is read from a title such as `Check that Ubuntu 24.04 LTS (noble) is installed.`
  private func release(of document: OVALDocument) -> String? {
    for definition in document.definitions where definition.attribute("class") == "inventory" {
      let words = (definition.child("metadata")?.childText("title") ?? "").words
      guard let place = words.firstIndex(of: "Ubuntu"), place + 1 < words.count,
        words[place + 1].utf8.first?.isASCIIDigit == true
      else { continue }
      return String(words[place + 1])
    }
    return nil
  }

  private func packages(
    of definition: XMLElement,
    _ document: OVALDocument,
    _ release: String
  ) -> [AffectedPackage] {
    document.statements(of: definition) { _, _, _ in }.compactMap { statement in
      guard case .fixed(let version) = statement.interval.end else { return nil }
      var package = AffectedPackage(AdvisorySpace("ubuntu", release), statement.name)
      package.ranges = [statement.interval]
      if version.contains("esm") { package.channel = "pro" }
      return package
    }.distinct
  }
}
