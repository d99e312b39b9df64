import Advisories
import Testing

@Suite struct `package naming` {
  @Test(arguments: [
    ("pypi", "Foo._-Bar", "foo-bar"), ("pypi", "a--b", "a-b"), ("pypi", "plain-1", "plain-1"),
    ("nuget", "Newtonsoft.Json", "newtonsoft.json"), ("composer", "A/B", "a/b"),
    ("maven", "org.a/b", "org.a:b"), ("maven", "org.a:b", "org.a:b"), ("maven", "b", "b"),
    ("swift", "https://www.GitHub.com/A/B.git/", "github.com/a/b"),
    ("swift", "github.com/a/b", "github.com/a/b"), ("npm", "@A/b", "@A/b"),
    ("golang", "Example.com/A", "Example.com/A"), ("debian:12", "libX", "libX"), ("pypi", "", ""),
  ])
  func `writes a name in one way`(space: String, name: String, expected: String) {
    let space = AdvisorySpace(rawValue: space)
    let once = PackageNaming.normalized(name, in: space)
    #expect(once == expected)
    #expect(PackageNaming.normalized(once, in: space) == once)
  }
}
