import Analysis
import Model
import Testing

let juliaManifestExample = """
  julia_version = "1.9.0"
  manifest_format = "2.0"

  [[deps.Dates]]
  deps = ["Printf"]
  uuid = "ade2ca70-3891-5945-98fb-dc099432e06a"

  [[deps.JSON]]
  deps = { Dates = "ade2ca70-3891-5945-98fb-dc099432e06a", Mmap = "a63ad114" }
  git-tree-sha1 = "31e996f0a15c7b280ba9f76636b3ff9e2ae58c9a"
  uuid = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"
  version = "0.21.4"

  [[deps.Mine]]
  repo-rev = "main"
  repo-url = "https://github.com/acme/Mine.jl.git"
  uuid = "00000000-0000-0000-0000-000000000001"
  version = "0.1.0"
  """

let juliaProjectExample = """
  name = "JSON"
  uuid = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"
  version = "0.21.4"

  [deps]
  Parsers = "69de0a69-1ddd-5017-9359-2bf0b02dc9f0"
  Dates = "ade2ca70-3891-5945-98fb-dc099432e06a"
  """

@Suite struct `Julia` {
  @Test func `environments name packages by UUID`() throws {
    let path = "Manifest.toml"
    let facts = try analyze(JuliaManifestAnalyzer.self, path: path, juliaManifestExample)
    #expect(facts.packageLines == ["Dates ", "JSON 0.21.4", "Mine 0.1.0"])
    #expect(facts.purls[1] == "pkg:julia/JSON@0.21.4?uuid=682c06a0-de6a-54ab-a142-c8b1cf79cde6")
    #expect(facts.packages.map(\.dependencies) == [["Printf"], ["Dates", "Mmap"], []])
    #expect(
      facts.packages[2].qualifiers["vcs_url"] == "git+https://github.com/acme/Mine.jl.git@main"
    )
  }

  @Test func `environments of format 1 have no deps table`() throws {
    let text = "[[JSON]]\nuuid = \"682c06a0\"\nversion = \"0.21.0\"\n[[Odd]]\nx = 1\n"
    let facts = try analyze(JuliaManifestAnalyzer.self, path: "Manifest.toml", text)
    #expect(facts.packageLines == ["JSON 0.21.0"])
  }

  @Test func `environments of a format to come are refused`() {
    #expect(throws: AnalysisError.unsupported("manifest format 3.0")) {
      try analyze(JuliaManifestAnalyzer.self, path: "Manifest.toml", "manifest_format = \"3.0\"")
    }
  }

  @Test(arguments: [
    "root/.julia/packages/JSON/93Ea8/Project.toml",
    "usr/local/julia/share/julia/stdlib/v1.9/JSON/Project.toml",
  ])
  func `packages are installed in depots`(path: String) throws {
    let facts = try analyze(JuliaPackageAnalyzer.self, path: path, juliaProjectExample)
    #expect(facts.packageLines == ["JSON 0.21.4"])
    #expect(facts.packages[0].dependencies == ["Dates", "Parsers"])
    #expect(facts.claims.flatMap(\.directories) == [String(path.dropLast(13))])
  }

  @Test(arguments: [
    "Project.toml", "app/docs/Project.toml", "packages/JSON/long-slug/Project.toml",
  ])
  func `projects elsewhere are not installed`(path: String) throws {
    #expect(try analyze(JuliaPackageAnalyzer.self, path: path, juliaProjectExample).isEmpty)
  }
}
