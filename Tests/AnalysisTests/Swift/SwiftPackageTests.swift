import Analysis
import Model
import Testing

let swiftResolvedExample = """
  {
    "originHash" : "c0ffee",
    "pins" : [
      {"identity" : "swift-nio", "kind" : "remoteSourceControl",
       "location" : "https://github.com/apple/swift-nio.git",
       "state" : {"revision" : "abc", "version" : "2.65.0"}},
      {"identity" : "branched", "kind" : "remoteSourceControl",
       "location" : "git@gitlab.com:group/sub/branched.git",
       "state" : {"branch" : "main", "revision" : "0123abc"}},
      {"identity" : "ported", "kind" : "remoteSourceControl",
       "location" : "ssh://git@git.acme.test:7999/team/Ported",
       "state" : {"revision" : "def", "version" : "1.0.0"}},
      {"identity" : "mona.LinkedList", "kind" : "registry", "location" : "",
       "state" : {"version" : "1.1.0"}},
      {"identity" : "here", "kind" : "localSourceControl", "location" : "/tmp/here",
       "state" : {"revision" : "abc", "version" : "1.0.0"}},
      {"identity" : "odd", "kind" : "remoteSourceControl", "location" : "odd", "state" : {}}
    ],
    "version" : 3
  }
  """

let carthageExample = """
  github "Alamofire/Alamofire" "v5.4.3"
  github "https://ghe.acme.test/team/Tool" "1.0"
  git "https://gitlab.com/a/b.git" "abcdef0"
  binary "https://acme.test/releases/Framework.json" "2.3.1"
  """

@Suite struct `Swift packages` {
  @Test func `are named by host, owner and repository`() throws {
    let path = "Package.resolved"
    let facts = try analyze(SwiftResolvedAnalyzer.self, path: path, swiftResolvedExample)
    #expect(
      facts.purls == [
        "pkg:swift/github.com/apple/swift-nio@2.65.0",
        "pkg:swift/gitlab.com/group/sub/branched@0123abc",
        "pkg:swift/git.acme.test/team/Ported@1.0.0",
        "pkg:swift/mona/LinkedList@1.1.0",
      ]
    )
    #expect(facts.gaps.map(\.detail) == ["the pin at line 17 names no package"])
  }

  @Test func `of format 1 are inside an object`() throws {
    let text = """
      {"object": {"pins": [{"package": "Vapor", "repositoryURL": "https://github.com/vapor/vapor",
       "state": {"branch": null, "revision": "abc", "version": "4.0.0"}}]}, "version": 1}
      """
    let facts = try analyze(SwiftResolvedAnalyzer.self, path: "Package.resolved", text)
    #expect(facts.purls == ["pkg:swift/github.com/vapor/vapor@4.0.0"])
  }

  @Test func `of a format to come are not guessed at`() {
    #expect(throws: AnalysisError.unsupported("Package.resolved format 4")) {
      try analyze(SwiftResolvedAnalyzer.self, path: "Package.resolved", #"{"version": 4}"#)
    }
  }

  @Test(arguments: [".build/checkouts/a/Package.resolved", "x/SourcePackages/checkouts/b/c/d"])
  func `of a dependency bind nobody`(path: String) throws {
    #expect(try analyze(SwiftResolvedAnalyzer.self, path: path, swiftResolvedExample).isEmpty)
  }

  @Test func `of Carthage have the same names`() throws {
    let path = "Cartfile.resolved"
    let facts = try analyze(CarthageResolvedAnalyzer.self, path: path, carthageExample)
    #expect(
      facts.purls == [
        "pkg:swift/github.com/Alamofire/Alamofire@5.4.3", "pkg:swift/ghe.acme.test/team/Tool@1.0",
        "pkg:swift/gitlab.com/a/b@abcdef0",
        "pkg:swift/acme.test/releases/Framework@2.3.1"
          + "?download_url=https:%2F%2Facme.test%2Freleases%2FFramework.json",
      ]
    )
  }
}
