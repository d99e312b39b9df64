import Advisories
import Testing

@Suite struct `advisory space` {
  @Test(arguments: [("debian:12", "debian", "12"), ("npm", "npm", ""), ("a:b:c", "a", "b:c")])
  func `has a family and perhaps a release`(text: String, family: String, release: String) {
    let space = AdvisorySpace(rawValue: text)
    #expect(space.family == family)
    #expect(space.release == release)
    #expect(AdvisorySpace(family, release) == space)
  }
}
