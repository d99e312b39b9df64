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

  @Test(
    arguments: [
      ("debian:12", .deb), ("opensuse.leap:15.6", .rpm), ("opensuse-tumbleweed", .rpm),
      ("sles:15.6", .rpm), ("wolfi", .apk), ("arch", .alpm), ("cargo", .semver),
      ("other", .generic),
    ] as [(String, VersionScheme)]
  )
  func `has an order of versions`(text: String, scheme: VersionScheme) {
    #expect(AdvisorySpace(rawValue: text).scheme == scheme)
  }
}
