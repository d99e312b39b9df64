import Analysis
import Model
import Testing

private let inner = String(repeating: "1e", count: 32)
private let outer = String(repeating: "0f", count: 32)

let mixLockExample = """
  %{
    "castore": {:hex, :castore, "0.1.17", "\(inner)", [:mix], [], "hexpm", "\(outer)"},
    "phx": {:hex, :phoenix, "1.7.0", "\(inner)", [:mix], [{:castore, ">= 0.0.0", [hex: :castore, \
  repo: "hexpm", optional: true]}, {:jason, "~> 1.0", [hex: :jason, optional: true]}, {:plug_, \
  "~> 1.14", [hex: :plug, repo: "hexpm", optional: false]}], "hexpm:acme", "\(outer)"},
    "old": {:hex, :old, "0.1.0"},
    "mine": {:git, "https://github.com/acme/mine.git", "abc", [tag: "v1", sparse: "apps/mine"]},
    "svn": {:svn, "https://host"},
  }
  """

@Suite struct `Mix's lock` {
  private func analyzed(_ text: String) throws -> FileFacts {
    try analyze(MixLockAnalyzer.self, path: "mix.lock", text)
  }

  @Test func `names packages, dependencies and hashes`() throws {
    let facts = try analyzed(mixLockExample)
    #expect(
      facts.packageLines == ["castore 0.1.17", "acme/phoenix 1.7.0", "old 0.1.0", "mine "]
    )
    #expect(facts.packages[0].digests.map(\.hex) == [outer])
    #expect(facts.packages[1].dependencies == ["castore", "plug"])
    #expect(
      facts.packages[3].qualifiers
        == ["vcs_url": "git+https://github.com/acme/mine.git@abc#apps/mine"]
    )
    #expect(facts.gaps.map(\.detail) == ["svn is locked in a way of its own"])
  }

  @Test func `of the first versions is a keyword list`() throws {
    #expect(try analyzed("[ \"ecto\": {:package, \"0.2.0\"} ]").packageLines == ["ecto 0.2.0"])
  }

  @Test(arguments: ["", "%{}", "%{\n}\n"])
  func `may be empty`(text: String) throws { #expect(try analyzed(text).isEmpty) }

  @Test(arguments: [":atom", "%{\"a\": {:hex", "%{\n<<<<<<< HEAD\n}"])
  func `of another form is refused`(text: String) {
    #expect(throws: AnalysisError.self) { try analyzed(text) }
  }
}
