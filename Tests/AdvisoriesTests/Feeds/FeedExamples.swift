import Advisories

/// A document that a feed reads, for the suites that run over all of them.
struct FeedExample: Sendable {
  let feed: any Feed
  let path: String
  let contents: [UInt8]

  init(_ feed: any Feed, path: String, contents: String) {
    self.feed = feed
    self.path = path
    self.contents = Array(contents.utf8)
  }

  var name: String { type(of: feed).name }
}

/// One example or more for each feed, sorted by its name.
let feedExamples: [FeedExample] = [
  FeedExample(
    AlmaLinuxErrataFeed(),
    path: "almalinux/8/errata.full.json",
    contents: almaLinuxExample
  ),
  FeedExample(AlpineSecdbFeed(), path: "alpine/v3.20/main.json", contents: secdbExample),
  FeedExample(AmazonFeed(), path: "amazon/2/core/repodata/updateinfo.xml", contents: amazonExample),
  FeedExample(ArchFeed(), path: "arch/all.json", contents: archExample),
  FeedExample(
    AzureLinuxOVALFeed(),
    path: "azurelinux/azurelinux-3.0-oval.xml",
    contents: ovalExample(of: "CVE", title: "T")
  ),
  FeedExample(
    CVERecordFeed(),
    path: "cve/cvelistV5.zip!/cves/2024/0xxx/CVE-2024-1.json",
    contents: cveRecordExample
  ),
  FeedExample(DebianListFeed(), path: "debian/DSA/list", contents: debianListExample),
  FeedExample(DebianListFeed(), path: "debian/CVE/list", contents: debianFlawListExample),
  FeedExample(DebianTrackerFeed(), path: "debian/tracker.json", contents: debianTrackerExample),
  FeedExample(
    EPSSFeed(),
    path: "epss/epss_scores-2024-05-06.csv",
    contents:
      "#model_version:v1,score_date:2024-05-06T00:00:00+0000\ncve,epss,percentile\nCVE-2024-1,0.5,0.9\n"
  ),
  FeedExample(
    HaskellFeed(),
    path: "haskell/security-advisories.tar.zst!/advisories/published/2023/HSEC-2023-0009.md",
    contents: haskellExample
  ),
  FeedExample(KEVFeed(), path: "kev/known_exploited_vulnerabilities.json", contents: kevExample),
  FeedExample(
    NodeCoreFeed(),
    path: "nodejs/security-wg.tar.zst!/vuln/core/170.json",
    contents: nodeExample
  ),
  FeedExample(NVDFeed(), path: "nvd/nvdcve-2.0-2024.json", contents: nvdExample),
  FeedExample(
    OracleOVALFeed(),
    path: "oracle/com.oracle.elsa-2023.xml",
    contents: ovalExample(of: "elsa", title: "T")
  ),
  FeedExample(OSVFeed(), path: "osv/npm/all.zip!/GHSA-x.json", contents: osvExample),
  FeedExample(OSVFeed(), path: "pypa/a.tar.zst!/PYSEC-1.yaml", contents: osvYAMLExample),
  FeedExample(PhotonFeed(), path: "photon/cve_data_photon4.0.json", contents: photonExample),
  FeedExample(
    PHPFeed(),
    path: "php/security-advisories.tar.zst!/cakephp/cakephp/2015-08-06.yaml",
    contents: phpExample
  ),
  FeedExample(
    RedHatSecurityDataFeed(),
    path: "redhat/securitydata.tar.zst!/cve/CVE-2021-1.json",
    contents: redHatSecurityDataExample
  ),
  FeedExample(
    RedHatVEXFeed(),
    path: "redhat/csaf.tar.zst!/vex/2021/cve-2021-1.json",
    contents: redHatVEXExample
  ),
  FeedExample(RockyErrataFeed(), path: "rocky/errata.tar.zst!/RLSA-1.json", contents: rockyExample),
  FeedExample(
    RubySecFeed(),
    path: "rubysec/ruby-advisory-db.tar.zst!/gems/resque/CVE-2023-50725.yml",
    contents: rubyExample
  ),
  FeedExample(
    RustSecFeed(),
    path: "rustsec/advisory-db.tar.zst!/crates/deque/RUSTSEC-2021-0093.md",
    contents: rustExample
  ),
  FeedExample(
    UbuntuOVALFeed(),
    path: "ubuntu/oval/com.ubuntu.noble.usn.oval.xml",
    contents: ovalExample(of: "USN", title: "T", other: ubuntuReleaseExample)
  ),
  FeedExample(
    UbuntuTrackerFeed(),
    path: "ubuntu/ubuntu-cve-tracker-2024-05-06.tar.zst!/active/CVE-2024-1",
    contents: ubuntuExample
  ),
  FeedExample(
    WolfiAdvisoriesFeed(),
    path: "wolfi/advisories.tar.zst!/curl.advisories.yaml",
    contents: wolfiExample
  ),
  FeedExample(WolfiSecdbFeed(), path: "wolfi/security.json", contents: secdbExample),
]

private let kevExample = """
  {"catalogVersion": "2025.08.25", "dateReleased": "2025-08-25T17:04:19.9Z", "count": 1,
   "vulnerabilities": [{"cveID": "CVE-2025-1", "vulnerabilityName": "A flaw",
     "dateAdded": "2025-08-20", "dueDate": "2025-09-10", "knownRansomwareCampaignUse": "Known",
     "cwes": ["CWE-59"]}]}
  """

