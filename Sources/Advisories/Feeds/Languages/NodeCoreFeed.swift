// vuln/core/170.json: {"cve": ["CVE-2026-21716"], "vulnerable": "20.x || 22.x",
//   "patched": "^20.20.2 || ^22.22.2", "ref", "description", "overview", "severity": "low"}

import Formats
package import Model

/// The Node.js security working group's list of flaws in Node.js itself.
///
/// https://github.com/nodejs/security-wg
package struct NodeCoreFeed: Feed {
  package static let name = "nodejs"
  package static let summary = "Node.js itself"
  package static let publisher = "Node.js"
  package static let license = "MIT"
  package static let files = ["nodejs/security-wg*.tar*", "nodejs/vuln/core/*.json"]
  package static let addresses = [
    FeedAddress(
      "nodejs/security-wg.tar.gz",
      "https://github.com/nodejs/security-wg/archive/refs/heads/main.tar.gz"
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
    // `index.json` has them all once more; packages of npm are GitHub's now.
    guard parts.suffix(3).dropLast() == ["vuln", "core"], let file = parts.last,
      let number = file.dropping(suffix: ".json"), number.utf8.allSatisfy(\.isASCIIDigit)
    else { return }
    let record = try FeedJSON.parse(bytes, limits: limits)
    guard let vulnerable = record["vulnerable"]?.string else {
      throw .malformed("no vulnerable versions")
    }
    let flaws = record["cve"]?.texts.filter { $0.hasPrefix("CVE-") } ?? []
    var advisory = Advisory(id: flaws.count == 1 ? flaws[0] : "NODE-\(number)", feed: Self.name)
    if flaws.count > 1 { advisory.covers = flaws }
    let title = record["description"]?.string ?? record["overview"]?.string ?? ""
    advisory.summary = OneLine.text(title)
    advisory.published = Day.text(record["publish_date"]?.string ?? "")
    advisory.references = [record["ref"]?.string].compactMap(\.self)
    if let word = record["severity"]?.scalarText, !word.isEmpty, word != "unknown" {
      advisory.severities = [SeverityStatement(word: word, source: "nodejs")]
    }
    var package = AffectedPackage(AdvisorySpace("generic"), "node")
    do throws(VersionError) {
      let patched = try Requirement(language: .npm, marksFixes: true)
        .versions(record["patched"]?.string ?? "<0.0.0")
      let affected = try Requirement(language: .npm).versions(vulnerable)
      try affected.subtracting(patched).fill(&package)
    } catch {
      throw .malformed("versions of \(advisory.id): \(error)")
    }
    // Programs have no development versions that an order must tell from the line they lead to.
    for place in package.ranges.indices { package.ranges[place].writeThreeNumbers() }
    advisory.affected = [package]
    sink.advisories.append(advisory)
  }
}

extension VersionInterval {
  /// Writes `21.0.0` where a line is written `21`, and its end `21-0`.
  fileprivate mutating func writeThreeNumbers() {
    lower = lower.map(Self.plain)
    end =
      switch end {
      case .open: .open
      case .fixed(let version): .fixed(Self.plain(version))
      case .lastAffected(let version): .lastAffected(Self.plain(version))
      case .limit(let version): .limit(Self.plain(version))
      }
  }

  private static func plain(_ version: String) -> String {
    let numbers = version.dropping(suffix: "-0") ?? version[...]
    let missing = max(0, 3 - numbers.pieces(on: ".").count)
    return numbers + String(repeating: ".0", count: missing)
  }
}
