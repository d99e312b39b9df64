import Model

/// Whose word counts when several feeds speak of one flaw in one package.
enum FeedRank {
  /// Smaller decides.
  ///
  /// A publisher's own feed comes before a copy of it in another form, a record of the flaw itself
  /// before a notice that covers many.
  static func rank(_ candidate: AdvisoryCandidate, _ advisory: Advisory) -> Int {
    let isCopy = candidate.feed.hasPrefix("osv")
    let isNotice = !advisory.covers.isEmpty
    let rank = isSecondary(candidate.feed) ? 1 : 0
    return (rank * 2 + (isCopy ? 1 : 0)) * 2 + (isNotice ? 1 : 0)
  }

  /// Feeds that only tell what is fixed, or that name the fix of the development version for all
  /// releases, come after those that tell all.
  static func isSecondary(_ feed: String) -> Bool { secondary.contains(feed) }

  private static let secondary: Set<String> = [
    "debian-lists", "redhat-securitydata", "ubuntu-oval",
  ]
}
