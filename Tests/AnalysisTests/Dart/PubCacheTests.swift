import Analysis
import Model
import Testing

let pubspecExample = """
  name: args
  version: 2.4
  environment:
    sdk: ">=3.0.0 <4.0.0"
  dependencies:
    path: ^1.8.0
    collection: any
  dev_dependencies:
    test: any
  """

@Suite struct `pub's cache` {
  private func analyzed(_ directory: String, _ text: String) throws -> FileFacts {
    try analyze(PubCacheAnalyzer.self, path: directory + "/pubspec.yaml", text)
  }

  @Test func `holds packages`() throws {
    let directory = "root/.pub-cache/hosted/pub.dev/args-2.4.0"
    let facts = try analyzed(directory, pubspecExample)
    #expect(facts.purls == ["pkg:pub/args@2.4.0"])
    #expect(facts.packages[0].dependencies == ["collection", "path"])
    #expect(facts.claims.flatMap(\.directories) == [directory])
  }

  @Test func `tells the host of a package`() throws {
    let facts = try analyzed("root/.pub-cache/hosted/dart.acme.test/args-2.4.0", pubspecExample)
    #expect(facts.packages[0].qualifiers == ["repository_url": "https://dart.acme.test"])
  }

  @Test func `is not where a project is`() throws {
    #expect(try analyzed("srv/app", pubspecExample).isEmpty)
  }
}
