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
    EPSSFeed(),
    path: "epss/epss_scores-2024-05-06.csv",
    contents: "#model_version:v1,score_date:2024-05-06T00:00:00+0000\ncve,epss,percentile\nCVE-2024-1,0.5,0.9\n"
  ),
  FeedExample(KEVFeed(), path: "kev/known_exploited_vulnerabilities.json", contents: kevExample),
  FeedExample(OSVFeed(), path: "osv/npm/all.zip!/GHSA-x.json", contents: osvExample),
  FeedExample(OSVFeed(), path: "pypa/a.tar.zst!/PYSEC-1.yaml", contents: osvYAMLExample),
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
