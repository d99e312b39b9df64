import Advisories
import Formats
import Model

/// What a whole archive gave, for tests over real feeds.
struct FeedTally: Hashable {
  var documents = 0
  var advisories = 0
  var facts = 0
  var rows = 0
  var gaps: [String] = []
  var spaces: Set<String> = []
}

/// Reads archives as the builder of packs does, all of them or one document in so many.
enum FeedArchive {
  static func tally(
    _ bytes: [UInt8],
    path: String,
    by feed: any Feed,
    oneIn stride: Int
  ) throws -> FeedTally {
    var tally = FeedTally()
    if ZipReader.isZip(bytes.span) {
      try readZip(bytes, path, by: feed, oneIn: stride, into: &tally)
      return tally
    }
    let source = try decompressed(ArraySource(bytes), limits: .standard)
    guard path.contains(".tar") else {
      var all: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        var span = piece.mutableSpan
        let count = try source.read(into: &span)
        if count == 0 { break }
        all += piece.prefix(count)
      }
      tally.read(all, path, by: feed)
      return tally
    }
    try readTar(source, path, by: feed, oneIn: stride, into: &tally)
    return tally
  }

  private static func readZip(
    _ bytes: [UInt8],
    _ path: String,
    by feed: any Feed,
    oneIn stride: Int,
    into tally: inout FeedTally
  ) throws {
    let zip = try ZipReader(bytes.span, limits: .standard)
    var inflate = Inflate(.bare)
    for (index, entry) in zip.entries.enumerated() where index % stride == 0 {
      let name = String(decoding: bytes[entry.name], as: UTF8.self)
      let contents = try zip.contents(of: entry, in: bytes.span, with: &inflate)
      tally.read(contents, "\(path)!/\(name)", by: feed)
    }
  }

  private static func readTar(
    _ source: any ByteSource,
    _ path: String,
    by feed: any Feed,
    oneIn stride: Int,
    into tally: inout FeedTally
  ) throws {
    var tar = TarReader(source, limits: .standard)
    var index = 0
    var contents: [UInt8] = []
    while let entry = try tar.next() {
      guard entry.kind == .file else { continue }
      index += 1
      guard index % stride == 0 else { continue }
      try tar.readContents(into: &contents)
      tally.read(contents, "\(path)!/\(entry.path)", by: feed)
    }
  }
}

extension FeedTally {
  fileprivate mutating func read(_ bytes: [UInt8], _ path: String, by feed: any Feed) {
    documents += 1
    do throws(FeedError) {
      let sink = try AdvisoriesTests.read(bytes, path, by: feed)
      advisories += sink.advisories.count
      facts += sink.facts.count
      for advisory in sink.advisories {
        rows += advisory.affected.count
        for package in advisory.affected { spaces.insert(package.space.rawValue) }
      }
      gaps += sink.gaps.map { "\($0.path): \($0.detail)" }
    } catch {
      gaps.append("\(path): \(error)")
    }
  }
}
