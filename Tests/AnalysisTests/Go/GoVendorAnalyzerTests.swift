import Analysis
import Testing

let goVendorExample = """
  # example.org/a v1.2.3
  ## explicit; go 1.17
  example.org/a
  example.org/a/sub
  # example.org/old v1.0.0 => example.org/new/v2 v2.0.1
  example.org/old/x
  # example.org/local v1.0.0 => ../local
  ## explicit
  example.org/local
  # example.org/unused v1.0.0
  ## explicit
  # example.org/wild => example.org/tame v1.0.0
  """

@Suite struct `vendor modules.txt` {
  @Test func `lists modules with packages`() throws {
    let facts = try analyze(GoVendorAnalyzer.self, path: "vendor/modules.txt", goVendorExample)
    #expect(
      facts.purls == [
        "pkg:golang/example.org/a@v1.2.3",
        "pkg:golang/example.org/new/v2@v2.0.1",
        "pkg:golang/example.org/local@v1.0.0",
      ]
    )
  }
}
