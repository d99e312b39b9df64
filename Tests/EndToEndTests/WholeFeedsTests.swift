import Foundation
import TestSupport
import Testing

/// All of the shared feeds, which are a snapshot: every record of every feed and every pack is
/// counted, and held against the counts that were found before.
///
/// It takes minutes even with a release build, which `PLIMSOLL_WHOLE_FEEDS` names:
/// `PLIMSOLL_WHOLE_FEEDS=.build/release/plimsoll swift test --filter whole`.
@Suite(.timeLimit(.minutes(30))) struct `whole feeds` {
  @Test func `give as many records as before`() async throws {
    guard let path = ProcessInfo.processInfo.environment["PLIMSOLL_WHOLE_FEEDS"] else {
      try skip("needs PLIMSOLL_WHOLE_FEEDS, which names a release build to make all packs with")
    }
    guard let feeds = sharedFolder("feeds") else {
      try skip("needs the shared feeds, which are not on this machine")
    }
    let folder = try ScratchFolder()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = [
      "data", "build", "--quiet", "--from", feeds.path, "--data-dir", folder.path("data"),
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let counts = try Self.counts(of: try folder.read("data/packs/manifest.json"))
    let before = Set(wholeFeedCounts.split(separator: "\n").map(String.init))
    #expect(counts.subtracting(before).sorted() == [])
    #expect(before.subtracting(counts).sorted() == [])
  }

  /// The counts of a manifest, in lines as the table has them.
  private static func counts(of bytes: [UInt8]) throws -> Set<String> {
    let envelope = try JSONDecoder().decode(Envelope.self, from: Data(bytes))
    let payload = try #require(Data(base64Encoded: envelope.payload))
    var records: [String: Int] = [:]
    var lines: Set<String> = []
    for pack in try JSONDecoder().decode(Manifest.self, from: payload).packs {
      for feed in pack.feeds { records[feed.name, default: 0] += feed.documents }
      lines.insert("pack \(pack.name) \(pack.advisories) \(pack.affected) \(pack.facts)")
    }
    return lines.union(records.map { "feed \($0.key) \($0.value)" })
  }

  private struct Envelope: Decodable {
    var payload: String
  }

  private struct Manifest: Decodable {
    var packs: [Pack]
  }

  private struct Pack: Decodable {
    var name: String
    var advisories: Int
    var affected: Int
    var facts: Int
    var feeds: [Feed]
  }

  private struct Feed: Decodable {
    var name: String
    var documents: Int
  }
}
