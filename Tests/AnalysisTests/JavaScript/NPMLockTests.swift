import Analysis
import Model
import Testing

/// SHA-512 of nothing, as npm writes it and in hexadecimal.
let emptyIntegrity =
  "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
let emptySHA512 =
  "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
  + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"

let npmLockExample = """
  {"name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": {
    "": {"name": "app", "version": "1.0.0", "dependencies": {"a": "^1"}},
    "node_modules/a": {"version": "1.2.0", "resolved": "https://registry.npmjs.org/a/-/a-1.2.0.tgz",
      "integrity": "\(emptyIntegrity)", "license": "MIT",
      "dependencies": {"@s/b": "^2", "odd": "npm:even@2"}, "optionalDependencies": {"c": "1"}},
    "node_modules/a/node_modules/@s/b": {"version": "2.0.0", "dev": true},
    "node_modules/alias": {"name": "real", "version": "3.0.0", "devOptional": true},
    "node_modules/git": {"version": "4.0.0", "resolved": "git+ssh://git@host/git.git#abc"},
    "node_modules/ws": {"resolved": "packages/ws", "link": true},
    "packages/ws": {"version": "0.0.1"}}}
  """

@Suite struct `npm lock` {
  @Test func `of formats 2 and 3 goes by path`() throws {
    let facts = try analyze(NPMLockAnalyzer.self, path: "package-lock.json", npmLockExample)
    #expect(
      facts.packageLines == [
        "a 1.2.0", "@s/b 2.0.0 (development)", "real 3.0.0 (optional)", "git 4.0.0",
      ]
    )
    let package = try #require(facts.package("a"))
    #expect(package.digests.map(\.hex) == [emptySHA512])
    #expect(package.dependencies == ["@s/b", "c", "even"])
    #expect(package.licenses == ["MIT"])
    #expect(package.qualifiers == [:])
    #expect(facts.package("git")?.qualifiers == ["vcs_url": "git+ssh://git@host/git.git@abc"])
  }

  @Test func `of format 1 goes down a tree`() throws {
    let text = """
      {"lockfileVersion": 1, "dependencies": {
        "a": {"version": "1.0.0", "requires": {"b": "^2"},
          "dependencies": {"b": {"version": "2.0.0", "dev": true}}},
        "alias": {"version": "npm:@s/real@3.0.0", "optional": true},
        "git": {"version": "git+https://host/git.git#abc"},
        "tar": {"version": "https://host/tar.tgz"},
        "here": {"version": "file:../here"}}}
      """
    let facts = try analyze(NPMLockAnalyzer.self, path: "npm-shrinkwrap.json", text)
    #expect(
      facts.packageLines == [
        "a 1.0.0", "b 2.0.0 (development)", "@s/real 3.0.0 (optional)", "git ", "tar ",
      ]
    )
    #expect(facts.package("git")?.qualifiers == ["vcs_url": "git+https://host/git.git@abc"])
    #expect(facts.package("tar")?.qualifiers == ["download_url": "https://host/tar.tgz"])
  }

  @Test func `of an installed package binds nobody`() throws {
    let path = "node_modules/a/npm-shrinkwrap.json"
    #expect(try analyze(NPMLockAnalyzer.self, path: path, npmLockExample).isEmpty)
  }

  @Test func `of a format to come is not guessed at`() {
    #expect(throws: AnalysisError.unsupported("package-lock.json format 4")) {
      try analyze(NPMLockAnalyzer.self, path: "package-lock.json", #"{"lockfileVersion": 4}"#)
    }
  }
}
