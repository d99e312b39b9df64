import Advisories
import TestSupport
import Testing

@Suite struct `versions of languages` {
  /// Each comes before all that follow it.
  private static let ascending: [(VersionScheme, String)] = [
    (
      .maven,
      "1.0-alpha-1 1.0-alpha-2 1.0-beta1 1.0-m3 1.0-rc1 1.0-SNAPSHOT 1.0 1.0-sp 1.0-jre8 1.0-1 1.0.1 1.1 1.10 2"
    ),
    (.gem, "1.0.a 1.0.a.2 1.0.b1 1.0.rc.1 1.0 1.0.0.1 1.0.1 1.9 1.10"),
    (
      .composer,
      "dev-main 1.0-dev 1.0-alpha1 1.0-beta2 1.0RC1 1.0 1.0-patch1 1.0.1 1.2 1.10 1.x-dev 20200101"
    ),
    (.nuget, "1.0.0-1 1.0.0-ALPHA 1.0.0-alpha.1 1.0.0-beta 1.0.0 1.0.0.1 1.0.1 1.10"),
    (.conan, "1.0-alpha 1.0-rc1 1.0 1.0+b1 1.1.1 1.1.1k 1.1.1w 1.1.2 1.1.10 cci.20200101"),
    (.cran, "0.1 0.1-0 0.75 0.100 1.0 1.0-1 1.0.2 1.10"),
    (.hackage, "0 0.1 0.1.0 0.1.26 0.11 1 1.0"),
    (.bitnami, "1.2.3-rc1 1.2.3 1.2.3-1 1.2.3-r2 1.2.3-10 1.2.4 1.10.0"),
    (
      .openssl,
      "0.9.8zh 1.0.2-beta1 1.0.2 1.0.2a 1.0.2z 1.0.2za 1.0.2zb 1.1.0 1.1.1-pre1 1.1.1 3.0.0-alpha2 3.0.0-beta1 3.0.0 3.0.10"
    ),
    (
      .generic,
      "1.0~1 1.0-dev 1.0-alpha 1.0b2 1.0-rc1 1.0 1.0a 1.0p1 1.0.1 1.0.1-2 1.0.10 2021a 2021b"
    ),
  ]

  @Test(arguments: ascending)
  func `ascend`(scheme: VersionScheme, list: String) throws {
    let versions = list.split(separator: " ").map(String.init)
    for (index, left) in versions.enumerated() {
      for right in versions[(index + 1)...] {
        #expect(try scheme.compare(left, right) == .before, "\(left) \(right)")
        #expect(try scheme.compare(right, left) == .after, "\(right) \(left)")
      }
    }
  }

  private static let equal: [(VersionScheme, String, String)] = [
    (.maven, "1", "1.0.0"),
    (.maven, "1.0-ga", "1"),
    (.maven, "1-rc1", "1.0-CR-1"),
    (.gem, "1.0", "1.0.0"),
    (.gem, "1.0.a2", "1.0.0.a.2"),
    (.gem, "1.15.4", "1.15.4-x86_64-linux"),
    (.gem, "1.0", "1.0-java"),
    (.composer, "v1.0", "1.0.0.0"),
    (.composer, "1.0b2", "1.0.0-BETA.2"),
    (.composer, "1.0+b1", "1.0"),
    (.nuget, "1.0", "1.0.0.0"),
    (.nuget, "1.0.0-BETA+a", "1.0-beta"),
    (.conan, "1.0", "1.0.0"),
    (.cran, "0.1.0", "0.1-0"),
    (.bitnami, "1.2.3-0", "1.2.3"),
    (.openssl, "1.0.2k-fips", "1.0.2k"),
    (.generic, "v1.0", "1.0.0"),
    (.generic, "17.0.1+12", "17.0.1"),
    (.generic, "1.36.1-r0", "1.36.1-release"),
  ]

  @Test(arguments: equal)
  func `are the same`(scheme: VersionScheme, left: String, right: String) throws {
    #expect(try scheme.compare(left, right) == .same)
    #expect(try scheme.compare(right, left) == .same)
  }

