import Advisories
import Testing

@Suite struct `version validity` {
  @Test(
    arguments: [
      (.deb, ["1", "1:2.3-4~x+b1", "2.0-1-1", "1:1:2"]),
      (.rpm, ["1", "1:2.3-4.el9", "1.0~rc1^git-1", "1_0"]),
      (.apk, ["1", "1.2.3a_rc1_p2-r3", "1.2~abc123-r0", "0.1_git20200101"]),
      (.alpm, ["1.0-1", "1:1.0-1.1", "1.0", "r123.abc_d+x-1"]),
      (.semver, ["1.2.3", "1.0.0-a.1-b", "1.0.0--", "1.0.0+001.-"]),
      (.npm, ["1.2.3", "v1.2.3", " 1.2.3-rc.1 "]),
      (
        .golang,
        ["v1.2.3", "1.2.3", "v1", "v1.2", "go1.21rc2", "go1.20", "v0.0.0-2019-ab+incompatible"]
      ),
      (.pypi, ["1", "v1.0", "1!1.0.a-1.post-2.dev3+a.b", "1.0.RC1", " 1.0-1 "]),
      (.hex, ["1.2.3", "1.2.3-rc.1+b"]),
      (.pub, ["1.2.3", "01.2.3-01+02"]),
    ] as [(VersionScheme, [String])]
  )
  func `takes versions`(scheme: VersionScheme, versions: [String]) {
    #expect(versions.filter { !scheme.isValid($0) } == [])
  }

  @Test(
    arguments: [
      (.deb, ["", "a1", "1_0", "1.0-", ":1", "1:", "1 2", "-1", "1-a:b"]),
      (.rpm, ["", ":1", "1-", "1:", "1-2-3", "1 2", "1:2:3", "-1"]),
      (.apk, ["", "a", "1-r", "1..2", "1A", "1_foo", "10.0.11-0", "6.6.2p1", "1~", "1-r1_p1"]),
      (.alpm, ["", "1-", "1-a", "1-1.1.1", "1/2-1", "1:2:3-1"]),
      (
        .semver, ["", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+", "1.2.3-a..b"]
      ),
      (.npm, ["", "1.2", "=1.2.3", "1.2.3beta", "9007199254740992.0.0"]),
      (.golang, ["", "v", "v01.0.0", "v1.2-a", "(devel)", "go", "go1.x", "goose"]),
      (.pypi, ["", "1.0-legacy", "1.0.", "a", "1.0+", "1.0+a_", "1!", "1..0"]),
      (.hex, ["", "1.2", "v1.2.3", "1.2.3-01"]),
      (.pub, ["", "1.2", "v1.2.3", "1.2.3beta", "1.x.0", "1.2.3+"]),
    ] as [(VersionScheme, [String])]
  )
  func `refuses others`(scheme: VersionScheme, versions: [String]) {
    #expect(versions.filter { scheme.isValid($0) } == [])
  }
}
