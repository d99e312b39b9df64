/// Every feed, one line each, sorted by name.
///
/// A feed on disk that is not in this list fails a test.
package let allFeeds: [any Feed] = [
  AlpineSecdbFeed(),
  DebianListFeed(),
  DebianTrackerFeed(),
  EPSSFeed(),
  KEVFeed(),
  OSVFeed(),
  UbuntuTrackerFeed(),
  WolfiAdvisoriesFeed(),
  WolfiSecdbFeed(),
]