  private static let valid: [(VersionScheme, String, Bool)] = [
    (.maven, "any thing", true),
    (.maven, "", false),
    (.gem, "1.0.rc.1", true),
    (.gem, "1.0-x86_64-linux", true),
    (.gem, "1beta", false),
    (.gem, "v1", false),
    (.gem, "1..2", false),
    (.composer, "1.0-beta2", true),
    (.composer, "2.x-dev", true),
    (.composer, "dev-x", true),
    (.composer, "1.0-foo", false),
    (.composer, "1.2.3.4.5", false),
    (.nuget, "1.0.0.1-a.1+b", true),
    (.nuget, "1.0-01", false),
    (.nuget, "1.2.3.4.5", false),
    (.nuget, "2147483648.0", false),
    (.cran, "1.0-2", true),
    (.cran, "1", false),
    (.cran, "1.a", false),
    (.hackage, "1.02", false),
    (.hackage, "1.2", true),
    (.openssl, "1.0.2zb", true),
    (.openssl, "3.0.1a", false),
    (.conan, "1.0 2", false),
    (.conan, "cci.20200101", true),
    (.bitnami, "1.2.3-4", true),
    (.bitnami, "1.2", false),
  ]

  @Test(arguments: valid)
  func `are valid or not`(scheme: VersionScheme, version: String, isValid: Bool) {
    #expect(scheme.isValid(version) == isValid)
  }

  private static let ranges: [(VersionScheme, String, String, Bool)] = [
    (.nuget, "1.5.0", "[1.0,2.0)", true),
    (.nuget, "2.0.0", "[1.0,2.0)", false),
    (.nuget, "2.0.0-beta", "[1.0,2.0)", true),
    (.nuget, "1.0", "1.0", true),
    (.nuget, "3.0", "1.0", true),
    (.nuget, "1.2.3", "[1.2.3]", true),
    (.nuget, "1.2.4", "(,1.2.3]", false),
    (.nuget, "1.2.4", "1.2.*", true),
    (.nuget, "1.3.0", "1.2.*", false),
    (.nuget, "1.2.4-beta", "1.2.*", false),
    (.nuget, "1.2.4-beta", "1.2.*-*", true),
    (.nuget, "1.0.0-beta.2", "1.0.0-beta*", true),
    (.nuget, "1.0.0-alpha", "1.0.0-beta*", false),
    (.nuget, "1.0.0-rc", "*-*", true),
    (.nuget, "1.0.0-rc", "*", false),
    (.nuget, "1.5", ">= 1.0, < 2.0", true),
    (.hackage, "1.2.3", ">=1.2 && <1.3 || ==2.*", true),
    (.hackage, "2.7", ">=1.2 && <1.3 || ==2.*", true),
    (.hackage, "1.3", "^>=1.2.3", false),
    (.hackage, "1.2.9", "^>=1.2.3", true),
    (.hackage, "1.2.9", "^>= { 1.2.3, 2.0 }", true),
    (.hackage, "3", "(>=1 && <2) || >2.5", true),
    (.hackage, "3", "-none", false),
    (.hackage, "1.2", "==1.2.*", true),
    (.bitnami, "11.4.0", "<=11", true),
    (.bitnami, "12.0.0", "<=11", false),
    (.bitnami, "11.4.0", ">11", false),
    (.bitnami, "1.2.3-1", ">1.2.3", true),
    (.bitnami, "1.2.4", "~1.2.3", true),
    (.bitnami, "2.0.0", "^1.2.3", false),
    (.bitnami, "4.1.0", "!=4.1", false),
    (.bitnami, "0.0.0-1", ">=0.0.0-2", false),
    (.maven, "1.5", "[1.0,2.0)", true),
    (.maven, "2.0", "[1.0,2.0)", false),
    (.maven, "3.1", "[1.0,2.0),(3.0,]", true),
    (.maven, "1.0", "(,1.0]", true),
    (.maven, "1.0.0", "1.0", true),
    (.maven, "1.5", ">= 1.0, < 2.0", true),
    (.gem, "2.2.8", "~> 2.2, < 3", true),
    (.gem, "3.0.0.a", "~> 2.2", false),
    (.gem, "2.3.0", "~> 2.2.1", false),
    (.gem, "1.0", ">= 1.0, != 1.0.0", false),
    (.composer, "1.2.9", "^1.2", true),
    (.composer, "2.0.0-beta", "^1.2", false),
    (.composer, "1.3", "~1.2.3", false),
    (.composer, "1.9", "~1.2", true),
    (.composer, "0.3.1", "^0.2", false),
    (.composer, "1.5", "1.0 - 1.4 || 1.5.*", true),
    (.composer, "1.4.9", "1.0 - 1.4", true),
    (.composer, "1.0-beta", ">=1.0", true),
    (.composer, "1.0-beta", "<1.0", false),
    (.composer, "dev-main", "dev-main", true),
    (.composer, "dev-main", ">=1", false),
    (.composer, "1.5", ">=1.0,<2.0", true),
    (.conan, "1.5", ">=1.2 <2", true),
    (.conan, "2.0-rc1", ">=1.2 <2", false),
    (.conan, "2.0-rc1", ">=1.2 <2, include_prerelease", false),
    (.conan, "1.3", "~1.2", false),
    (.conan, "1.9", "^1.2", true),
    (.conan, "1.2.5", "1.2.*", true),
    (.cran, "1.2-3", ">= 1.2, < 2", true),
    (.openssl, "1.1.1b", ">= 1.1.1, < 1.1.1c", true),
    (.generic, "1.0", ">= 1.0-rc1, < 1.0.1", true),
  ]

