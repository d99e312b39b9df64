import Analysis
import Model
import Testing

let goModExample = """
  // A comment.
  module example.org/app/v2 // with another

  go 1.21
  toolchain go1.22.3-vendor

  require github.com/BurntSushi/toml v1.3.2
  require (
  \tgolang.org/x/text v0.14.0 // indirect
  \t"gopkg.in/yaml.v3" v3.0.1
  \texample.org/local v0.0.0 // indirect; for the tests
  \texample.org/fork v1.0.0
  \texample.org/pinned v1.1.0
  \texample.org/bad v0.9.0
  )
  exclude example.org/bad v0.9.0
  replace (
  \texample.org/local => ./local
  \texample.org/fork => github.com/someone/fork v1.0.1-0.20240102030405-abcdefabcdef
  \texample.org/pinned v1.0.0 => example.org/never v1.0.0
  )
  retract [v1.0.0, v1.9.9] // by mistake
  """

@Suite struct `go.mod` {
  @Test func `lists modules, replacements applied`() throws {
    let facts = try analyze(GoModAnalyzer.self, path: "src/go.mod", goModExample)
    #expect(
      facts.purls == [
        "pkg:golang/example.org/app/v2",
        "pkg:golang/github.com/BurntSushi/toml@v1.3.2",
        "pkg:golang/golang.org/x/text@v0.14.0",
        "pkg:golang/gopkg.in/yaml.v3@v3.0.1",
        "pkg:golang/example.org/local",
        "pkg:golang/github.com/someone/fork@v1.0.1-0.20240102030405-abcdefabcdef",
        "pkg:golang/example.org/pinned@v1.1.0",
        "pkg:golang/stdlib@1.22.3",
      ]
    )
    #expect(
      facts.packages.first?.dependencies == [
        "github.com/BurntSushi/toml", "gopkg.in/yaml.v3", "github.com/someone/fork",
        "example.org/pinned",
      ]
    )
    #expect(facts.gaps == [])
  }

  @Test(arguments: [
    ("go 1.17", true), ("go 1.21rc2", true), ("go 1.21.4", true), ("go 2.0", true),
    ("go 1.16", false), ("go 1.9", false), ("", false), ("go ", false), ("go .", false),
  ])
  func `narrows go.sum from Go 1.17 on`(directive: String, isComplete: Bool) throws {
    let facts = try analyze(GoModAnalyzer.self, path: "a/go.mod", "module m\n\(directive)\n")
    let claims = [Claim(.declared(inFile: "a/go.sum"), isComplete: true)]
    #expect(facts.claims == (isComplete ? claims : []))
  }

  @Test func `that is cut in a block is a gap`() {
    #expect(throws: AnalysisError.truncated("a block is open at line 2")) {
      try analyze(GoModAnalyzer.self, path: "go.mod", "require (\n\ta v1")
    }
  }
}
