import Advisories
import TestSupport
import Testing

@Suite struct `version truth tables` {
  @Test(
    arguments: [
      ("alpine-versions", 14_000, .apk), ("debian-versions", 14_000, .deb),
      ("pub-versions", 90, .pub), ("pypi-versions", 12_000, .pypi), ("redhat-versions", 150, .rpm),
      ("rpmver/testdata/rpmvercmp", 90, .rpm), ("semver-versions", 80, .semver),
    ] as [(String, Int, VersionScheme)]
  )
  func `are agreed with`(path: String, least: Int, scheme: VersionScheme) throws {
    guard let truths = try versionTruths(path) else {
      try skip("needs shared/feeds/version-compare")
    }
    #expect(truths.count >= least)
    #expect(disagreements(truths, scheme).prefix(20).isEmpty)
  }
}
