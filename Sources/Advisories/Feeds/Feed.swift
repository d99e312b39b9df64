package import Model

/// Reads what one publisher tells about flaws, in the form it publishes.
///
/// A feed sees one document at a time: a file, or a member of an archive, already decompressed.
package protocol Feed: Sendable {
  /// Unique and stable: findings and packs name it.
  static var name: String { get }
  /// One line for `plimsoll data feeds`.
  static var summary: String { get }
  /// Who publishes it, and under which licence; shown by `plimsoll data status`.
  static var publisher: String { get }
  static var license: String { get }
  /// The files of a local copy that belong to it, archives included, as glob patterns from the root
  /// of the copy: `osv/*/all.zip`. `*` stays within a path segment, `**` crosses them.
  static var files: [String] { get }
  /// Where the publisher offers it.
  static var addresses: [FeedAddress] { get }

  /// Reads one document. `path` is its path in the copy, for members of archives followed by `!/`
  /// and the member's own: `osv/npm/all.zip!/GHSA-….json`.
  func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError)
}

/// One file that a publisher offers.
package struct FeedAddress: Hashable, Sendable {
  /// Where in a local copy it is put, such as `osv/npm/all.zip`.
  package var path: String
  package var url: String
  package var lead: Lead

  /// What is at the address.
  package enum Lead: Hashable, Sendable {
    /// The file.
    case file
    /// A text that is the name of the file, which lies beside it.
    case name
    /// A list of mirrors of a repository of RPMs, whose index names the file of its updates.
    case repositories
  }

  package init(_ path: String, _ url: String, _ lead: Lead = .file) {
    self.path = path
    self.url = url
    self.lead = lead
  }
}

/// What a feed gives for one document.
package struct FeedSink: Hashable, Sendable {
  package var advisories: [Advisory] = []
  package var facts: [FlawFacts] = []
  /// Records that could not be read: where, and what was wrong.
  package var gaps: [CoverageGap] = []
  /// The publisher's own date of the document, `YYYY-MM-DD`, where it gives one.
  package var date = ""

  package init() {}

  /// Notes that one record of a document could not be taken, and that the rest could.
  package mutating func skip(_ path: String, feed: String, _ detail: String) {
    gaps.append(CoverageGap(.malformed, path: path, source: feed, detail: detail))
  }
}

/// Why a document of a feed could not be read at all.
package enum FeedError: Error, Hashable {
  /// Not what the format says.
  case malformed(String)
  /// Over a limit; the text names it.
  case limit(String)
}
