import Advisories
import Testing

@Suite struct `list of feeds` {
  @Test func `has every feed on disk`() throws {
    let onDisk = try Checkout.types(conformingTo: "Feed", below: "Sources/Advisories")
    #expect(onDisk == Set(allFeeds.map { String(describing: type(of: $0)) }))
  }

  @Test func `is sorted by name`() {
    let names = allFeeds.map { type(of: $0).name }
    #expect(names == names.sorted())
  }

  @Test func `gives each its own name`() {
    let names = allFeeds.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
  }

  @Test(arguments: allFeeds.map { String(describing: type(of: $0)) })
  func `is tested by name`(type: String) throws {
    let tests = Checkout.swiftFiles(below: "Tests/AdvisoriesTests")
      .filter { !$0.hasSuffix("FeedExamples.swift") }
    #expect(try tests.contains { try Checkout.text($0).contains(type) })
  }

  @Test(arguments: allFeeds.map { type(of: $0).name })
  func `is described`(name: String) throws {
    #expect(try Checkout.text("docs/feeds.md").contains("| `\(name)` |"))
  }
}
