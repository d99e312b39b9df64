package import Advisories
import Formats
package import Packs

/// The starter advisories of one space, read.
package struct StarterShelf: AdvisoryShelf, Sendable {
  private let space: AdvisorySpace
  private let advisories: [Advisory]
  private let candidatesByName: [String: [AdvisoryCandidate]]

  init(_ space: AdvisorySpace, from reader: inout RecordReader) throws(RecordReader.Damaged) {
    self.space = space
    let advisories = try reader.list { (reader) throws(RecordReader.Damaged) in
      try Advisory(from: &reader)
    }
    var found: [String: [AdvisoryCandidate]] = [:]
    while !reader.isAtEnd {
      let name = try reader.text()
      found[name] = try reader.list { (reader) throws(RecordReader.Damaged) in
        let number = try reader.int()
        guard advisories.indices.contains(number) else { throw RecordReader.Damaged() }
        return AdvisoryCandidate(
          key: AdvisoryKey(space: space, number: Int64(number)),
          feed: advisories[number].feed,
          affected: try AffectedPackage(space, name, from: &reader)
        )
      }
    }
    self.advisories = advisories
    candidatesByName = found
  }

  /// The form it is read from.
  static func record(of space: StarterSpace) -> [UInt8] {
    var writer = RecordWriter()
    writer.write(space.advisories) { $1.write(to: &$0) }
    var rows: [String: [(number: Int, part: AffectedPackage)]] = [:]
    for (number, advisory) in space.advisories.enumerated() {
      for part in advisory.affected { rows[part.name, default: []].append((number, part)) }
    }
    for (name, said) in rows.sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      writer.write(said) { writer, row in
        writer.write(row.number)
        row.part.write(to: &writer)
      }
    }
    return writer.bytes
  }

  /// All that is said of packages, in no order.
  package var everything: [AffectedPackage] { candidatesByName.values.joined().map(\.affected) }

  package var all: [Advisory] { advisories }

  package func candidates(named name: String, in space: AdvisorySpace) -> [AdvisoryCandidate] {
    candidatesByName[name] ?? []
  }

  package func advisory(_ number: Int64) throws(PackError) -> Advisory {
    guard let index = Int(exactly: number), advisories.indices.contains(index) else {
      throw PackError("starter advisories", StarterError.damaged.description)
    }
    return advisories[index]
  }

  package func advisories(called id: String) -> [Int64] {
    advisories.indices.filter { index in
      let advisory = advisories[index]
      return advisory.id == id || advisory.aliases.contains(id) || advisory.covers.contains(id)
    }.map(Int64.init)
  }

  package func packages(of number: Int64, in space: AdvisorySpace) -> [AffectedPackage] {
    let own = candidatesByName.filter { $0.value.contains { $0.key.number == number } }
    return own.sorted { $0.key < $1.key }.flatMap(\.value)
      .filter { $0.key.number == number }.map(\.affected)
  }
}
