package import Advisories

/// A file of a publisher, and where it can be had, in the order in which that is tried.
package struct SourceFile: Hashable, Sendable {
  package var feed: String
  /// Where in a local copy it lies.
  package var path: String
  package var places: [Place]
  /// In bytes.
  package var limit: Int64
  fileprivate var address: FeedAddress

  package init(feed: String, address: FeedAddress, places: [Place], limit: Int64) {
    self.feed = feed
    path = address.path
    self.address = address
    self.places = places
    self.limit = limit
  }

  /// One place where a file can be had.
  package struct Place: Hashable, Sendable {
    package var url: String
    package var lead = FeedAddress.Lead.file

    package init(url: String, lead: FeedAddress.Lead = .file) {
      self.url = url
      self.lead = lead
    }
  }
}

/// The files that an update fetches.
package struct SourceList: Sendable {
  package private(set) var files: [SourceFile] = []
  /// Feeds that are not to be fetched at all.
  package private(set) var disabled: Set<String> = []

  package init(_ files: [SourceFile]) { self.files = files }

  /// All files of all feeds, as far as somebody is named who has them.
  ///
  /// - Parameters:
  ///   - mirrors: addresses of folders that are laid out as a local copy; tried first.
  ///   - limit: of a file, in bytes, where the settings give none.
  package init(
    feeds: [any Feed] = allFeeds,
    _ settings: SourceSettings,
    mirrors: [String] = [],
    limit: Int64
  ) throws {
    let known = Set(feeds.map { type(of: $0).name })
    if let unknown = settings.feeds.keys.sorted().first(where: { !known.contains($0) }) {
      throw UpdateError(
        settings.name,
        "there is no feed called \(unknown); 'plimsoll data feeds' lists them"
      )
    }
    for feed in feeds {
      let kind = type(of: feed)
      let own = settings.feeds[kind.name] ?? SourceSettings.FeedSettings()
      guard own.isEnabled else {
        disabled.insert(kind.name)
        continue
      }
      let added = own.files.keys.filter { path in !kind.addresses.contains { $0.path == path } }
      let addresses = kind.addresses + added.sorted().map { FeedAddress($0, "") }
      for address in addresses {
        let roots = mirrors + own.mirrors + settings.mirrors
        guard let places = Self.places(of: address, own, roots, settings.asksPublishers),
          !places.isEmpty
        else { continue }
        files.append(
          SourceFile(
            feed: kind.name,
            address: address,
            places: places,
            limit: own.limit ?? settings.limit ?? limit
          )
        )
      }
    }
  }

  /// `nil` for a file that is not wanted.
  private static func places(
    of address: FeedAddress,
    _ settings: SourceSettings.FeedSettings,
    _ mirrors: [String],
    _ asksPublishers: Bool
  ) -> [SourceFile.Place]? {
    if let named = settings.files[address.path] {
      return named.isEmpty ? nil : named.map { SourceFile.Place(url: $0) }
    }
    let escaped = address.path.split(separator: " ").joined(separator: "%20")
    var places = mirrors.map { root in
      SourceFile.Place(url: root.hasSuffix("/") ? root + escaped : "\(root)/\(escaped)")
    }
    if asksPublishers, !address.url.isEmpty {
      places.append(SourceFile.Place(url: address.url, lead: address.lead))
    }
    return places
  }

  /// With the files alone that speak of some spaces, belong to some feeds or lie at some paths, and
  /// what is known of flaws of every kind.
  ///
  /// - Parameters:
  ///   - names: as the user wrote them; one that nothing goes by is an error.
  ///   - spaces: those that nothing is known of are passed over.
  package func selecting(_ names: [String], spaces: Set<String> = []) throws -> SourceList {
    guard !names.isEmpty || !spaces.isEmpty else { return self }
    let feeds = Set(files.map(\.feed))
    for name in names where !files.contains(where: { $0.goes(by: name) }) {
      throw UpdateError(
        name,
        disabled.contains(name)
          ? "the feed is switched off in the settings"
          : "neither a feed nor a pack that any feed has something for; "
            + "'plimsoll data feeds' lists the \(feeds.count) that can be fetched"
      )
    }
    // Who names feeds alone wants those; who names packs wants to know how bad flaws are as well.
    let isOfSpaces = !spaces.isEmpty || names.contains { !feeds.contains($0) && !$0.contains("/") }
    var list = self
    list.files = files.filter { file in
      names.contains(where: file.goes(by:)) || spaces.contains(where: file.address.speaks(of:))
        || (isOfSpaces && file.address.isOfAll)
    }
    return list
  }
}

extension SourceFile {
  fileprivate func goes(by name: String) -> Bool {
    feed == name || path == name || address.speaks(of: name)
  }
}
