import Analysis
import Model
import Testing

@Suite struct `list of analyzers` {
  @Test func `has every analyzer on disk`() throws {
    let onDisk = try Checkout.types(conformingTo: "FileAnalyzer", below: "Sources/Analysis")
    #expect(onDisk == Set(allAnalyzers.map { String(describing: $0) }))
  }

  @Test func `is sorted by name`() {
    let names = allAnalyzers.map { $0.name }
    #expect(names == names.sorted())
  }

  @Test func `gives each its own name`() {
    let names = allAnalyzers.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
  }

  @Test(arguments: allAnalyzers.map { String(describing: $0) })
  func `is tested by name`(type: String) throws {
    let tests = Checkout.swiftFiles(below: "Tests/AnalysisTests")
      .filter { !$0.hasSuffix("AnalyzerExamples.swift") }
    #expect(try tests.contains { try Checkout.text($0).contains(type) })
  }
}
