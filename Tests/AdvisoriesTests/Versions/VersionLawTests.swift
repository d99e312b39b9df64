import Advisories
import TestSupport
import Testing

/// Laws that hold for every order, over texts made up by chance.
@Suite struct `version laws` {
  /// Schemes, each with letters that its versions are made of.
  ///
  /// pacman's order is none for texts such as `+b^~`: its rule of letters after an end contradicts
  /// its rule of separators. Versions as packages have them are ordered.
  private static let schemes: [(VersionScheme, String)] = [
    (.alpm, "0129.ab"), (.apk, "0012ab.-+~^:_pr"), (.deb, "0012ab.-+~^:_"), (.golang, "01.v-ab+go"),
    (.hex, "01.-ab+"), (.npm, "01.-ab+v="), (.pub, "01.-ab+"), (.pypi, "01.-abrcdevpost+!"),
    (.rpm, "0012ab.-+~^:_"), (.semver, "01.-ab+"),
  ]

  private func versions(of letters: String, _ count: Int, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let letters = Array(letters)
    return (0..<count).map { _ in
      let length = Int.random(in: 1...8, using: &generator)
      return String(
        (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] }
      )
    }
  }

  @Test(arguments: schemes)
  func `versions are ordered from both sides alike`(scheme: VersionScheme, letters: String) {
    let versions = versions(of: letters, 60, seed: 3)
    for left in versions {
      for right in versions {
        // Those that are no versions are refused from both sides.
        let order = try? scheme.compare(left, right)
        let reverse = try? scheme.compare(right, left)
        #expect(order?.rawValue == reverse.map { -$0.rawValue }, "\(left) \(right)")
        if left == right, order != nil { #expect(order == .same) }
      }
    }
  }

  @Test(arguments: schemes)
  func `versions have one order`(scheme: VersionScheme, letters: String) throws {
    let versions = versions(of: letters, 150, seed: 4).filter {
      (try? scheme.compare($0, $0)) != nil
    }
    // Were the order none, sorting would leave a pair behind that is in the wrong order.
    var sorted: [String] = []
    for version in versions {
      let place = sorted.firstIndex { (try? scheme.compare(version, $0)) == .before }
      sorted.insert(version, at: place ?? sorted.count)
    }
    for index in sorted.indices {
      for later in sorted[index...] {
        #expect(try scheme.compare(sorted[index], later) != .after, "\(sorted[index]) \(later)")
      }
    }
  }

  @Test(arguments: VersionScheme.allCases)
  func `texts made up by chance are answered`(scheme: VersionScheme) {
    let good = Array("1:1.2.3-rc.1+b || ^1.2 ~> 3, <2.*".utf8)
    for bytes in hostileVariants(of: good, seed: 5) {
      let text = String(decoding: bytes, as: UTF8.self)
      // An error is an answer.
      _ = try? scheme.compare(text, "1.0")
      _ = try? scheme.compare("1.0", text)
      _ = try? scheme.contains("1.0", in: text)
      _ = try? scheme.contains(text, in: ">=1.0")
      _ = scheme.isValid(text)
    }
  }
}
