// {"name": "CVE-2024-6387", "threat_severity": "Important", "public_date", "cwe": "CWE-364",
//  "bugzilla": {"description"}, "cvss3": {"cvss3_scoring_vector"}, "cvss": {"cvss_scoring_vector"},
//  "affected_release": [{"cpe", "package": "openssh-0:8.7p1-38.el9_4.1", "advisory": "RHSA-…"}],
//  "package_state": [{"cpe", "package_name": "openssh", "fix_state": "Not affected"}]}

import Formats
package import Model

/// Red Hat's flaws by number, as its Security Data API answers: fixed and unfixed.
///
/// https://docs.redhat.com/en/documentation/red_hat_security_data_api
package struct RedHatSecurityDataFeed: Feed {
  package static let name = "redhat-securitydata"
  package static let summary = "Red Hat Enterprise Linux, fixed and unfixed, by source package"
  package static let publisher = "Red Hat"
  package static let license = "CC-BY-4.0"
  package static let files = ["redhat/securitydata*.tar.zst", "redhat/cve/*.json"]
  package static let addresses: [FeedAddress] = []

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".json") else { return }
    let document = try FeedJSON.parse(bytes, limits: limits)
    guard let id = document["name"]?.string, id.hasPrefix("CVE-") else {
      throw .malformed("no CVE number")
    }
    var advisory = Advisory(id: id, feed: Self.name)
    describe(&advisory, by: document)
    var releases = Releases()
    for row in document["affected_release"]?.list ?? [] { releases.add(fixed: row) }
    for row in document["package_state"]?.list ?? [] { releases.add(state: row) }
    advisory.affected = releases.packages
    guard !advisory.affected.isEmpty else { return }
    sink.advisories.append(advisory)
  }

  private func describe(_ advisory: inout Advisory, by document: DataNode) {
    advisory.summary = OneLine.text(document["bugzilla"]?["description"]?.string ?? "")
    advisory.published = Day.text(document["public_date"]?.string ?? "")
    advisory.references = ["https://access.redhat.com/security/cve/\(advisory.id)"]
    advisory.weaknesses = WeaknessText.numbers(in: document["cwe"]?.string ?? "")
    if let word = document["threat_severity"]?.string, !word.isEmpty {
      advisory.severities.append(SeverityStatement(word: word, source: "redhat"))
    }
    let vectors = [
      document["cvss3"]?["cvss3_scoring_vector"]?.string,
      document["cvss"]?["cvss_scoring_vector"]?.string,
    ]
    advisory.severities += vectors.compactMap { vector in
      vector.flatMap { SeverityStatement(vector: $0, source: "redhat") }
    }
  }
}

/// The rows of one flaw.
private struct Releases {
  private var builds = FixedBuilds()
  private var states: [AffectedPackage] = []

  var packages: [AffectedPackage] { builds.packages + states.distinct }

  /// A source package with its version.
  ///
  /// Of modules only the build of the module is told, which no package carries as its version:
  /// those rows are left to the other feeds.
  mutating func add(fixed row: DataNode) {
    guard let product = RedHatProduct(cpe: row["cpe"]?.string ?? ""),
      let text = row["package"]?.string, !text.utf8.contains(UInt8(ascii: "/")),
      let build = RPMBuild(text, hasArchitecture: false),
      !build.name.utf8.contains(UInt8(ascii: ":")), let space = product.space(of: build)
    else { return }
    builds.add(
      build,
      space: space,
      channel: product.channel,
      nameKind: .source,
      note: row["advisory"]?.string ?? ""
    )
  }

  mutating func add(state row: DataNode) {
    guard let product = RedHatProduct(cpe: row["cpe"]?.string ?? ""),
      !product.space.release.isEmpty,
      let component = RedHatComponent(row["package_name"]?.string ?? "")
    else { return }
    let words = row["fix_state"]?.string ?? ""
    var package = AffectedPackage(
      product.space,
      component.name,
      nameKind: .source,
      fixState: FixState(redHat: words)
    )
    package.module = component.module
    package.channel = product.channel
    if package.fixState != .notAffected { package.ranges = [VersionInterval(.open)] }
    package.note = words
    states.append(package)
  }
}

/// The numbers of weaknesses in a text, such as in `(CWE-120|CWE-121)` and `CWE-20->CWE-787`.
enum WeaknessText {
  static func numbers(in text: String) -> [String] {
    var found: [String] = []
    var rest = Substring(text)
    while let range = rest.firstRange(of: "CWE-"), found.count < 16 {
      let digits = rest[range.upperBound...].prefix { $0 >= "0" && $0 <= "9" }
      if !digits.isEmpty { found.append("CWE-\(digits.prefix(8))") }
      rest = rest[range.upperBound...]
    }
    return found.distinct
  }
}
