import Advisories
import Foundation
import TestSupport
import Testing

/// One file of the snapshot of real feeds, and what reading all of it gives.
struct FeedFile: Sendable, CustomTestStringConvertible {
  let feed: any Feed
  let path: String
  let advisories: Int
  let rows: Int
  /// One document in so many is read when not all are asked for.
  let stride: Int

  init(_ feed: any Feed, _ path: String, _ advisories: Int, rows: Int, oneIn stride: Int = 1) {
    self.feed = feed
    self.path = path
    self.advisories = advisories
    self.rows = rows
    self.stride = stride
  }

  var testDescription: String { path }
}

private let feedFiles = [
  FeedFile(AlmaLinuxErrataFeed(), "almalinux/9/errata.full.json.zst", 935, rows: 10_141),
  FeedFile(AmazonFeed(), "amazon/updateinfo-2025-02-14.tar.zst", 5_393, rows: 43_136, oneIn: 11),
  FeedFile(ArchFeed(), "arch/all.json.zst", 2_507, rows: 2_575),
  FeedFile(
    AzureLinuxOVALFeed(),
    "azurelinux/oval-2024-10-10.tar.zst",
    5_910,
    rows: 5_910,
    oneIn: 3
  ),
  FeedFile(CVERecordFeed(), "cve/vulnrichment-2024-10-24.tar.zst", 0, rows: 0, oneIn: 400),
  FeedFile(HaskellFeed(), "haskell/security-advisories-2026-06-21.tar.zst", 35, rows: 44),
  FeedFile(NodeCoreFeed(), "nodejs/security-wg-vuln-2026-04-08.tar.zst", 171, rows: 171),
  FeedFile(PHPFeed(), "php/security-advisories-2026-08-06.tar.zst", 1_592, rows: 1_592, oneIn: 10),
  FeedFile(
    RedHatSecurityDataFeed(),
    "redhat/securitydata-cve-2025-02-15.tar.zst",
    31_651,
    rows: 350_377,
    oneIn: 300
  ),
  FeedFile(RedHatVEXFeed(), "redhat/csaf-subset.tar.zst", 83, rows: 3_818, oneIn: 7),
  FeedFile(RockyErrataFeed(), "rocky/errata-2025-01-24.tar.zst", 1_491, rows: 22_116, oneIn: 20),
  FeedFile(
    RubySecFeed(),
    "rubysec/ruby-advisory-db-2026-08-22.tar.zst",
    1_381,
    rows: 1_381,
    oneIn: 10
  ),
  FeedFile(RustSecFeed(), "rustsec/advisory-db-2026-08-21.tar.zst", 1_225, rows: 1_225, oneIn: 10),
  FeedFile(UbuntuOVALFeed(), "ubuntu/oval/com.ubuntu.oracular.usn.oval.xml.bz2", 52, rows: 560),
  FeedFile(AlpineSecdbFeed(), "alpine/secdb-2025-01-04.tar.zst", 74_263, rows: 85_015, oneIn: 14),
  FeedFile(
    DebianListFeed(),
    "debian/security-tracker-lists-2023-04-02.tar.zst",
    9_205,
    rows: 10_816
  ),
  FeedFile(DebianListFeed(), "debian/cve-list-excerpt.txt", 2, rows: 17),
  FeedFile(DebianTrackerFeed(), "debian/tracker-json-excerpt.json", 10, rows: 14),
  FeedFile(
    UbuntuTrackerFeed(),
    "ubuntu/ubuntu-cve-tracker-2024-02-16.tar.zst",
    46_916,
    rows: 1_042_138,
    oneIn: 400
  ),
  FeedFile(
    UbuntuTrackerFeed(),
    "ubuntu/ubuntu-cve-tracker-2024-08-09-noble-extract.tar.zst",
    18_752,
    rows: 1_201_316,
    oneIn: 200
  ),
  FeedFile(
    WolfiAdvisoriesFeed(),
    "wolfi/advisories-2025-05-07.tar.zst",
    20_770,
    rows: 20_770,
    oneIn: 30
  ),
  FeedFile(OSVFeed(), "osv/AlmaLinux/all.zip", 5_637, rows: 67_104, oneIn: 40),
  FeedFile(OSVFeed(), "osv/Bitnami/all.zip", 7_444, rows: 7_444, oneIn: 40),
  FeedFile(OSVFeed(), "osv/Debian/all.tar.zst", 44_152, rows: 141_720, oneIn: 200),
  FeedFile(OSVFeed(), "osv/Go/all.zip", 4_291, rows: 6_060, oneIn: 20),
  FeedFile(OSVFeed(), "osv/Hackage/all.zip", 35, rows: 44),
  FeedFile(OSVFeed(), "osv/Hex/all.zip", 32, rows: 33),
  FeedFile(OSVFeed(), "osv/Maven/all.zip", 5_309, rows: 6_335, oneIn: 40),
  FeedFile(OSVFeed(), "osv/NuGet/all.zip", 1_427, rows: 2_613, oneIn: 10),
  FeedFile(OSVFeed(), "osv/Packagist/all.zip", 4_288, rows: 4_865, oneIn: 40),
  FeedFile(OSVFeed(), "osv/Pub/all.zip", 12, rows: 25),
  FeedFile(OSVFeed(), "osv/PyPI/all.zip", 15_553, rows: 16_848, oneIn: 60),
  FeedFile(OSVFeed(), "osv/Red Hat/all.tar.zst", 15_175, rows: 499_699, oneIn: 200),
  FeedFile(OSVFeed(), "osv/Rocky Linux/all.zip", 1_491, rows: 5_005, oneIn: 10),
  FeedFile(OSVFeed(), "osv/RubyGems/all.zip", 1_699, rows: 1_923, oneIn: 10),
  FeedFile(OSVFeed(), "osv/Wolfi/all.tar.zst", 11_789, rows: 75_878, oneIn: 60),
  FeedFile(OSVFeed(), "osv/crates.io/all.zip", 1_206, rows: 1_206, oneIn: 5),
  FeedFile(OSVFeed(), "osv/npm/all.zip", 23_223, rows: 23_695, oneIn: 60),
  FeedFile(OSVFeed(), "pypa/advisory-database-2024-10-10.tar.zst", 2_660, rows: 2_660, oneIn: 20),
  FeedFile(OSVFeed(), "r/r-advisory-database-2026-03-26.tar.zst", 14, rows: 14),
  FeedFile(OSVFeed(), "suse/osv-2025-02-13.tar.zst", 22_026, rows: 442_902, oneIn: 200),
]

@Suite struct `real feeds` {
  private static let isWhole = ProcessInfo.processInfo.environment["PLIMSOLL_FEEDS_FULL"] == "1"

  @Test(arguments: feedFiles)
  func `are read without a gap`(file: FeedFile) throws {
    guard let bytes = sharedFixture("feeds/" + file.path) else {
      try skip("needs the snapshot of real feeds (feeds/\(file.path) in the shared folder)")
    }
    let stride = Self.isWhole ? 1 : file.stride
    let tally = try FeedArchive.tally(bytes, path: file.path, by: file.feed, oneIn: stride)
    print(
      "\(file.path), one in \(stride): \(tally.documents) documents, \(tally.advisories) advisories,"
        + " \(tally.rows) packages, \(tally.spaces.count) spaces"
    )
    #expect(tally.gaps == [])
    #expect(tally.advisories + tally.facts > 0)
    guard stride == 1 else { return }
    #expect(tally.advisories == file.advisories)
    #expect(tally.rows == file.rows)
  }
}
