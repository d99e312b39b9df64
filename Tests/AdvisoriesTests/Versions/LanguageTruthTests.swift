import Advisories
import TestSupport
import Testing

@Suite struct `truth tables of languages` {
  /// Pairs that the tables order otherwise than the tools do: see `docs/versions.md`.
  private static let exceptions: Set<String> = [
    "1-1.foo-bar-1-baz-0.1 1-1.foo-bar1baz-.1",
    "1-1 1-ga-1",
    "3.2.0rc2 3.2.0-rc.1",
    "1.0.0-RC16 1.0.0.RC8-beta",
    "1.0.0-gradle-rework-beta3 1.0.0.RC7-3",
    "2.9.0-1 2.9.0.RC1",
    "6.1.12.rc5 6.1.12rc1",
    "1.0.0-beta11 1.0.0-beta.6",
    "1.1.31.sec10 1.1.31_noneautotype",
    "1.1.34.sec10 1.1.34_noneautotype",
    "1.1.46.sec10 1.1.46_noneautotype",
    "1.2.8.sec10_noneautotype 1.2.8_noneautotype",
    "1.2.31.sec10 1.2.31_noneautotype",
    "1.2.48.sec10 1.2.48_noneautotype",
    "1.2.50.sec10 1.2.50_noneautotype",
    "1.2.54.sec10 1.2.54_noneautotype",
    "1.2.57.sec10 1.2.57_noneautotype",
    "1.2.60.sec10 1.2.60_noneautotype",
    "1.2.67.sec10 1.2.67_noneautotype",
    "1.0.0rc0 1.0.beta8",
    "1.5.9.RC1 1.5.9-RC0",
    "3.5.0-CR-2 3.5.0.Beta-1",
    "1.1.0-01-glassfish 1.1.0.Beta1",
    "v3.7.0rc2 v3.7.0-rc.3",
    "2.0.a 2.0.0.a",
    "1.0.0 1.0",
    "1.2.3.# 1.2.3",
    "1.2.3.# 1.2.3.1",
    "v3.0 v3.0.0-beta",
    "v3.4 v3.4.0-alpha",
    "v4-beta4 v4.0-alpha",
    "v1.9.0-ALPHA.1 v1.9.0-BETA.1",
    "v1.9.0-BETA.1 v1.9.0-ALPHA.2",
    "v1.9.0-ALPHA.2 v1.9.0-BETA.2",
    "5.1.0-stable 5.1.0-beta2",
    "3.0.0b1 3.0.0b1.post1",
    "3.0.0b2 3.0.0b2.post1",
    "3.2.0rc1 3.2.0rc1.post1",
    "v4.4 v4.4.0-beta",
    "v6.5 v6.5.0-beta-0",
    "v6.6 v6.6.0-beta",
  ]

  @Test(
    arguments: [
      ("maven-versions", 14_000, .maven), ("internal/maven", 80, .maven),
      ("rubygems-versions", 4_000, .gem), ("packagist-versions", 10_000, .composer),
      ("nuget-versions", 30, .nuget), ("cran-versions", 70, .cran),
      ("hackage-versions", 10, .hackage),
    ] as [(String, Int, VersionScheme)]
  )
  func `are agreed with`(path: String, least: Int, scheme: VersionScheme) throws {
    guard let truths = try versionTruths(path) else {
      try skip("needs shared/feeds/version-compare")
    }
    #expect(truths.count >= least)
    let usual = truths.filter { !Self.exceptions.contains("\($0.left) \($0.right)") }
    #expect(disagreements(usual, scheme).prefix(20).isEmpty)
  }
}
