package import Advisories

/// A publisher whose facts may be built into the program, and which of its records are meant.
package struct StarterPublisher: Hashable, Sendable {
  package var name: String
  /// As SPDX writes it, or in a few words where there is none.
  package var license: String
  package var address: String
  /// The feeds its records are read by.
  package var feeds: Set<String>
  /// What its identifiers begin with; empty for all records of its feeds.
  package var prefixes: [String]
  /// The spaces they are taken for; empty for facts of flaws.
  package var spaces: [String]

  package init(
    _ name: String,
    _ license: String,
    _ address: String,
    feeds: Set<String>,
    prefixes: [String] = [],
    spaces: [String] = []
  ) {
    self.name = name
    self.license = license
    self.address = address
    self.feeds = feeds
    self.prefixes = prefixes
    self.spaces = spaces
  }

  /// Whether a record of a space is this publisher's.
  package func owns(id: String, feed: String, in space: AdvisorySpace) -> Bool {
    feeds.contains(feed) && spaces.contains(space.rawValue)
      && (prefixes.isEmpty || prefixes.contains { id.hasPrefix($0) })
  }
}
