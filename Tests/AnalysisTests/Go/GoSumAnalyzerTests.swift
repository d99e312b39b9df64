import Analysis
import Model
import Testing

let goSumExample = """
  example.org/a v1.2.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
  example.org/a v1.2.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
  example.org/a v1.10.0-rc.1 h1:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
  example.org/a v1.10.0/go.mod h1:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
  example.org/b v0.0.0-20200102030405-abcdefabcdef/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
  """

@Suite struct `go.sum` {
  @Test func `lists the highest version that was compiled`() throws {
    let facts = try analyze(GoSumAnalyzer.self, path: "go.sum", goSumExample)
    #expect(facts.purls == ["pkg:golang/example.org/a@v1.10.0-rc.1"])
    let digest = try #require(facts.packages.first?.digests.first)
    #expect(digest.hex == "01" + String(repeating: "0", count: 62))
  }

  @Test(arguments: [
    ("v1.2.0", "v1.10.0"), ("v1.0.0-rc.1", "v1.0.0"), ("v1.0.0-alpha", "v1.0.0-alpha.1"),
    ("v1.0.0-2", "v1.0.0-10"), ("v1.0.0-10", "v1.0.0-alpha"), ("master", "v0.0.1"),
    ("v0.0.0-20190101000000-aaaaaaaaaaaa", "v0.0.0-20200101000000-aaaaaaaaaaaa"),
    ("v1.99999999999999999999.0", "v1.100000000000000000000.0"),
  ])
  func `takes versions in semantic order`(lower: String, higher: String) throws {
    for pair in [(lower, higher), (higher, lower)] {
      let text = "m \(pair.0) h1:x=\nm \(pair.1) h1:y=\n"
      let facts = try analyze(GoSumAnalyzer.self, path: "go.sum", text)
      #expect(facts.packages.map(\.version) == [higher])
    }
  }
}
