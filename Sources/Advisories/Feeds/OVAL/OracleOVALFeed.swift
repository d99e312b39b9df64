import Formats
package import Model

/// Oracle Linux's errata, fixed flaws alone, from its OVAL definitions.
///
/// https://linux.oracle.com/security
package struct OracleOVALFeed: Feed {
  package static let name = "oracle-oval"
  package static let summary = "Oracle Linux errata, with module streams"
  package static let publisher = "Oracle"
  package static let license = "UPL-1.0"
  package static let files = ["oracle/*.xml", "oracle/*.xml.bz2", "oracle/*.xml.gz"]
  /// A file for each year: that of all years is larger than the limits of a document.
  package static let addresses = (2007...2026).map { year in
    FeedAddress(
      "oracle/com.oracle.elsa-\(year).xml.bz2",
      "https://linux.oracle.com/security/oval/com.oracle.elsa-\(year).xml.bz2"
    )
  }

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let document = try OVALDocument(bytes, limits: limits)
    sink.date = document.date
    for definition in document.definitions where definition.attribute("class") != "inventory" {
      guard let id = definition.references(from: "elsa").first else {
        let line = definition.line
        sink.skip(path, feed: Self.name, "a definition without an erratum in line \(line)")
        continue
      }
      sink.advisories.append(advisory(id, definition, document))
    }
  }

  private func advisory(
    _ id: String,
    _ definition: XMLElement,
    _ document: OVALDocument
  ) -> Advisory {
    var advisory = Advisory(id: id, feed: Self.name)
    let metadata = definition.child("metadata")
    advisory.covers = definition.references(from: "cve")
    advisory.summary = OneLine.text(metadata?.childText("title") ?? "")
    advisory.references = ["https://linux.oracle.com/errata/\(id).html"]
    let details = metadata?.child("advisory")
    advisory.published = Day.text(details?.child("issued")?.attribute("date") ?? "")
    if let word = details?.childText("severity"), word.lowercased() != "n/a", !word.isEmpty {
      advisory.severities = [SeverityStatement(word: word, source: "oracle")]
    }
    // Errata that mend no flaw are in it, too.
    if advisory.covers.isEmpty, id.hasPrefix("ELBA") || id.hasPrefix("ELEA") {
      advisory.kind = .notice
    }
    advisory.affected = packages(of: definition, document)
    return advisory
  }

  private func packages(of definition: XMLElement, _ document: OVALDocument) -> [AffectedPackage] {
    var builds = FixedBuilds()
    let statements = document.statements(of: definition) { test, comment, context in
      if test.names == ["oraclelinux-release"],
        let release = test.versionPattern.dropping(prefix: "^")
      {
        context.release = String(release.prefix { $0 >= "0" && $0 <= "9" })
      }
      if !test.architecture.isEmpty { context.architecture = test.architecture }
      // `Module virt:kvm_utils is enabled`.
      let words = comment.words
      if words.count > 2, words[0] == "Module", words[2] == "is" {
        context.module = String(words[1])
      }
    }
    for statement in statements {
      guard case .fixed(let version) = statement.interval.end, !statement.context.release.isEmpty
      else { continue }
      let build = RPMBuild(
        name: statement.name,
        epoch: "",
        version: version,
        release: "",
        architecture: statement.context.architecture
      )
      builds.add(
        build,
        space: AdvisorySpace("oracle", statement.context.release),
        channel: channel(of: version),
        module: statement.context.module
      )
    }
    return builds.packages
  }

  /// Live patches of user space and validated builds have versions of their own kind.
  private func channel(of version: String) -> String {
    if version.contains("ksplice") { return "ksplice" }
    return version.contains("_fips") ? "fips" : ""
  }
}
