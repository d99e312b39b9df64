// ```toml
// [advisory]
// id = "RUSTSEC-2026-0074", package, date, url, aliases, related, cvss, withdrawn,
// informational = "unmaintained" | "unsound" | "notice"
// [versions]
// patched = [">= 0.0.8"], unaffected = ["< 0.0.2"]
// ```
// # Title

import Formats
package import Model

/// RustSec's advisories in their source form: crates, and the toolchain that its OSV form leaves out.
///
/// https://github.com/rustsec/advisory-db
package struct RustSecFeed: Feed {
  package static let name = "rustsec"
  package static let summary = "Rust crates, standard library and tools"
  package static let publisher = "RustSec"
  package static let license = "CC0-1.0; parts from GitHub CC-BY-4.0"
  package static let files = ["rustsec/advisory-db*.tar*", "rustsec/**/*.md"]
  package static let addresses = [
    FeedAddress(
      "rustsec/advisory-db.tar.gz",
      "https://github.com/rustsec/advisory-db/archive/refs/heads/main.tar.gz"
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let parts = path.pieces(on: "/")
    let file = parts.last ?? ""
    guard file.hasSuffix(".md"), file.hasPrefix("RUSTSEC-") || file.hasPrefix("CVE-") else {
      return
    }
    let page = try MarkdownFrontMatter(bytes, limits: limits)
    guard let facts = page.header["advisory"], let id = facts["id"]?.string,
      let name = facts["package"]?.string, !id.isEmpty, !name.isEmpty
    else { throw .malformed("no identifier or no package") }
    // Example of the repository itself.
    guard !id.hasSuffix("-0000") else { return }
    var advisory = Advisory(id: id, feed: Self.name)
    describe(&advisory, by: facts, title: page.title)
    let isOfToolchain = parts.contains("rust")
    do throws(VersionError) {
      advisory.affected = [
        try package(name, isOfToolchain: isOfToolchain, page.header["versions"])
      ]
    } catch {
      throw .malformed("versions of \(id): \(error)")
    }
    sink.advisories.append(advisory)
  }

  private func describe(_ advisory: inout Advisory, by facts: DataNode, title: String) {
    advisory.summary = title
    advisory.aliases = facts["aliases"]?.texts ?? []
    advisory.related = facts["related"]?.texts ?? []
    advisory.published = Day.text(facts["date"]?.scalarText ?? "")
    advisory.withdrawn = Day.text(facts["withdrawn"]?.scalarText ?? "")
    advisory.references =
      [facts["url"]?.string].compactMap(\.self) + (facts["references"]?.texts ?? []).prefix(9)
    if let vector = facts["cvss"]?.string,
      let statement = SeverityStatement(vector: vector, source: "rustsec")
    {
      advisory.severities = [statement]
    }
    // Unmaintained, unsound, notice: remarks, not flaws.
    if facts["informational"] != nil { advisory.kind = .notice }
  }

  private func package(
    _ name: String,
    isOfToolchain: Bool,
    _ versions: DataNode?
  ) throws(VersionError) -> AffectedPackage {
    // The standard library goes with the toolchain, whose one version all programs of it have.
    let space = AdvisorySpace(isOfToolchain ? "generic" : "cargo")
    var package = AffectedPackage(space, isOfToolchain && name == "std" ? "rust" : name)
    let patched = try Requirement(language: .cargo, marksFixes: true)
      .versions(anyOf: versions?["patched"]?.texts ?? [])
    let unaffected = try Requirement(language: .cargo)
      .versions(anyOf: versions?["unaffected"]?.texts ?? [])
    try patched.union(unaffected).complement().fill(&package)
    return package
  }
}
