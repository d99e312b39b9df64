/// Every feed, one line each, sorted by name.
///
/// A feed on disk that is not in this list fails a test.
package let allFeeds: [any Feed] = [
  AlmaLinuxErrataFeed(),
  AlpineSecdbFeed(),
  AmazonFeed(),
  ArchFeed(),
  AzureLinuxOVALFeed(),
  DebianListFeed(),
  DebianTrackerFeed(),
  EPSSFeed(),
  HaskellFeed(),
  KEVFeed(),
  NodeCoreFeed(),
  OracleOVALFeed(),
  OSVFeed(),
  PhotonFeed(),
  PHPFeed(),
  RedHatSecurityDataFeed(),
  RedHatVEXFeed(),
  RockyErrataFeed(),
  RubySecFeed(),
  RustSecFeed(),
  UbuntuOVALFeed(),
  UbuntuTrackerFeed(),
  WolfiAdvisoriesFeed(),
  WolfiSecdbFeed(),
]
