package import Advisories
import Model
import Registry

extension SourceList {
  /// The files that addresses lead to, as the user wrote them.
  ///
  ///     https://mirror.example/feeds/                       a folder laid out as a local copy
  ///     https://vuln.example/osv/npm/all.zip                a file whose address tells what it is
  ///     osv/npm/all.zip=https://files.example/npm.zip       any other, with its place in a copy
  ///
  /// - Parameter limit: of a file, in bytes.
  package init(
    named texts: [String],
    feeds: [any Feed] = allFeeds,
    limit: Int64
  ) throws {
    var files: [SourceFile] = []
    for text in texts {
      files += try NamedSource(text, among: feeds).files(of: feeds, limit: limit)
    }
    // Of two addresses for one file the later is asked where the first does not have it.
    var places: [String: Int] = [:]
    var merged: [SourceFile] = []
    for file in files {
      if let known = places[file.path] {
        merged[known].places += file.places
      } else {
        places[file.path] = merged.count
        merged.append(file)
      }
    }
    self.init(merged)
  }
}

/// What one address leads to.
private struct NamedSource {
  private let url: String
  /// Where in a copy the file lies; `nil` for a whole folder.
  private let path: String?
  private var lead = FeedAddress.Lead.file

  init(_ text: String, among feeds: [any Feed]) throws {
    guard let start = Self.start(of: text) else {
      throw UpdateError(text, "not an address that begins with https:// or http://")
    }
    url = String(text[start...])
    guard let address = HTTPAddress(url) else {
      throw UpdateError(url, "not an address that can be asked")
    }
    if start > text.startIndex {
      let named = String(text[..<text.index(before: start)])
      guard feeds.contains(where: { $0.reads(named) }), !named.contains("..") else {
        throw UpdateError(named, "no feed reads a file of that place; 'plimsoll data feeds' tells")
      }
      path = named
    } else if let known = feeds.lazy.flatMap({ type(of: $0).addresses }).first(where: {
      [url] in $0.url == url
    }) {
      path = known.path
      lead = known.lead
    } else if let found = Self.path(endingIn: address.target, among: feeds) {
      path = found
    } else if Self.isFile(address.target) {
      throw UpdateError(
        url,
        "which feed this is of is not known: name its place in a copy, as in "
          + "osv/npm/all.zip=\(url); 'plimsoll data feeds' tells the places"
      )
    } else {
      path = nil
    }
  }

  /// Where the address itself begins; before it stands `PLACE=`, or nothing.
  private static func start(of text: String) -> String.Index? {
    if text.hasPrefix("https://") || text.hasPrefix("http://") { return text.startIndex }
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let rest = text[text.index(after: equals)...]
    return rest.hasPrefix("https://") || rest.hasPrefix("http://") ? rest.startIndex : nil
  }

  /// The longest end of an address that some feed reads, or else a file name that one alone has.
  private static func path(endingIn target: String, among feeds: [any Feed]) -> String? {
    let parts = target.prefix { $0 != "?" }.split(separator: "/").map { part in
      String(part).split(separator: "%20", omittingEmptySubsequences: false).joined(separator: " ")
    }
    guard parts.allSatisfy({ $0 != ".." && $0 != "." }) else { return nil }
    for first in parts.indices {
      let end = parts[first...].joined(separator: "/")
      if feeds.contains(where: { $0.reads(end) }) { return end }
    }
    guard let name = parts.last else { return nil }
    let places = Set(feeds.flatMap { type(of: $0).addresses.map(\.path) })
      .filter { $0.hasSuffix("/\(name)") }
    return places.count == 1 ? places.first : nil
  }

  /// Whether the last part of an address looks like a file of a feed.
  private static func isFile(_ target: String) -> Bool {
    guard !target.hasSuffix("/"), let name = target.split(separator: "/").last else { return false }
    let endings = [".zip", ".json", ".xml", ".csv", ".gz", ".bz2", ".xz", ".zst", ".tar", ".tgz"]
    return endings.contains { name.hasSuffix($0) }
  }

  func files(of feeds: [any Feed], limit: Int64) throws -> [SourceFile] {
    if let path {
      let feed = feeds.first { $0.reads(path) }.map { type(of: $0).name } ?? ""
      let address = FeedAddress(path, url, lead)
      let place = SourceFile.Place(url: url, lead: lead)
      return [SourceFile(feed: feed, address: address, places: [place], limit: limit)]
    }
    var settings = SourceSettings()
    settings.asksPublishers = false
    return try SourceList(feeds: feeds, settings, mirrors: [url], limit: limit).files
  }
}

extension Feed {
  /// Whether it reads what lies at a place of a copy.
  fileprivate func reads(_ path: String) -> Bool {
    Self.files.contains { GlobPattern($0).matches(path) }
  }
}
