import Formats
import Model

/// Makes an advisory of one OSV record.
enum OSVRecord {
  static func read(
    _ record: DataNode,
    path: String,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard record.map != nil else { throw .malformed("a record is no map") }
    // Notices without packages, and files that are no records of flaws, such as indexes.
    guard let affected = record["affected"], !affected.isNull else { return }
    guard let id = record["id"]?.string, !id.isEmpty, id.utf8.count <= 256 else {
      throw .malformed("a record has no identifier")
    }
    guard let rows = affected.list else { throw .malformed("affected is no list in \(id)") }
    let source = OSVSource(id: id)
    var advisory = Advisory(id: id, feed: OSVFeed.name)
    readDescription(of: record, into: &advisory)
    var packages = OSVPackages(title: record["summary"]?.scalarText ?? "", source: source)
    for row in rows where !packages.add(row) {
      sink.skip(path, feed: OSVFeed.name, "a package of \(id) has no name or no ecosystem")
    }
    advisory.affected = packages.affected.merged().withUbuntuArchive()
      .withDebianSuccession()
    guard !advisory.affected.isEmpty else { return }
    readSeverities(of: record, by: source, into: &advisory)
    readNames(of: record, isDistribution: packages.isOfDistribution, into: &advisory)
    advisory.kind = kind(of: advisory, rows: rows)
    sink.advisories.append(advisory)
  }

  private static func readDescription(of record: DataNode, into advisory: inout Advisory) {
    let details = record["details"]?.scalarText ?? ""
    let title = OneLine.text(record["summary"]?.scalarText ?? "")
    advisory.summary = title.isEmpty ? OneLine.text(details) : title
    advisory.published = Day.text(record["published"]?.scalarText ?? "")
    advisory.modified = Day.text(record["modified"]?.scalarText ?? "")
    if let withdrawn = record["withdrawn"]?.scalarText, !withdrawn.isEmpty {
      advisory.withdrawn = Day.text(withdrawn)
      if advisory.withdrawn.isEmpty { advisory.withdrawn = advisory.modified }
    } else if isWithdrawnByText(title, details) {
      advisory.withdrawn = advisory.modified
    }
    advisory.references = references(of: record)
    advisory.weaknesses = weaknesses(of: record)
  }

  /// Copies of GitHub's advisories are about that have lost the field and kept the words.
  private static func isWithdrawnByText(_ title: String, _ details: String) -> Bool {
    let title = title.lowercased()
    if title.hasPrefix("withdrawn") || title.hasPrefix("duplicate advisory") { return true }
    let start = OneLine.text(details, limit: 60).lowercased()
    return start.hasPrefix("withdrawn") || start.hasPrefix("duplicate advisory")
      || start.hasPrefix("this advisory has been withdrawn")
  }

  private static func references(of record: DataNode) -> [String] {
    var found: [String] = []
    for reference in record["references"]?.list ?? [] where found.count < 10 {
      guard let url = reference["url"]?.string, url.utf8.count <= 512, !found.contains(url) else {
        continue
      }
      found.append(url)
    }
    return found
  }

  private static func weaknesses(of record: DataNode) -> [String] {
    let names = record["database_specific"]?["cwe_ids"]?.list ?? []
    return names.compactMap(\.string).filter { $0.hasPrefix("CWE-") && $0.utf8.count <= 16 }
  }

  private static func readSeverities(
    of record: DataNode,
    by source: OSVSource,
    into advisory: inout Advisory
  ) {
    advisory.severities = OSVSeverities.read(record["severity"], by: source)
    let word =
      record["database_specific"]?["severity"]?.string
      ?? OSVSeverities.word(inTitle: record["summary"]?.string ?? "")
    if let word, !word.isEmpty, word.utf8.count <= 32 {
      advisory.severities.append(SeverityStatement(word: word, source: source.name))
    }
  }

