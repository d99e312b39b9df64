import Analysis
import Model
import Testing

let snapManifestExample = """
  name: hello
  version: 2.10
  summary: GNU Hello
  license: GPL-3.0
  base: core20
  architectures: [amd64]
  """

@Suite struct `snap` {
  @Test func `is installed on its base`() throws {
    let path = "snap/hello/42/meta/snap.yaml"
    let facts = try analyze(SnapManifestAnalyzer.self, path: path, snapManifestExample)
    #expect(facts.purls == ["pkg:snap/hello@2.10?arch=amd64"])
    #expect(facts.packages[0].dependencies == ["core20"])
    #expect(facts.packages[0].licenses == ["GPL-3.0-only"])
    #expect(facts.claims.flatMap(\.directories) == ["snap/hello/42"])
  }

  @Test func `may be the root itself`() throws {
    let facts = try analyze(SnapManifestAnalyzer.self, path: "meta/snap.yaml", snapManifestExample)
    #expect(facts.claims.isEmpty)
  }

  @Test(arguments: ["", "version: 1", "- a"])
  func `without a name is refused`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(SnapManifestAnalyzer.self, path: "meta/snap.yaml", text)
    }
  }
}
