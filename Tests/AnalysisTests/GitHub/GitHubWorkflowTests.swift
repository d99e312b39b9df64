import Analysis
import Model
import Testing

let gitHubWorkflowExample = """
  name: CI
  on: [push]
  jobs:
    build:
      runs-on: ubuntu-latest
      container: node:18
      services:
        database:
          image: ghcr.io/acme/postgres:16@sha256:0f0f
        computed:
          image: ${{ matrix.image }}
      steps:
        - uses: Actions/checkout@v4
        - uses: github/codeql-action/analyze@0123456789abcdef0123456789abcdef01234567 # v3.1.0
        - uses: ./.github/actions/mine
        - uses: docker://alpine:3.19
        - uses: unpinned/action
        - uses: "pinned/only@0123456789abcdef0123456789abcdef01234567" # see the docs
        - uses: broken
        - run: echo
    call:
      uses: acme/workflows/.github/workflows/deploy.yml@main
  """

@Suite struct `GitHub workflow` {
  @Test func `names actions, workflows and images`() throws {
    let path = ".github/workflows/ci.yml"
    let commit = "0123456789abcdef0123456789abcdef01234567"
    let facts = try analyze(GitHubWorkflowAnalyzer.self, path: path, gitHubWorkflowExample)
    #expect(
      facts.purls == [
        "pkg:docker/node@18",
        "pkg:docker/acme/postgres@sha256:0f0f?repository_url=ghcr.io",
        "pkg:github/actions/checkout@v4",
        "pkg:github/github/codeql-action@v3.1.0"
          + "?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fgithub%2Fcodeql-action%40\(commit)#analyze",
        "pkg:docker/alpine@3.19",
        "pkg:github/unpinned/action",
        "pkg:github/pinned/only@\(commit)",
        "pkg:github/acme/workflows@main#.github/workflows/deploy.yml",
      ]
    )
    #expect(facts.gaps.map(\.detail) == ["line 19 uses no action: broken"])
  }

  @Test(arguments: [
    (
      "runs: {using: docker, image: 'docker://localhost:5000/a/b:1'}",
      ["pkg:docker/a/b@1?repository_url=localhost:5000"]
    ),
    ("runs: {using: docker, image: Dockerfile}", []),
    ("runs: {using: composite, steps: [{uses: a/b@v1}, {run: ls}]}", ["pkg:github/a/b@v1"]),
    ("runs: {using: node20, main: index.js}", []),
    ("just: text", []),
  ])
  func `action says what it is made of`(text: String, purls: [String]) throws {
    let facts = try analyze(GitHubWorkflowAnalyzer.self, path: "action.yml", text)
    #expect(facts.purls == purls)
    #expect(facts.gaps == [])
  }
}
