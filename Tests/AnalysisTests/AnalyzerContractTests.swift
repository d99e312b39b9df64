import Analysis
import Model
import TestSupport
import Testing

extension AnalyzerExample: CustomTestStringConvertible {
  var testDescription: String { analyzer.name }
}

@Suite struct `every analyzer` {
  @Test func `has an example`() {
    let shown = Set(analyzerExamples.map { $0.analyzer.name })
    #expect(allAnalyzers.map { $0.name }.filter { !shown.contains($0) } == [])
  }

  @Test func `is listed once and in order`() {
    let names = allAnalyzers.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(names == names.sorted())
  }

  @Test(arguments: analyzerExamples)
  func `finds something in its example`(example: AnalyzerExample) throws {
    let facts = try analyze(example.analyzer, path: example.path, bytes: example.contents)
    #expect(!facts.isEmpty)
  }

  @Test(arguments: analyzerExamples)
  func `names itself and the file as evidence`(example: AnalyzerExample) throws {
    let facts = try analyze(example.analyzer, path: example.path, bytes: example.contents)
    for evidence in facts.packages.flatMap(\.evidence) {
      #expect(evidence.analyzer == example.analyzer.name)
      #expect(evidence.path == example.path)
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: analyzerExamples)
  func `survives spoilt input`(example: AnalyzerExample) {
    for bytes in hostileVariants(of: example.contents) {
      // Any answer will do: the test is that there is one.
      _ = try? analyze(example.analyzer, path: example.path, bytes: bytes)
    }
  }

  @Test(arguments: analyzerExamples)
  func `gives the same answer twice`(example: AnalyzerExample) throws {
    let first = try analyze(example.analyzer, path: example.path, bytes: example.contents)
    let second = try analyze(example.analyzer, path: example.path, bytes: example.contents)
    #expect(first == second)
  }
}
