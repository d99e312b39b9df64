import Checks
import Testing

@Suite struct `list of checks` {
  @Test func `has every check on disk`() throws {
    let onDisk = try Checkout.types(conformingTo: "Check", below: "Sources/Checks")
    let docker = allDockerfileChecks.map { String(describing: type(of: $0)) }
    let workload = allWorkloadChecks.map { String(describing: type(of: $0)) }
      .filter { !$0.hasPrefix("TableCheck") }
    let image = allImageChecks.map { String(describing: type(of: $0)) }
    #expect(onDisk == Set(docker + workload + image + ["TableCheck"]))
  }

  @Test func `is sorted, and gives each rule its own id`() {
    let ids = allRules.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /PLM-[A-Z]\d{3}/) != nil })
  }

  @Test(arguments: allRules.map(\.id))
  func `has a page for each rule`(id: String) throws {
    let rule = try #require(allRules.first { $0.id == id })
    for sentence in [rule.title, rule.remedy] {
      #expect(!sentence.isEmpty && !sentence.hasSuffix("."), "\(sentence)")
    }
    #expect(rule.why.hasSuffix("."))
    #expect(rule.references.allSatisfy { $0.hasPrefix("https://") })
  }
}
