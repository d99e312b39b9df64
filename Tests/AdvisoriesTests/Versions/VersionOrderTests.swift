import Advisories
import Testing

@Suite struct `version order` {
  @Test(
    arguments: [
      (.deb, "~~ ~~a ~ 0 0.9 1.0~rc1 1.0 1.0-1 1.0-1+b1 1.0-10 1.0a 1.0+b 1.10 1:0.1 2:0"),
      (.deb, "2.7.4-13 2.7.4-13ubuntu1 2.7.4-13+deb9u1"),
      (.rpm, "0.9 1.0~rc1 1.0~rc1^git1 1.0 1.0-1 1.0-2.el9 1.0-10.el9 1.0^git1 1.0a 1.0.1 1:0.1"),
      (.rpm, "1.el8 1.el8_10 1.el8_10.2 1.1"),
      (
        .apk,
        "1.0_alpha 1.0_alpha1 1.0_beta 1.0_pre 1.0_rc1 1.0 1.0-r0 1.0-r10 1.0_cvs 1.0_p1 1.0_p2"
      ),
      (.apk, "1.01 1.1 1.1a 1.1b 1.1.1 1.2 10.0.11-0 10.0.11 10.0.11-r0 10.0.12"),
      (.apk, "1.9.5p1-r1 1.9.5p2-r0 1.9.6"),
      (.alpm, "1.0a-1 1.0alpha-1 1.0b-1 1.0rc-1 1.0-1 1.0-1.1 1.0-2 1.0.a-1 1.0.1-1 1:0.1-1"),
      (
        .semver, "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0 1.0.1"
      ),
      (.npm, "1.2.3-0 1.2.3-1 1.2.3-a 1.2.3 v1.2.4 1.10.0"),
      (.golang, "v0.0.0-20190101000000-abcdefabcdef v0.0.1 v1.0.0-rc.1 v1.0.0 v2.0.0+incompatible"),
      (.golang, "go1.20.14 1.21.0-0 go1.21rc2 go1.21.0 go1.21.3 1.22.0-rc.1 go1.22.0"),
      (
        .pypi,
        "0.1-legacy 1.0.dev1 1.0a1.dev1 1.0a1 1.0a2 1.0b1 1.0rc1 1.0 1.0+a 1.0+1 1.0.post1.dev1"
      ),
      (.pypi, "1.0 1.0.post1 1.0.1 1.10 2020.1 1!0.1"),
      (.hex, "1.0.0-rc.1 1.0.0 1.0.1"),
      (.pub, "1.0.0-pre 1.0.0-pre+build 1.0.0 1.0.0+1 1.0.0+2 1.0.0+a 1.0.1"),
    ] as [(VersionScheme, String)]
  )
  func `rises along a list`(scheme: VersionScheme, list: String) throws {
    let versions = list.split(separator: " ").map(String.init)
    for (index, version) in versions.enumerated() {
      for (other, later) in versions.enumerated() {
        let order = try scheme.compare(version, later)
        #expect(order.rawValue == (index - other).signum(), "\(version) \(later)")
      }
    }
  }

  @Test(
    arguments: [
      (.deb, "0:1.0", "1.0"), (.deb, "1.0-0", "1.0"), (.deb, "1.01", "1.1"), (.deb, " 1.0 ", "1.0"),
      (.rpm, "0:1.0-1", "1.0-1"), (.rpm, "1.0", "1_0"), (.rpm, ":1", "1"),
      (.apk, "1.0-r", "1.0-r0"), (.apk, "1-x", "1-y"),
      (.alpm, "1.0-1", "1.0"), (.alpm, "0:1.0-1", "1.0-1"),
      (.semver, "1.0.0+a", "1.0.0+b"), (.semver, "v1.2", "1.2.0"),
      (.npm, "=1.2.3beta", "1.2.3-beta"),
      (.golang, "v1.0.0+incompatible", "1.0.0"), (.golang, "go1.21", "1.21.0"),
      (.golang, "go1.18.3b7", "1.18.3"), (.golang, "go1.22.5 X:nocoverageredesign", "1.22.5"),
      (.golang, "go1.24.1-fips", "1.24.1"),
      (.pypi, "1.0.0", "1"), (.pypi, "V1.0-RC.1", "1.0rc1"), (.pypi, "1.0-1", "1.0.post1"),
      (.pypi, "1.0+A.01", "1.0+a-1"), (.pypi, "0!1", "1"),
      (.hex, "1.0.0+a", "1.0.0"),
    ] as [(VersionScheme, String, String)]
  )
  func `holds some spellings for the same`(
    scheme: VersionScheme,
    left: String,
    right: String
  ) throws {
    #expect(try scheme.compare(left, right) == .same)
  }

  @Test(
    arguments: [
      (.deb, "a:1"), (.deb, "1:"), (.deb, "1.0-"), (.deb, "1 0"), (.deb, "99999999999:1"),
      (.semver, "latest"), (.npm, ""), (.golang, "(devel)"), (.golang, "devel go1.22"), (.hex, "x"),
      (.pub, "-1"),
    ] as [(VersionScheme, String)]
  )
  func `refuses what is no version`(scheme: VersionScheme, version: String) {
    #expect(throws: VersionError.invalidVersion(version)) { try scheme.compare(version, "1.0.0") }
  }

  @Test func `knows numbers of any length`() throws {
    let long = String(repeating: "9", count: 400)
    for scheme in [.deb, .rpm, .apk, .alpm, .semver, .pypi, .pub] as [VersionScheme] {
      #expect(try scheme.compare("1.\(long)", "1.1\(long)") == .before)
    }
  }

  @Test func `lets an advisory leave the release of an rpm out`() throws {
    let interval = VersionInterval(from: "1.0", .lastAffected("1.2"))
    #expect(try interval.contains("1.2-7.el9", scheme: .rpm))
    #expect(try interval.contains("1.3-1.el9", scheme: .rpm) == false)
    #expect(try VersionScheme.rpm.compare("1.2", "1.2-7.el9") == .before)
  }
}
