// The security database of Alpine's kind of distribution:
//
//   {"distroversion": "v3.20", "reponame": "main", "urlprefix": …,
//    "packages": [{"pkg": {"name": "openssl", "secfixes": {"3.1.4-r3": ["CVE-2023-6237"]}}}]}
//
// Names are of origins. A key is the first version with the fix, "0" that the package never was
// affected. A text may name one flaw in several ways, parted by blanks.

import Formats
import Model

/// Makes advisories of a security database: one for each flaw, with all its packages.
struct SecdbDocument {
  private let feed: String
  private let space: AdvisorySpace
  private var places: [String: Int] = [:]
  private var advisories: [Advisory] = []

  static func read(
    _ bytes: Span<UInt8>,
    feed: String,
    limits: Limits,
    into sink: inout FeedSink,
    path: String,
    space: (DataNode) -> AdvisorySpace?
  ) throws(FeedError) {
    let node: DataNode
    do throws(DataError) {
      node = try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw FeedError(error)
    }
    guard let packages = node["packages"]?.list else { throw .malformed("no list of packages") }
    guard let space = space(node) else { throw .malformed("no distribution is named") }
    var document = SecdbDocument(feed: feed, space: space)
    for package in packages where !document.add(package["pkg"]) {
      sink.skip(path, feed: feed, "a package has no name or no list of fixes")
    }
    sink.advisories += document.advisories
  }

  private init(feed: String, space: AdvisorySpace) {
    self.feed = feed
    self.space = space
  }

  private mutating func add(_ package: DataNode?) -> Bool {
    guard let name = package?["name"]?.string, !name.isEmpty else { return false }
    guard let fixes = package?["secfixes"] else { return false }
    // A package whose fixes were all taken back has an empty list in place of a map.
    for fix in fixes.map?.entries ?? [] {
      for text in (fix.value.list ?? []).compactMap(\.string) {
        add(text, package: name, version: fix.key.trimmed)
      }
    }
    return true
  }

  private mutating func add(_ text: String, package: String, version: Substring) {
    let names = text.words.compactMap(Self.identifier)
    let flaws = names.filter { $0.hasPrefix("CVE-") }
    for id in Set(flaws.isEmpty ? Array(names.prefix(1)) : flaws).sorted() {
      var row = AffectedPackage(space, package, nameKind: .source, fixState: .notAffected)
      if version != "0" {
        row.fixState = .fixed
        row.ranges = [VersionInterval(.fixed(String(version)))]
      }
      add(row, to: id, related: names.filter { !$0.hasPrefix("CVE-") && $0 != id })
    }
  }

  private mutating func add(_ row: AffectedPackage, to id: String, related: [String]) {
    guard let place = places[id] else {
      places[id] = advisories.count
      var advisory = Advisory(id: id, feed: feed)
      advisory.related = related
      advisory.affected = [row]
      advisories.append(advisory)
      return
    }
    for name in related where !advisories[place].related.contains(name) {
      advisories[place].related.append(name)
    }
    guard let known = advisories[place].affected.firstIndex(where: { $0.name == row.name }) else {
      advisories[place].affected.append(row)
      return
    }
    if advisories[place].affected[known].isFixedLater(than: row) {
      advisories[place].affected[known] = row
    }
  }

  /// A word that names a flaw; `nil` for remarks and for numbers that were not known yet.
  private static func identifier(_ word: Substring) -> String? {
    let bytes = word.utf8
    guard bytes.count <= 64, bytes.contains(where: \.isASCIIDigit),
      bytes.contains(UInt8(ascii: "-")) || bytes.contains(UInt8(ascii: "_")),
      bytes.first?.isASCIILetter == true,
      bytes.allSatisfy({ $0.isASCIIDigit || $0.isASCIILetter || "-_.:".utf8.contains($0) })
    else { return nil }
    guard word.hasPrefix("CVE") else { return String(word) }
    // CVE_2019-2426 is a slip; the parts of one number are told apart as CVE-2017-17434-1.
    let parts = bytes.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    guard parts.count >= 3, parts[1].allSatisfy(\.isASCIIDigit), parts[2].allSatisfy(\.isASCIIDigit)
    else { return nil }
    return "CVE-\(Substring(parts[1]))-\(Substring(parts[2]))"
  }
}

extension AffectedPackage {
  /// Whether another statement about this package has an earlier fix, which is the one that counts; a
  /// fix counts more than that there was nothing to fix.
  fileprivate func isFixedLater(than other: AffectedPackage) -> Bool {
    guard case .fixed(let theirs)? = other.ranges.first?.end else { return false }
    guard case .fixed(let ours)? = ranges.first?.end else { return true }
    // A version that apk does not know stays where it is.
    return (try? VersionScheme.apk.compare(theirs, ours)) == .before
  }
}