private let osvExample = """
  {"schema_version": "1.7.0", "id": "GHSA-x", "modified": "2024-05-06T07:08:09Z",
   "published": "2024-05-06T07:08:09Z", "aliases": ["CVE-2024-1"], "summary": "A flaw",
   "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
   "affected": [{"package": {"ecosystem": "npm", "name": "@a/b", "purl": "pkg:npm/%40a/b"},
     "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.3"}]}],
     "versions": ["9.9.9"], "database_specific": {"last_known_affected_version_range": "<= 1.2"}},
    {"package": {"ecosystem": "SUSE:Linux Enterprise Server 15 SP6", "name": "b"},
     "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1"}]}],
     "ecosystem_specific": {"binaries": [{"b1": "1", "b2": "2"}]}}],
   "references": [{"type": "WEB", "url": "https://example.com"}],
   "database_specific": {"severity": "HIGH", "cwe_ids": ["CWE-79"]}}
  """

private let osvYAMLExample = """
  id: PYSEC-1
  details: A flaw.
  affected:
  - package:
      name: A
      ecosystem: PyPI
    ranges:
    - type: ECOSYSTEM
      events:
      - introduced: "0"
      - fixed: 1.10
    versions: [1.0, "1.1"]
  aliases: [CVE-2024-1]
  modified: "2024-05-06T07:08:09.123Z"
  """

let secdbExample = """
  {"apkurl": "{{urlprefix}}/{{arch}}", "reponame": "main", "distroversion": "v3.20",
   "packages": [
    {"pkg": {"name": "openssl", "secfixes": {
      "3.1.4-r3": ["CVE-2024-1", "CVE-2024-2 XSA-7", "CVE-????-????? TS-2024-005"],
      "3.1.5-r0": ["CVE-2024-1"], "0": ["CVE-2024-3", "CVE-2024-1"]}}},
    {"pkg": {"name": "xen", "secfixes": {"4.18-r0": ["CVE-2024-2  XSA-7"]}}},
    {"pkg": {"name": "none", "secfixes": []}}]}
  """

let debianListExample = """
  [29 Mar 2023] DSA-5380-1 xorg-server - security update
  \t{CVE-2023-1393 CVE-2023-1394}
  \t[bullseye] - xorg-server 2:1.20.11-1+deb11u6
  \t[bookworm] - xorg-server <not-affected>
  \tNOTE: a remark
  [2 Apr 2023] DLA-3366-1 tzdata - new timezone database
  \t[buster] - tzdata 2021a-0+deb10u10
  """

let debianFlawListExample = """
  CVE-2023-45853 (MiniZip in zlib through 1.3 has an integer overflow ...)
  \t{DLA-3670-1}
  \t- zlib 1:1.3.dfsg-3 (low; bug #1056718)
  \t[bookworm] - zlib <ignored> (contrib/minizip not built)
  \t- minizip <unfixed>
  CVE-2023-2 (RESERVED)
  \tRESERVED
  \t- a 1
  CVE-2023-3
  \tNOT-FOR-US: something
  """

let debianTrackerExample = """
  {"zlib": {"CVE-2023-45853": {"description": "MiniZip", "debianbug": 1056718, "scope": "local",
    "releases": {
     "bookworm": {"status": "open", "repositories": {"bookworm": "1:1.2.13.dfsg-1"},
       "urgency": "not yet assigned", "nodsa": "not built", "nodsa_reason": "ignored"},
     "trixie": {"status": "resolved", "repositories": {"trixie": "1:1.3"},
       "fixed_version": "1:1.3.dfsg-3", "urgency": "low**"},
     "sid": {"status": "resolved", "fixed_version": "0", "urgency": "unimportant"}}}},
   "minizip": {"CVE-2023-45853": {"releases": {
     "bullseye": {"status": "open", "urgency": "end-of-life"},
     "bookworm": {"status": "open", "urgency": "low", "nodsa": "Minor issue", "nodsa_reason": ""},
     "trixie": {"status": "undetermined", "urgency": "not yet assigned"}}}}}
  """

let ubuntuExample = """
  # a remark
  Candidate: CVE-2024-1
  PublicDate: 2024-03-01 08:15:00 UTC
  References:
   https://example.com/1
  Description:
   A flaw
   in PHP.
  Notes:
   sam> https://example.com/2
  Priority: medium
   a reason
  Priority_php5_trusty: low
  CVSS:
   nvd: CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N [6.2 MEDIUM]

  Patches_php5:
   upstream: https://example.com/3
  upstream_php5: released (5.0)
  trusty_php5: ignored (end of standard support, was needed)
  trusty/esm_php5: released (5.5.9+dfsg-1ubuntu4.29+esm16)
  xenial_php5: DNE
  bionic_php7: released (7.2-0ubuntu0.18.04.1)
  focal_php7: needed
  esm-apps/focal_php7: needs-triage
  jammy_php7: not-affected (8.1.2-1)
  fips-updates/jammy_php7: pending (8.1.2-2)
  mantic_php7: ignored (was not-affected)
  noble_php7: deferred (2024-01-01)
  devel_php7: needs-triage
  snap_php7: needed
  vivid/ubuntu-core_php7: needed
  """

private let wolfiExample = """
  schema-version: 2.0.2
  package:
    name: curl
  advisories:
    - id: CGA-1
      aliases: [CVE-2024-1, GHSA-1]
      events:
        - timestamp: 2024-07-04T07:14:39Z
          type: fixed
          data:
            fixed-version: 1.10
        - timestamp: 2024-07-03T07:14:39Z
          type: detection
          data: {type: scan/v1, data: {componentName: stdlib, componentVersion: go1.23.1}}
  """
