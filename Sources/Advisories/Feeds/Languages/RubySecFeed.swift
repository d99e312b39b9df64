// gem: resque            or engine: jruby
// cve: 2023-50725
// ghsa: gc3j-vvwf-4rp8
// title, date, url, cvss_v3: 6.3
// patched_versions: [">= 2.2.1", "~> 2.1.3, >= 2.1.3.1"]
// unaffected_versions: ["< 1.0"]
// notes: "Never patched"

import Formats
package import Model

/// The Ruby Advisory Database: gems and interpreters.
///
/// https://github.com/rubysec/ruby-advisory-db
package struct RubySecFeed: Feed {
  package static let name = "rubysec"
  package static let summary = "Ruby gems and interpreters"
  package static let publisher = "RubySec"
  package static let license = "public domain; parts from OSVDB"
  package static let files = ["rubysec/ruby-advisory-db*.tar*", "rubysec/**/*.yml"]
  package static let addresses = [
    FeedAddress(
      "rubysec/ruby-advisory-db.tar.gz",
      "https://github.com/rubysec/ruby-advisory-db/archive/refs/heads/master.tar.gz"
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
    let isGem = parts.contains("gems")
    guard let file = parts.last, file.hasSuffix(".yml"), isGem || parts.contains("rubies") else {
      return
    }
    let record = try FeedYAML.parse(bytes, limits: limits)
    guard let name = record[isGem ? "gem" : "engine"]?.scalarText, !name.isEmpty else {
      throw .malformed("no gem and no engine")
    }
    let names = identifiers(of: record)
    let id = names.first ?? String(file.dropping(suffix: ".yml") ?? file)
    var advisory = Advisory(id: id, feed: Self.name)
    advisory.aliases = Array(names.dropFirst())
    advisory.related = (record["related"]?["cve"]?.texts ?? []).map { "CVE-" + $0 }
    advisory.summary = OneLine.text(record["title"]?.scalarText ?? "")
    advisory.published = Day.text(record["date"]?.scalarText ?? "")
    advisory.references =
      [record["url"]?.string].compactMap(\.self)
      + (record["related"]?["url"]?.texts ?? []).prefix(9)
    do throws(VersionError) {
      advisory.affected = [try package(name, isGem: isGem, record)]
    } catch {
      throw .malformed("versions of \(id): \(error)")
    }
    sink.advisories.append(advisory)
  }

  private func identifiers(of record: DataNode) -> [String] {
    [("cve", "CVE-"), ("ghsa", "GHSA-"), ("osvdb", "OSVDB-")].compactMap { key, prefix in
      guard let text = record[key]?.scalarText, !text.isEmpty else { return nil }
      return text.hasPrefix(prefix) ? text : prefix + text
    }
  }

  /// What no list names is affected.
  private func package(
    _ name: String,
    isGem: Bool,
    _ record: DataNode
  ) throws(VersionError) -> AffectedPackage {
    var package = AffectedPackage(AdvisorySpace(isGem ? "gem" : "generic"), name)
    let patched = try Requirement(language: .ruby, marksFixes: true)
      .versions(anyOf: record["patched_versions"]?.texts ?? [])
    let unaffected = try Requirement(language: .ruby)
      .versions(anyOf: record["unaffected_versions"]?.texts ?? [])
    try patched.union(unaffected).complement().fill(&package)
    package.note = OneLine.text(record["notes"]?.scalarText ?? "")
    return package
  }
}
