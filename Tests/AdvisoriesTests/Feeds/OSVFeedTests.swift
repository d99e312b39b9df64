import Advisories
import Formats
import Model
import Testing

/// What one record in the OSV form gives.
private func advisory(_ json: String, path: String = "osv/x/all.zip!/X.json") throws -> Advisory? {
  let sink = try read(json, path, by: OSVFeed())
  #expect(sink.gaps == [])
  return sink.advisories.first
}

/// A record about one package with these events and these further members of its row.
private func record(
  _ ecosystem: String,
  _ name: String,
  events: String = #"{"introduced": "0"}"#,
  row: String = "",
  id: String = "X-1",
  top: String = ""
) -> String {
  """
  {"id": "\(id)", "modified": "2024-05-06T07:08:09Z", \(top.isEmpty ? "" : top + ",")
   "affected": [{"package": {"ecosystem": "\(ecosystem)", "name": "\(name)"},
   "ranges": [{"type": "ECOSYSTEM", "events": [\(events)]}]\(row.isEmpty ? "" : ", " + row)}]}
  """
}

@Suite struct `OSV ranges` {
  @Test(arguments: [
    (#"{"introduced": "0"}"#, "all versions not-fixed"),
    (#"{"introduced": "0"}, {"fixed": "1.2"}"#, "< 1.2 fixed"),
    (#"{"introduced": "1.0"}, {"last_affected": "1.2"}"#, ">= 1.0, <= 1.2 not-fixed"),
    (
      #"{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}, {"fixed": "2.1"}"#,
      "< 1.2 | >= 2.0, < 2.1 fixed"
    ),
    (
      #"{"introduced": "3.0"}, {"fixed": "3.2"}, {"introduced": "1.0"}, {"fixed": "1.2"}"#,
      ">= 3.0, < 3.2 | >= 1.0, < 1.2 fixed"
    ),
    (
      #"{"fixed": "9.2"}, {"introduced": "9.0"}, {"fixed": "1.2"}, {"introduced": "0"}"#,
      "< 1.2 | >= 9.0, < 9.2 fixed"
    ),
    (#"{"introduced": "0"}, {"fixed": "1.2"}, {"fixed": "1.4"}"#, "< 1.2 fixed"),
    (#"{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2"}"#, "< 1.2 | >= 2 fixed"),
    (#"{"introduced": "0"}, {"limit": "2"}"#, "< 2 not-fixed"),
    (#"{"introduced": "0.0.0-0"}, {"fixed": "0.6.0"}"#, "< 0.6.0 fixed"),
    (#"{"introduced": "0"}, {"fixed": "0"}"#, "not-affected"),
  ])
  func `are pairs of events`(events: String, expected: String) throws {
    #expect(
      affectedLines(try advisory(record("npm", "a", events: events))) == ["npm a \(expected)"]
    )
  }

  @Test func `of commits are passed over`() throws {
    let json = """
      {"id": "CVE-1", "affected": [
        {"package": {}, "ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]},
        {"package": {"ecosystem": "PyPI", "name": "A.b"}, "ranges": [
          {"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "abc"}]},
          {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]}]}
      """
    #expect(affectedLines(try advisory(json)) == ["pypi a-b < 2 fixed"])
  }

  @Test func `of one package are put together`() throws {
    let row = { (from: String, to: String) in
      """
      {"package": {"ecosystem": "Packagist", "name": "A/B"}, "ranges": [{"type": "ECOSYSTEM",
       "events": [{"introduced": "\(from)"}, {"fixed": "\(to)"}]}], "versions": ["9", "\(to)"]}
      """
    }
    let json = #"{"id": "X", "affected": [\#(row("0", "1")), \#(row("2", "3"))]}"#
    #expect(affectedLines(try advisory(json)) == ["composer a/b < 1 | >= 2, < 3 =9,1,3 fixed"])
  }

  @Test(arguments: [
    ("npm", #""versions": ["1.5", "3.0"]"#, "npm a < 2 =3.0 fixed"),
    ("Debian:12", #""versions": ["1.5", "3.0"]"#, "debian:12 a < 2 fixed"),
  ])
  func `leave the versions that they do not hold`(
    ecosystem: String,
    row: String,
    expected: String
  ) throws {
    let events = #"{"introduced": "0"}, {"fixed": "2"}"#
    #expect(
      affectedLines(try advisory(record(ecosystem, "a", events: events, row: row))) == [expected]
    )
  }

  @Test func `may be missing where versions are listed`() throws {
    let json = """
      {"id": "MAL-2024-1", "affected": [{"package": {"ecosystem": "npm", "name": "@a/B"},
       "versions": ["1.0.1", "1.0.2"]}]}
      """
    let found = try advisory(json)
    #expect(affectedLines(found) == ["npm @a/B =1.0.1,1.0.2 not-fixed"])
    #expect(found?.kind == .malware)
  }

  @Test func `end where GitHub last knew the flaw`() throws {
    let row = #""database_specific": {"last_known_affected_version_range": "<= 1.23"}"#
    #expect(
      affectedLines(try advisory(record("Maven", "g:a", row: row))) == [
        "maven g:a <= 1.23 not-fixed"
      ]
    )
    let events = #"{"introduced": "0"}, {"fixed": "1.25"}"#
    let fixed = try advisory(record("Maven", "g:a", events: events, row: row))
    #expect(affectedLines(fixed) == ["maven g:a < 1.25 fixed"])
  }

  @Test func `of Go are the custom ones where the proper one says all`() throws {
    let row = """
      "ecosystem_specific": {"custom_ranges": [{"type": "ECOSYSTEM",
       "events": [{"introduced": "0"}, {"fixed": "5.0.4-0.20231016150651-428517fef5b9"}]}]}
      """
    let found = try advisory(record("Go", "example.com/A/v5", row: row))
    #expect(
      affectedLines(found) == [
        "golang example.com/A/v5 < 5.0.4-0.20231016150651-428517fef5b9 fixed"
      ]
    )
  }
}

@Suite struct `OSV ecosystem` {
  @Test(arguments: [
    ("PyPI", "Foo_.Bar", "pypi foo-bar"), ("NuGet", "A.B", "nuget a.b"),
    ("crates.io", "a_b", "cargo a_b"), ("Go", "stdlib", "golang stdlib"),
    ("SwiftURL", "https://github.com/A/B.git", "swift github.com/a/b"),
    ("GitHub Actions", "Actions/Runner", "github actions/runner"), ("GHC", "ghc", "ghc ghc"),
    ("Maven:https://repo.example", "g:a", "maven g:a"), ("ConanCenter", "zlib", "conan zlib"),
    ("Debian:6.0", "a", "debian:6 a"), ("Debian:3.1", "a", "debian:3.1 a"),
    ("Alpine:v3.20", "a", "alpine:3.20 a"), ("Alpine:edge", "a", "alpine:edge a"),
    ("AlmaLinux:9", "a", "almalinux:9 a"), ("Rocky Linux:9", "a", "rocky:9 a"),
    ("Ubuntu:22.04:LTS", "a", "ubuntu:22.04 a"), ("Ubuntu:24.10", "a", "ubuntu:24.10 a"),
    ("Ubuntu:Pro:FIPS-updates:20.04:LTS", "a", "ubuntu:20.04 [fips-updates] a"),
    ("Mageia:9", "a", "mageia:9 a"), ("openEuler:24.03-LTS-SP1", "a", "openeuler:24.03-lts-sp1 a"),
    ("Azure Linux:3", "a", "azurelinux:3 a"), ("Azure Linux:2", "a", "mariner:2.0 a"),
    ("Wolfi", "a", "wolfi a"), ("Chainguard", "a", "chainguard a"), ("MinimOS", "a", "minimos a"),
    ("Photon OS:5.0", "a", "photon:5.0 a"), ("New Thing:7 X", "a", "new-thing:7-x a"),
    (
      "Red Hat:enterprise_linux:9::appstream", "a",
      "redhat:9 [enterprise_linux:9::appstream] a"
    ),
    ("Red Hat:rhel_eus:9.2::baseos", "a", "redhat:9 [rhel_eus:9.2::baseos] a"),
    (
      "Red Hat:rhel_software_collections:3::el7", "a",
      "redhat:7 [rhel_software_collections:3::el7] a"
    ),
    ("Red Hat:openshift:3.11", "a", "redhat [openshift:3.11] a"),
    (
      "SUSE:Linux Enterprise Server 12 SP2-LTSS", "a",
      "suse:12.2 [Linux Enterprise Server 12 SP2-LTSS] a"
    ),
    (
      "SUSE:Linux Enterprise Module for Python 3 15 SP6", "a",
      "suse:15.6 [Linux Enterprise Module for Python 3 15 SP6] a"
    ),
    ("SUSE:Linux Enterprise Micro 5.5", "a", "suse:5.5 [Linux Enterprise Micro 5.5] a"),
    ("SUSE:Package Hub 15", "a", "suse:15 [Package Hub 15] a"),
    ("SUSE:OpenStack Cloud 9", "a", "suse [OpenStack Cloud 9] a"),
    ("openSUSE:Leap 15.6", "a", "opensuse-leap:15.6 a"),
    ("openSUSE:Leap 15.6 NonFree", "a", "opensuse-leap:15.6 [Leap 15.6 NonFree] a"),
    ("openSUSE:Tumbleweed", "a", "opensuse-tumbleweed a"),
  ])
  func `gives a space, a channel and a name`(
    ecosystem: String,
    name: String,
    expected: String
  ) throws {
    let found = try advisory(record(ecosystem, name))
    #expect(affectedLines(found) == [expected + " all versions not-fixed"])
  }

  @Test(arguments: ["Debian:12", "Ubuntu:22.04:LTS", "Rocky Linux:9", "Alpine:v3.2", "Mageia:9"])
  func `tells source packages`(ecosystem: String) throws {
    #expect(try advisory(record(ecosystem, "a"))?.affected.first?.nameKind == .source)
  }

  @Test func `of Red Hat's products is told by the version`() throws {
    let events = #"{"introduced": "0"}, {"fixed": "0:1.2-3.el8ost"}"#
    let found = try advisory(record("Red Hat:openshift:4.10", "a", events: events))
    #expect(found?.affected.map(\.space.rawValue) == ["redhat:8"])
  }
}

@Suite struct `OSV record` {
  @Test func `of a language keeps other names apart from related ones`() throws {
    let top =
      #""aliases": ["CVE-2024-1"], "related": ["CVE-2024-2"], "withdrawn": "2024-06-01T00:00:00Z""#
    let found = try advisory(record("PyPI", "a", id: "GHSA-a", top: top))
    #expect(found?.aliases == ["CVE-2024-1"])
    #expect(found?.related == ["CVE-2024-2"])
    #expect(found?.covers == [])
    #expect(found?.withdrawn == "2024-06-01")
    #expect(found?.modified == "2024-05-06")
  }

  @Test(arguments: [
    ("DSA-1-1", "Debian:12", #""related": ["CVE-2024-1", "CVE-2024-2"]"#),
    ("ALSA-1", "AlmaLinux:9", #""related": ["CVE-2024-1", "CVE-2024-2"]"#),
    (
      "MGASA-1", "Mageia:9", #""upstream": ["CVE-2024-1"], "related": ["CVE-2024-2", "CVE-2024-1"]"#
    ),
    ("USN-1-1", "Ubuntu:22.04:LTS", #""upstream": ["UBUNTU-CVE-2024-1", "UBUNTU-CVE-2024-2"]"#),
  ])
  func `of an update covers flaws`(id: String, ecosystem: String, top: String) throws {
    let found = try advisory(record(ecosystem, "a", id: id, top: top))
    #expect(found?.covers == ["CVE-2024-1", "CVE-2024-2"])
    #expect(found?.aliases == [])
    #expect(found?.related == [])
  }

  @Test(arguments: [
    ("DEBIAN-CVE-2024-1", "Debian:12", #""upstream": ["CVE-2024-1"]"#, ["CVE-2024-1"]),
    (
      "CGA-a", "Wolfi", #""related": ["CGA-a", "CVE-2024-1", "GHSA-b"]"#, ["CVE-2024-1", "GHSA-b"]
    ),
    ("CVE-2024-1", "Debian:12", #""related": ["DSA-1-1"]"#, []),
  ])
  func `of one flaw of a distribution is that flaw`(
    id: String,
    ecosystem: String,
    top: String,
    aliases: [String]
  ) throws {
    let found = try advisory(record(ecosystem, "a", id: id, top: top))
    #expect(found?.aliases == aliases)
    #expect(found?.covers == [])
  }

  @Test(arguments: [
    ("MAL-2024-1", "npm", "", "", Advisory.Kind.malware),
    ("GHSA-1", "npm", #""database_specific": {"cwe_ids": ["CWE-506"]}"#, "", .malware),
    ("RUSTSEC-1", "crates.io", "", #""database_specific": {"informational": "unsound"}"#, .notice),
    (
      "RUSTSEC-1", "crates.io", "", #""database_specific": {"informational": null}"#, .vulnerability
    ),
    ("ALBA-1", "AlmaLinux:9", "", "", .notice),
    ("ALBA-1", "AlmaLinux:9", #""related": ["CVE-2024-1"]"#, "", .vulnerability),
    ("SUSE-RU-2024:1-1", "openSUSE:Leap 15.6", "", "", .notice),
    ("SUSE-SU-2024:1-1", "openSUSE:Leap 15.6", "", "", .vulnerability),
  ])
  func `has a kind`(
    id: String,
    ecosystem: String,
    top: String,
    row: String,
    kind: Advisory.Kind
  ) throws {
    #expect(try advisory(record(ecosystem, "a", row: row, id: id, top: top))?.kind == kind)
  }

  @Test(arguments: [
    #""summary": "Withdrawn Advisory: A""#, #""summary": "Duplicate Advisory: B""#,
    ##""details": "# Withdrawn\n\nThis …""##,
    #""details": "Withdrawn, accidental duplicate publish.""#,
  ])
  func `is withdrawn by its own words`(top: String) throws {
    #expect(try advisory(record("npm", "a", top: top))?.withdrawn == "2024-05-06")
  }

  @Test(arguments: [
    ("GHSA-1", #""database_specific": {"severity": "MODERATE"}"#, "", "github MODERATE medium"),
    (
      "GHSA-1",
      #""severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"#,
      "", "github CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H critical"
    ),
    ("ALSA-1", #""summary": "Important: a security update""#, "", "almalinux Important high"),
    ("GHSA-1", #""severity": [{"type": "CVSS_V3", "score": "nonsense"}]"#, "", ""),
  ])
  func `has a severity`(id: String, top: String, row: String, expected: String) throws {
    let found = try advisory(record("npm", "a", row: row, id: id, top: top))
    let texts = found?.severities.map { "\($0.source) \($0.text) \($0.severity.rawValue)" }
    #expect(texts?.joined(separator: "; ") == expected)
  }

  @Test(arguments: [
    (
      "BIT-a-1", "Bitnami", "a",
      #""severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"#,
      "bitnami"
    ),
    (
      "DEBIAN-CVE-1", "Debian:12", "a", #""ecosystem_specific": {"urgency": "unimportant"}"#,
      "debian"
    ),
  ])
  func `has severities of a package`(
    id: String,
    ecosystem: String,
    name: String,
    row: String,
    source: String
  ) throws {
    let found = try advisory(record(ecosystem, name, row: row, id: id))
    #expect(found?.affected.first?.severities.map(\.source) == [source])
    #expect(found?.severities == [])
  }

  @Test func `of Debian says that support has ended`() throws {
    let row = #""ecosystem_specific": {"urgency": "end-of-life"}"#
    #expect(try advisory(record("Debian:8", "a", row: row))?.affected.first?.fixState == .endOfLife)
  }

  @Test func `of SUSE goes by its binary packages`() throws {
    let row = #""ecosystem_specific": {"binaries": [{"liba1": "1.2-3", "a-devel": "1.2-4"}]}"#
    let found = try advisory(record("openSUSE:Leap 15.6", "a", row: row, id: "SUSE-SU-1"))
    #expect(
      affectedLines(found) == [
        "opensuse-leap:15.6 liba1 < 1.2-3 fixed", "opensuse-leap:15.6 a-devel < 1.2-4 fixed",
      ]
    )
  }

  @Test(arguments: [
    ("Important: nodejs:18 security update", ["nodejs:18"]),
    ("Low: virt:rhel and virt-devel:rhel security update", ["virt:rhel", "virt-devel:rhel"]),
    ("Important: 389-ds security update", [""]),
  ])
  func `of a module names its stream`(title: String, streams: [String]) throws {
    let events = #"{"introduced": "0"}, {"fixed": "1:1-2.module_el8.4.0+11732+c668cc9f"}"#
    let top = #""summary": "\#(title)""#
    let found = try advisory(record("AlmaLinux:8", "a", events: events, id: "ALSA-1", top: top))
    #expect(found?.affected.map(\.module) == streams)
  }

  @Test func `of Ubuntu Pro says what the archive has not`() throws {
    let json = """
      {"id": "UBUNTU-CVE-2024-1", "upstream": ["CVE-2024-1"], "affected": [{"package":
        {"ecosystem": "Ubuntu:Pro:16.04:LTS", "name": "a",
         "purl": "pkg:deb/ubuntu/a@1?arch=source&distro=esm-infra/xenial"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1+esm2"}]}]}],
       "severity": [{"type": "Ubuntu", "score": "negligible"}]}
      """
    let found = try advisory(json)
    #expect(
      affectedLines(found) == [
        "ubuntu:16.04 [esm-infra] a < 1+esm2 fixed",
        "ubuntu:16.04 a < 1+esm2 not-fixed (the fix is in Ubuntu Pro (esm-infra))",
      ]
    )
    #expect(found?.aliases == ["CVE-2024-1"])
    #expect(found?.severities.map(\.severity) == [.negligible])
  }
}

@Suite struct `OSV document` {
  @Test func `may be a list, an index or YAML`() throws {
    let one = record("npm", "a")
    let list = "[\(one), {\"id\": \"X-2\", \"affected\": 1}, {\"id\": \"X-3\", \"modified\": \"\"}]"
    let sink = try read(list, "suse/osv.tar.bz2!/osv/all.json", by: OSVFeed())
    #expect(sink.advisories.map(\.id) == ["X-1"])
    #expect(sink.gaps.map(\.detail) == ["record 2: affected is no list in X-2"])
    let yaml = """
      id: PYSEC-1
      withdrawn: 2024-01-02T03:04:05Z
      affected:
      - package: {name: A, ecosystem: PyPI}
        versions: [1.10]
      """
    let found = try read(yaml, "pypa/a.tar.zst!/vulns/a/PYSEC-1.yaml", by: OSVFeed()).advisories
    #expect(found.map(\.withdrawn) == ["2024-01-02"])
    #expect(found.first?.affected.first?.versions == ["1.10"])
  }

  @Test(arguments: ["osv/Go/all.zip!/index/db.json", "osv/x/README.md", "osv/npm/modified_id.csv"])
  func `is passed over where it is no record`(path: String) throws {
    #expect(try read(#"{"modified": "2024"}"#, path, by: OSVFeed()) == FeedSink())
  }

  @Test(arguments: [
    "1", "{", #"{"affected": []}"#, #"{"id": 1, "affected": []}"#, #"{"id": "X", "affected": {}}"#,
  ])
  func `is refused where it is broken`(text: String) {
    #expect(throws: FeedError.self) { try read(text, "osv/x/X.json", by: OSVFeed()) }
  }

  @Test(arguments: [
    #"[{"package": {"name": "a"}}]"#, #"[1]"#, #"[{"package": {"ecosystem": "npm"}}]"#,
  ])
  func `tells of rows that name no package`(affected: String) throws {
    let sink = try read(#"{"id": "X", "affected": \#(affected)}"#, "osv/x/X.json", by: OSVFeed())
    #expect(sink.gaps.count == 1)
    #expect(sink.advisories == [])
  }
}
