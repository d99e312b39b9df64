import Advisories
import Packs
import Reports
import Starter

/// What `plimsoll data status` tells of what is built in.
struct StarterStatus {
  private(set) var lines: [String] = []

  init(besides manifest: PackManifest?, _ today: Timestamp) {
    let archive: StarterArchive
    do throws(StarterError) { archive = try BuiltInStarter.archive() } catch {
      lines = [error.description]
      return
    }
    if let manifest {
      let others = archive.entries.map(\.space.rawValue)
        .filter { manifest.entry(for: $0) == nil }
      guard !others.isEmpty else { return }
      lines = [
        "starter advisories, built in, for want of a pack: \(others.joined(separator: ", "))"
      ]
    } else {
      lines = Self.table(archive, today)
    }
  }

  private static func table(_ archive: StarterArchive, _ today: Timestamp) -> [String] {
    var table = TextTable([
      .init(title: "STARTER"), .init(title: "RECORDS", isNumber: true), .init(title: "DATE"),
      .init(title: "AGE", isNumber: true), .init(title: "LICENCE"), .init(title: "PUBLISHER"),
    ])
    let facts = archive.factSources.map { ("facts-\($0.feed)", $0) }
    for (space, source) in archive.entries.flatMap(\.named) + facts {
      table.add([
        space,
        String(source.records),
        source.date.isEmpty ? "-" : source.date,
        today.age(of: source.date),
        source.license,
        source.publisher,
      ])
    }
    let count = archive.entries.reduce(0) { $0 + $1.advisories }
    return table.lines(width: nil) + [
      "\(count) starter advisories are built in: some of the most dangerous flaws, and no more."
    ]
  }
}

extension StarterArchive.Entry {
  fileprivate var named: [(String, StarterSource)] { sources.map { (space.rawValue, $0) } }
}

extension Timestamp {
  /// How many days ago a day was; a dash for no day.
  func age(of date: String) -> String {
    guard let then = Timestamp(date: date) else { return "-" }
    let days = days(since: then)
    return days == 1 ? "1 day" : "\(days) days"
  }
}

/// What is built in, or what to tell the user.
func starterArchive() throws -> StarterArchive {
  do throws(StarterError) {
    return try BuiltInStarter.archive()
  } catch {
    throw Failure(error.description)
  }
}
