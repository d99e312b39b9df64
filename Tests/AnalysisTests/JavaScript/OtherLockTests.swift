import Analysis
import Model
import Testing

let pnpmLockExample = """
  lockfileVersion: '9.0'
  importers:
    .:
      dependencies:
        a:
          specifier: ^1.0.0
          version: 1.0.0(peer@2.0.0)
        alias:
          specifier: npm:@s/real@3
          version: '@s/real@3.0.0'
      devDependencies:
        tool: {specifier: '1', version: 1.0.0}
  packages:
    '@s/real@3.0.0':
      resolution: {integrity: \(emptyIntegrity)}
    a@1.0.0:
      resolution: {integrity: \(emptyIntegrity)}
    peer@2.0.0:
      resolution: {integrity: \(emptyIntegrity)}
    tool@1.0.0:
      resolution: {integrity: \(emptyIntegrity)}
    os@1.0.0:
      resolution: {integrity: \(emptyIntegrity)}
    git@https://codeload.github.com/u/git/tar.gz/abc:
      resolution: {tarball: https://codeload.github.com/u/git/tar.gz/abc}
      version: 4.0.0
  snapshots:
    '@s/real@3.0.0': {}
    a@1.0.0(peer@2.0.0):
      dependencies: {peer: 2.0.0, odd: '@s/real@3.0.0'}
      optionalDependencies: {os: 1.0.0}
    peer@2.0.0: {}
    os@1.0.0:
      optional: true
    tool@1.0.0:
      dependencies: {peer: 2.0.0}
    git@https://codeload.github.com/u/git/tar.gz/abc: {}
  """

let bunLockExample = """
  {
    "lockfileVersion": 1,
    "workspaces": {
      "": {"name": "app", "dependencies": {"a": "^1"}, "devDependencies": {"tool": "1"}},
    },
    "packages": {
      "a": ["a@1.0.0", "", {"dependencies": {"b": "^2"}}, "\(emptyIntegrity)"],
      "b": ["b@3.0.0", "", {}, "\(emptyIntegrity)"],
      "a/b": ["b@2.0.0", "", {}, "\(emptyIntegrity)"],
      "tool": ["tool@1.0.0", "", {"dependencies": {"b": "^3"}}, "\(emptyIntegrity)"],
      "git": ["git@github:u/git#abc", {}, "abc"],
      "ws": ["ws@workspace:packages/ws"], // a project of this tree
    },
  }
  """

let denoLockExample = """
  {"version": "4", "specifiers": {"npm:a@1": "1.0.0"},
   "jsr": {"@std/path@1.0.8": {"integrity": "\(String(repeating: "ab", count: 32))"}},
   "npm": {"a@1.0.0_peer@2.0.0": {"integrity": "\(emptyIntegrity)", "dependencies": ["peer@2.0.0"]},
           "@s/b@2.0.0": {"integrity": "\(emptyIntegrity)"}}}
  """

@Suite struct `pnpm lock` {
  @Test func `of format 9 keeps dependencies in snapshots`() throws {
    let facts = try analyze(PNPMLockAnalyzer.self, path: "pnpm-lock.yaml", pnpmLockExample)
    #expect(
      facts.packageLines == [
        "@s/real 3.0.0", "a 1.0.0", "peer 2.0.0", "tool 1.0.0 (development)",
        "os 1.0.0 (optional)", "git 4.0.0",
      ]
    )
    #expect(facts.package("a")?.dependencies == ["@s/real", "os", "peer"])
    #expect(facts.package("a")?.digests.map(\.hex) == [emptySHA512])
    #expect(
      facts.package("git")?.qualifiers
        == ["download_url": "https://codeload.github.com/u/git/tar.gz/abc"]
    )
  }

  @Test(arguments: [
    ("5.4", "/a/1.0.0_peer@2.0.0", "/@s/b/2.0.0", "host.org/c/3.0.0"),
    ("'6.0'", "/a@1.0.0(peer@2.0.0)", "/@s/b@2.0.0", "host.org/c@3.0.0"),
  ])
  func `of older formats keeps them with the package`(
    format: String,
    first: String,
    second: String,
    third: String
  ) throws {
    let text = """
      lockfileVersion: \(format)
      packages:
        \(first):
          resolution: {integrity: \(emptyIntegrity)}
          dependencies: {b: 2.0.0, odd: \(second)}
          dev: false
        '\(second)':
          resolution: {integrity: \(emptyIntegrity)}
          dev: true
        \(third):
          resolution: {tarball: 'https://host.org/c/-/c-3.0.0.tgz'}
          optional: true
        file:here:
          resolution: {directory: here, type: directory}
          name: here
          version: 0.0.1
      """
    let facts = try analyze(PNPMLockAnalyzer.self, path: "pnpm-lock.yaml", text)
    #expect(facts.packageLines == ["a 1.0.0", "@s/b 2.0.0 (development)", "c 3.0.0 (optional)"])
    #expect(facts.package("a")?.dependencies == ["@s/b", "b"])
  }
}

@Suite struct `Bun lock` {
  @Test func `resolves names as Node.js does`() throws {
    let facts = try analyze(BunLockAnalyzer.self, path: "bun.lock", bunLockExample)
    #expect(
      facts.packageLines == [
        "a 1.0.0", "b 3.0.0 (development)", "b 2.0.0", "tool 1.0.0 (development)", "git ",
      ]
    )
    #expect(facts.package("a")?.digests.map(\.hex) == [emptySHA512])
    #expect(facts.package("git")?.qualifiers == ["vcs_url": "git+https://github.com/u/git@abc"])
  }

  @Test func `in binary form leaves a gap`() {
    #expect(throws: AnalysisError.self) {
      try analyze(
        BunLockAnalyzer.self,
        path: "bun.lockb",
        "#!/usr/bin/env bun\nbun-lockfile-format-v0"
      )
    }
  }
}

@Suite struct `Deno lock` {
  @Test func `names packages of two registries`() throws {
    let facts = try analyze(DenoLockAnalyzer.self, path: "deno.lock", denoLockExample)
    #expect(facts.packageLines == ["a 1.0.0", "@s/b 2.0.0", "@std/path 1.0.8"])
    #expect(facts.packages.map(\.ecosystem.rawValue) == ["npm", "npm", "jsr"])
    #expect(facts.package("a")?.dependencies == ["peer"])
  }

  @Test func `of formats 2 and 3 keeps them deeper`() throws {
    let two = #"{"version": "2", "npm": {"packages": {"a@1.0.0": {}}}}"#
    let three =
      #"{"version": "3", "packages": {"npm": {"a@1.0.0": {"dependencies": {"b": "b@2"}}}}}"#
    for text in [two, three] {
      let facts = try analyze(DenoLockAnalyzer.self, path: "deno.lock", text)
      #expect(facts.packageLines == ["a 1.0.0"])
    }
  }
}