  @Test(arguments: ranges.indices)
  func `lie in ranges or not`(index: Int) throws {
    let (scheme, version, range, isInside) = Self.ranges[index]
    #expect(try scheme.contains(version, in: range) == isInside, "\(version) in \(range)")
  }

  private static let noRanges: [(VersionScheme, String)] = [
    (.composer, "~>1.0"),
    (.conan, ">="),
    (.gem, ""),
    (.gem, "^1"),
    (.hackage, ">="),
    (.maven, "(1.0)"),
    (.maven, "[1.0"),
    (.maven, "[2.0,1.0]"),
    (.nuget, "(1.0)"),
    (.nuget, "[1.0,1.0)"),
  ]

  @Test(arguments: noRanges)
  func `are asked of no range`(scheme: VersionScheme, range: String) {
    #expect(throws: VersionError.invalidRange(range)) { try scheme.contains("1.0", in: range) }
  }

  /// Letters that versions of the scheme are made of.
  private static let letters: [(VersionScheme, String)] = [
    (.bitnami, "0012.-rc+v"),
    (.composer, "0129.-abpldevRC+"),
    (.conan, "0129.-ab+"),
    (.cran, "012.-"),
    (.gem, "0129.-abp"),
    (.generic, "0129.-abrcp+~_v"),
    (.hackage, "012."),
    (.maven, "0019.-abmxrcsp"),
    (.nuget, "012.-ab+"),
    (.openssl, "0123.abz-pre"),
  ]

  private func versions(_ scheme: VersionScheme, of letters: String, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let letters = Array(letters)
    let texts = (0..<30).map { _ in
      let length = Int.random(in: 1...8, using: &generator)
      return String(
        (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] }
      )
    }
    // Those that cannot be compared at all have no order.
    return texts.filter { (try? scheme.compare($0, $0)) != nil }
  }

  @Test(arguments: letters)
  func `have one order, from whichever side`(scheme: VersionScheme, letters: String) throws {
    let versions = versions(scheme, of: letters, seed: 4)
    for first in versions {
      for second in versions {
        let order = try scheme.compare(first, second)
        #expect(try scheme.compare(second, first).rawValue == -order.rawValue)
        for third in versions where order != .after {
          guard try scheme.compare(second, third) != .after else { continue }
          #expect(try scheme.compare(first, third) != .after, "\(first) \(second) \(third)")
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: letters)
  func `of any length are answered in time`(scheme: VersionScheme, letters: String) {
    for unit in ["1", "1.", "1a", "-", "1||", ">=1,", "[1],", "(", "^1 ", "x.", "*", " "] {
      let long = String(repeating: unit, count: 4_000)
      // An error is an answer.
      _ = try? scheme.compare(long, long + "1")
      _ = try? scheme.contains("1.0", in: long)
      _ = try? scheme.contains(String(long.prefix(100)), in: String(long.prefix(8_000)))
      _ = scheme.isValid(long)
    }
  }
}
