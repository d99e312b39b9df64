package import Model

/// One publisher's record of a flaw, of a malicious package or of a notice.
package struct Advisory: Hashable, Sendable {
  /// What kind of thing is told.
  package enum Kind: String, Sendable, CaseIterable {
    case vulnerability
    /// The package, or some of its versions, were published to do harm.
    case malware
    /// Not a flaw: unmaintained, unsound, a remark.
    case notice
  }

  /// The publisher's identifier, such as `GHSA-…`, `DSA-5734-1`, `ALSA-2024:1234`, `CVE-…`.
  package var id: String
  /// The feed it came from.
  package var feed: String
  package var kind: Kind
  /// Other names of the same flaw.
  package var aliases: [String]
  /// The flaws that a notice of a distribution is about: each is one, and they are not the same.
  package var covers: [String]
  /// Others that have to do with it, and are not the same.
  package var related: [String]
  /// One line; empty when the publisher gives none.
  package var summary: String
  package var severities: [SeverityStatement]
  /// `CWE-79` and the like.
  package var weaknesses: [String]
  /// `YYYY-MM-DD`; empty when unknown.
  package var published: String
  package var modified: String
  /// The day the publisher took it back; empty for one that stands.
  package var withdrawn: String
  package var references: [String]
  package var affected: [AffectedPackage]

  package init(id: String, feed: String) {
    self.id = id
    self.feed = feed
    kind = .vulnerability
    aliases = []
    covers = []
    related = []
    summary = ""
    severities = []
    weaknesses = []
    published = ""
    modified = ""
    withdrawn = ""
    references = []
    affected = []
  }
}

/// What an advisory says about one package in one space.
package struct AffectedPackage: Hashable, Sendable {
  /// What `name` is the name of.
  package enum NameKind: String, Sendable, CaseIterable {
    case source
    case binary
  }

  package var space: AdvisorySpace
  /// In the form that the space's packages are looked up by: PyPI names normalised (PEP 503),
  /// Maven `group:artifact`, Go and Packagist in full, `@scope/name` for npm.
  package var name: String
  package var nameKind: NameKind
  package var fixState: FixState
  /// Alternatives: affected is what one of them holds.
  package var ranges: [VersionInterval]
  /// Versions named one by one; they count besides the ranges.
  package var versions: [String]
  /// Versions named one by one that are not affected, whatever the ranges say.
  package var unaffectedVersions: [String]
  /// Architectures it holds for; empty for all.
  package var architectures: [String]
  /// The module stream it holds for, `nodejs:18`; empty for packages outside modules, and where the
  /// publisher does not name it: then the text of the fixed version tells.
  package var module: String
  /// The product, repository or pocket: `esm-infra`, `appstream`, `rhel_eus:9.2`, `extras/docker`,
  /// a SUSE module; empty for the release itself.
  package var channel: String
  /// What this publisher says of this package; empty where it says nothing apart.
  package var severities: [SeverityStatement]
  /// The publisher's remark, one line: why it is not fixed, who is affected.
  package var note: String

  package init(
    _ space: AdvisorySpace,
    _ name: String,
    nameKind: NameKind = .binary,
    fixState: FixState = .fixed
  ) {
    self.space = space
    self.name = name
    self.nameKind = nameKind
    self.fixState = fixState
    ranges = []
    versions = []
    unaffectedVersions = []
    architectures = []
    module = ""
    channel = ""
    severities = []
    note = ""
  }
}

/// A stretch of versions: `lower <= v`, and `v < upper` or `v <= upper`.
package struct VersionInterval: Hashable, Sendable {
  /// Where it ends.
  package enum End: Hashable, Sendable {
    /// Nothing is fixed yet.
    case open
    /// Affected below this version, which has the fix.
    case fixed(String)
    /// Affected up to this version, itself included; which one has the fix is not said.
    case lastAffected(String)
    /// Affected below this version, where another line of development begins; no fix is implied.
    case limit(String)
  }

  /// The first affected version; `nil` for the beginning of all.
  package var lower: String?
  package var end: End

  package init(from lower: String? = nil, _ end: End) {
    self.lower = lower
    self.end = end
  }
}
