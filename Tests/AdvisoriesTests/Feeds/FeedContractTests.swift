import Advisories
import Model
import TestSupport
import Testing

extension FeedExample: CustomTestStringConvertible {
  var testDescription: String { "\(name): \(path)" }
}

@Suite struct `every feed` {
  @Test func `has an example`() {
    let shown = Set(feedExamples.map(\.name))
    #expect(allFeeds.map { type(of: $0).name }.filter { !shown.contains($0) } == [])
  }

  @Test(arguments: allFeeds.map { type(of: $0) })
  func `says who publishes what under which licence`(feed: any Feed.Type) {
    let texts = [feed.summary, feed.publisher, feed.license]
    #expect(texts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 100 && !$0.hasSuffix(".") })
    #expect(!feed.files.isEmpty)
    #expect(feed.addresses.allSatisfy { $0.url.hasPrefix("https://") && !$0.path.hasPrefix("/") })
  }

  @Test(arguments: feedExamples)
  func `finds something in its example`(example: FeedExample) throws {
    let sink = try example.read()
    #expect(!sink.advisories.isEmpty || !sink.facts.isEmpty)
    #expect(sink.gaps == [])
  }

  @Test(arguments: feedExamples)
  func `names itself`(example: FeedExample) throws {
    #expect(try example.read().advisories.allSatisfy { $0.feed == example.name })
  }

  @Test(arguments: feedExamples)
  func `gives advisories that can be matched`(example: FeedExample) throws {
    for advisory in try example.read().advisories {
      #expect(!advisory.id.isEmpty)
      #expect(!advisory.affected.isEmpty || !advisory.withdrawn.isEmpty)
      for package in advisory.affected {
        #expect(PackageNaming.normalized(package.name, in: package.space) == package.name)
        #expect(package.space.scheme != .generic || package.space.family == "generic")
        let says = !package.ranges.isEmpty || !package.versions.isEmpty
        #expect(says || package.fixState == .notAffected)
      }
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: feedExamples)
  func `survives spoilt input`(example: FeedExample) {
    for bytes in hostileVariants(of: example.contents) {
      // Any answer will do: the test is that there is one.
      _ = try? read(bytes, example.path, by: example.feed)
    }
  }

  @Test(arguments: feedExamples)
  func `keeps to the limits`(example: FeedExample) {
    var limits = Limits()
    limits.values = 3
    limits.depth = 1
    limits.packagesPerFile = 0
    // Any answer will do here too.
    let sink = try? read(example.contents, example.path, by: example.feed, limits: limits)
    #expect(sink == nil || sink?.advisories.count ?? 0 <= 3)
  }

  @Test(arguments: feedExamples)
  func `gives the same answer twice`(example: FeedExample) throws {
    #expect(try example.read() == example.read())
  }
}

extension FeedExample {
  fileprivate func read() throws(FeedError) -> FeedSink {
    try AdvisoriesTests.read(contents, path, by: feed)
  }
}
