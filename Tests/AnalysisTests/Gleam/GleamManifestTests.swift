import Analysis
import Model
import Testing

private let hash = String(repeating: "0f", count: 32)

let gleamManifestExample = """
  packages = [
    { name = "gleam_json", version = "1.0.0", build_tools = ["gleam"], \
  requirements = ["thoas", "gleam_stdlib"], otp_app = "gleam_json", source = "hex", \
  outer_checksum = "\(hash.uppercased())" },
    { name = "mine", version = "0.1.0", build_tools = ["gleam"], requirements = [], \
  source = "git", repo = "https://github.com/acme/mine", commit = "abc" },
    { name = "other", version = "1" },
  ]

  [requirements]
  gleam_json = { version = "~> 1.0" }
  """

@Suite struct `Gleam's manifest` {
  @Test func `locks packages with their hashes and sources`() throws {
    let path = "manifest.toml"
    let facts = try analyze(GleamManifestAnalyzer.self, path: path, gleamManifestExample)
    #expect(facts.packageLines == ["gleam_json 1.0.0", "mine 0.1.0"])
    #expect(facts.packages[0].dependencies == ["gleam_stdlib", "thoas"])
    #expect(facts.packages[0].digests.map(\.hex) == [hash])
    #expect(facts.packages[1].qualifiers == ["vcs_url": "git+https://github.com/acme/mine@abc"])
  }
}
