// ```toml
// [advisory]
// id = "HSEC-2023-0009", cwe = [20, 78], aliases, related, date
// [[affected]]
// package = "git-annex", cvss = "CVSS:3.0/…", or ghc-component = "ghc"
// [[affected.versions]]
// introduced = "0", fixed = "6.20170818"
// [[references]]
// type, url
// ```

import Formats
package import Model

/// The Haskell Security Response Team's advisories in their source form.
///
/// https://github.com/haskell/security-advisories
package struct HaskellFeed: Feed {
  package static let name = "haskell"
  package static let summary = "Hackage packages and GHC"
  package static let publisher = "Haskell Security Response Team"
  package static let license = "CC0-1.0"
  package static let files = ["haskell/security-advisories*.tar*", "haskell/**/HSEC-*.md"]
  package static let addresses = [
    FeedAddress(
      "haskell/security-advisories.tar.gz",
      "https://github.com/haskell/security-advisories/archive/refs/heads/main.tar.gz"
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
    guard let file = parts.last, file.hasPrefix("HSEC-"), file.hasSuffix(".md"),
      !parts.contains("reserved")
    else { return }
    let page = try MarkdownFrontMatter(bytes, limits: limits)
    guard let facts = page.header["advisory"], let id = facts["id"]?.string, !id.isEmpty else {
      throw .malformed("no identifier")
    }
    var advisory = Advisory(id: id, feed: Self.name)
    advisory.summary = page.title
    advisory.aliases = facts["aliases"]?.texts ?? []
    advisory.related = facts["related"]?.texts ?? []
    advisory.published = Day.text(facts["date"]?.scalarText ?? "")
    advisory.modified = Day.text(facts["modified"]?.scalarText ?? "")
    advisory.weaknesses = (facts["cwe"]?.texts ?? []).map { "CWE-\($0)" }
    advisory.references = (page.header["references"]?.list ?? []).prefix(10)
      .compactMap { $0["url"]?.string }
    for row in page.header["affected"]?.list ?? [] {
      guard let package = package(row) else {
        sink.skip(path, feed: Self.name, "a package without a name in line \(row.position.line)")
        continue
      }
      advisory.affected.append(package)
    }
    sink.advisories.append(advisory)
  }

  private func package(_ row: DataNode) -> AffectedPackage? {
    let component = row["ghc-component"]?.string
    guard let name = row["package"]?.string ?? component, !name.isEmpty else { return nil }
    var package = AffectedPackage(AdvisorySpace(component == nil ? "hackage" : "ghc"), name)
    for range in row["versions"]?.list ?? [] {
      let introduced = range["introduced"]?.scalarText
      let lower = introduced == "0" ? nil : introduced
      let end = range["fixed"]?.scalarText.map { VersionInterval.End.fixed($0) } ?? .open
      package.ranges.append(VersionInterval(from: lower, end))
    }
    let hasFix = package.ranges.contains { $0.end != .open }
    package.fixState = hasFix ? .fixed : .notFixed
    if let vector = row["cvss"]?.string,
      let statement = SeverityStatement(vector: vector, source: "haskell")
    {
      package.severities = [statement]
    }
    return package
  }
}
