import Formats
package import Model

/// What a folder of packs holds, and what it was made from; signed as a whole.
package struct PackManifest: Hashable, Sendable {
  package static let payloadType = "application/vnd.plimsoll.packs.v1+json"
  static let format = "plimsoll-packs"
  static let formatVersion = "1.0"

  /// Sorted by name.
  package var packs: [Entry]
  /// Packs that were signed with these and are not here, by name: nobody asked for them.
  package var absent: [String] = []

  /// One pack.
  package struct Entry: Hashable, Sendable {
    /// `debian-12`, `npm`, `facts-epss`.
    package var name: String
    /// The space it holds advisories of, `debian:12`; empty for facts.
    package var space: String
    /// The file in the folder, named after its content.
    package var file: String
    package var digest: Digest
    package var size: Int64
    package var advisories: Int
    package var affected: Int
    package var facts: Int
    /// Sorted by name.
    package var feeds: [Source]
  }

  /// A feed that a pack was made from.
  package struct Source: Hashable, Sendable {
    package var name: String
    package var publisher: String
    package var license: String
    /// The latest date the publisher gives, `YYYY-MM-DD`.
    package var date: String
    package var documents: Int
    /// Records that could not be read.
    package var gapCount: Int
    /// The first of them, a line each.
    package var gaps: [String]
  }

  package init(packs: [Entry] = []) { self.packs = packs }

  package func entry(for space: String) -> Entry? { packs.first { $0.space == space } }
}

extension PackManifest {
  package var json: [UInt8] {
    var json = JSONWriter(.compact)
    json.object {
      $0.field("format", Self.format)
      $0.field("formatVersion", Self.formatVersion)
      $0.field("packs", packs.sorted { $0.name < $1.name }) { json, pack in
        json.object {
          $0.field("name", pack.name)
          $0.field("space", nonEmpty: pack.space)
          $0.field("file", pack.file)
          $0.field("digest", pack.digest.description)
          $0.field("size", pack.size)
          $0.field("advisories", pack.advisories)
          $0.field("affected", pack.affected)
          $0.field("facts", pack.facts)
          $0.field("feeds", pack.feeds) { $0.write($1) }
        }
      }
    }
    return json.bytes
  }

  /// Reads a manifest whose signature was checked.
  package init(json bytes: [UInt8], path: String) throws(PackError) {
    let node: DataNode
    do throws(DataError) {
      node = try JSONReader.parse(bytes.span, limits: .standard)
    } catch {
      throw PackError(path, "the manifest of the data is not JSON")
    }
    guard node["format"]?.string == Self.format, let packs = node["packs"]?.list else {
      throw PackError(path, "not a manifest of data packs")
    }
    guard node["formatVersion"]?.string?.hasPrefix("1.") == true else {
      throw PackError(
        path,
        "made by a later version of plimsoll; update plimsoll, or build the data again"
      )
    }
    var read: [Entry] = []
    for pack in packs {
      guard let entry = Entry(pack) else { throw PackError(path, "a pack is not described whole") }
      read.append(entry)
    }
    guard Set(read.map(\.name)).count == read.count, Set(read.map(\.file)).count == read.count
    else {
      throw PackError(path, "a pack or its file is named twice")
    }
    self.packs = read.sorted { $0.name < $1.name }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ source: PackManifest.Source) {
    object {
      $0.field("name", source.name)
      $0.field("publisher", source.publisher)
      $0.field("license", source.license)
      $0.field("date", nonEmpty: source.date)
      $0.field("documents", source.documents)
      $0.field("gapCount", source.gapCount)
      $0.field("gaps", nonEmpty: source.gaps)
    }
  }
}

extension PackManifest.Entry {
  fileprivate init?(_ node: DataNode) {
    guard let name = node["name"]?.string, let file = node["file"]?.string,
      let size = node["size"]?.integer, (0...PackFolder.packLimit).contains(size),
      // A name and no path: nothing outside of the folder is opened, and nothing but a pack.
      file.hasSuffix(".pack"), !file.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 }),
      !file.hasPrefix("."),
      let digestText = node["digest"]?.string, let digest = try? Digest(digestText)
    else { return nil }
    self.init(
      name: name,
      space: node["space"]?.string ?? "",
      file: file,
      digest: digest,
      size: size,
      advisories: Int(node["advisories"]?.integer ?? 0),
      affected: Int(node["affected"]?.integer ?? 0),
      facts: Int(node["facts"]?.integer ?? 0),
      feeds: (node["feeds"]?.list ?? []).map { feed in
        PackManifest.Source(
          name: feed["name"]?.string ?? "",
          publisher: feed["publisher"]?.string ?? "",
          license: feed["license"]?.string ?? "",
          date: feed["date"]?.string ?? "",
          documents: Int(feed["documents"]?.integer ?? 0),
          gapCount: Int(feed["gapCount"]?.integer ?? 0),
          gaps: (feed["gaps"]?.list ?? []).compactMap(\.string)
        )
      }
    )
  }
}
