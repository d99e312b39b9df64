import Analysis
import Model
import Testing

let podfileLockExample = """
  PODS:
    - AFNetworking (4.0.1):
      - AFNetworking/NSURLSession (= 4.0.1)
      - SDWebImage (~> 5.0)
    - AFNetworking/NSURLSession (4.0.1)
    - Forked (1.0.0)
    - GoogleUtilities/NSData+zlib (7.5.2)
    - Mine (0.1.0)
    - SDWebImage (5.18.0)
    - Secret (2.0)
    - Broken

  DEPENDENCIES:
    - AFNetworking
    - Forked (from `https://github.com/acme/Forked.git`, branch `main`)

  SPEC REPOS:
    https://git.acme.test/specs.git:
      - Secret
    trunk:
      - AFNetworking
      - SDWebImage

  EXTERNAL SOURCES:
    Forked:
      :branch: main
      :git: https://github.com/acme/Forked.git
    Mine:
      :path: "../Mine"

  CHECKOUT OPTIONS:
    Forked:
      :commit: 881916f4799216d423cd76d161a13d586ee8a150
      :git: https://github.com/acme/Forked.git

  SPEC CHECKSUMS:
    AFNetworking: 3bd23d814e976cd148d7d44c3ab78017b744cd58

  COCOAPODS: 1.15.2
  """

@Suite struct `CocoaPods lock` {
  @Test func `names pods with their subspecs and sources`() throws {
    let facts = try analyze(PodfileLockAnalyzer.self, path: "Podfile.lock", podfileLockExample)
    let commit = "881916f4799216d423cd76d161a13d586ee8a150"
    #expect(
      facts.purls == [
        "pkg:cocoapods/AFNetworking@4.0.1",
        "pkg:cocoapods/AFNetworking@4.0.1#NSURLSession",
        "pkg:cocoapods/Forked@1.0.0"
          + "?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Facme%2FForked.git%40\(commit)",
        "pkg:cocoapods/GoogleUtilities@7.5.2#NSData%2Bzlib",
        "pkg:cocoapods/Mine@0.1.0?download_url=file:%2F%2F..%2FMine",
        "pkg:cocoapods/SDWebImage@5.18.0",
        "pkg:cocoapods/Secret@2.0?repository_url=https:%2F%2Fgit.acme.test%2Fspecs.git",
      ]
    )
    #expect(facts.packages[0].dependencies == ["SDWebImage"])
    #expect(facts.gaps.map(\.detail) == ["the pod at line 11 has no version"])
  }

  @Test(arguments: ["[]", "a: [", "just text"])
  func `that is none is malformed`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(PodfileLockAnalyzer.self, path: "Podfile.lock", text)
    }
  }
}