  /// Sorts the other identifiers into other names, flaws that a notice is about, and the rest.
  private static func readNames(
    of record: DataNode,
    isDistribution: Bool,
    into advisory: inout Advisory
  ) {
    let id = advisory.id
    let aliases = names(record["aliases"], but: id)
    let related = names(record["related"], but: id)
    let upstream = names(record["upstream"], but: id)
    guard isDistribution, !id.hasPrefix("CVE-") else {
      advisory.aliases = trusted(distinct(aliases + upstream), of: id, record)
      advisory.related = related
      return
    }
    // A distribution's records name their flaws in any of the three, by the year of the schema.
    let all = distinct(aliases + upstream + related)
    var flaws = all.filter { $0.hasPrefix("CVE-") }
    // What stands for one flaw is about the one it has in its name.
    if isOfOneFlaw(id), let own = flaws.first(where: { id.hasSuffix("-\($0)") }) { flaws = [own] }
    if isOfOneFlaw(id) && flaws.count <= 1 {
      advisory.aliases = flaws + all.filter { $0.hasPrefix("GHSA-") }
      advisory.related = all.filter { !$0.hasPrefix("CVE-") && !$0.hasPrefix("GHSA-") }
    } else {
      advisory.covers = flaws.isEmpty ? all.filter { $0.hasPrefix("GHSA-") } : flaws
      let covered = Set(advisory.covers)
      advisory.related = all.filter { !covered.contains($0) }
    }
  }

  /// Whether an identifier of a distribution stands for a flaw rather than for an update.
  private static func isOfOneFlaw(_ id: String) -> Bool {
    ["ALPINE-CVE-", "CGA-", "DEBIAN-CVE-", "ECHO-", "MINI-", "UBUNTU-CVE-", "AZL-"].contains {
      id.hasPrefix($0)
    }
  }

  private static func names(_ node: DataNode?, but id: String) -> [String] {
    (node?.list ?? []).compactMap { node -> String? in
      guard let name = node.string, !name.isEmpty, name.utf8.count <= 256, name != id else {
        return nil
      }
      // Notices of Ubuntu name its own records of the flaws.
      return String(name.dropping(prefix: "UBUNTU-CVE-").map { "CVE-" + $0 } ?? name[...])
    }
  }

  /// The aliases of one of GitHub's records that are its own.
  ///
  /// GitHub gives a flaw one CVE number at most, and refers to it at NVD. Copies of its records join
  /// the aliases of all that was ever called alike: of several numbers only the one referred to holds,
  /// and names that came with the others cannot be told from its own.
  private static func trusted(_ names: [String], of id: String, _ record: DataNode) -> [String] {
    let numbers = names.filter { $0.hasPrefix("CVE-") }
    guard id.hasPrefix("GHSA-"), numbers.count > 1 else { return names }
    let addresses = (record["references"]?.list ?? []).compactMap { $0["url"]?.string }
    let own = numbers.filter { addresses.contains("https://nvd.nist.gov/vuln/detail/\($0)") }
    return own.count == 1 ? own : names
  }

  private static func distinct(_ names: [String]) -> [String] {
    var known: Set<String> = []
    return names.filter { known.insert($0).inserted }
  }

  /// Titles that GitHub gives to malicious packages, of which some lack the weakness.
  private static func isMalwareByTitle(_ advisory: Advisory) -> Bool {
    let title = advisory.summary.lowercased()
    let starts = ["backdoor in ", "embedded malware in ", "malicious package in ", "malware in "]
    let parts = [
      " is malware", "code backdoor", "code execution backdoor", "code-execution backdoor",
      "contains malicious code", "embedded malicious code",
    ]
    return starts.contains { title.hasPrefix($0) } || parts.contains { title.after($0) != nil }
  }

  private static func isDebianReissue(_ id: String) -> Bool {
    let parts = id.split(separator: "-")
    return parts.count == 3 && ["DLA", "DSA"].contains(parts[0]) && parts[2] != "1"
  }

  private static func kind(of advisory: Advisory, rows: [DataNode]) -> Advisory.Kind {
    let id = advisory.id
    if id.hasPrefix("MAL-") { return .malware }
    // GitHub's own name for packages that were published to do harm: embedded malicious code.
    if id.hasPrefix("GHSA-"), advisory.weaknesses.contains("CWE-506") || isMalwareByTitle(advisory)
    {
      return .malware
    }
    // A second issue of a notice of Debian that names no flaw mends what the first broke.
    if advisory.covers.isEmpty, isDebianReissue(id) { return .notice }
    let informational = rows.lazy.compactMap { $0["database_specific"]?["informational"]?.string }
    if id.hasPrefix("RUSTSEC-"), informational.first != nil { return .notice }
    let isPlainUpdate = ["ALBA-", "ALEA-", "RHBA-", "RHEA-", "RLBA-", "RLEA-"].contains {
      id.hasPrefix($0)
    }
    let parts = id.split(separator: "-", maxSplits: 3)
    let isSUSEUpdate =
      parts.count > 2 && parts[0].hasSuffix("SUSE") && ["FU", "OU", "RU"].contains(parts[1])
    return (isPlainUpdate || isSUSEUpdate) && advisory.covers.isEmpty ? .notice : .vulnerability
  }
}
