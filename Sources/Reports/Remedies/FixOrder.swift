import Advisories
import Model

/// Puts the versions of one package in order, whatever they are.
struct FixOrder {
  private let scheme: VersionScheme

  init(of detail: VulnerabilityDetail) {
    let space = detail.advisories.first.map { AdvisorySpace(rawValue: $0.space) }
    scheme = (space ?? AdvisorySpace(detail.package.ecosystem.rawValue)).scheme
  }

  func isBefore(_ left: String, _ right: String) -> Bool {
    do throws(VersionError) {
      return try scheme.compare(left, right) == .before
    } catch {
      // Versions that the scheme does not know still need an order: that of their text.
      return left < right
    }
  }

  /// The smallest version that has every one of the fixes.
  ///
  /// - Parameters:
  ///   - fixes: for each flaw the versions that have its fix, one for each branch.
  ///   - installed: what to come from; versions before it are no way forward.
  /// - Returns: `nil` where there is no fix at all.
  func smallest(mending fixes: [[String]], from installed: String) -> String? {
    // Comparing is dear and done in this one sort; from here on versions are places in it.
    // By their text first: what is equal, or cannot be compared, has the same place each time.
    let versions = Set(fixes.joined()).sorted().sorted(by: isBefore)
    let places = Dictionary(
      versions.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let branches = versions.map(Self.branch)
    // The newest fix first: what is not new enough then fails at once.
    let wanted = Set(fixes).map { $0.compactMap { places[$0] }.sorted() }.filter { !$0.isEmpty }
      .sorted { ($0.last ?? 0) > ($1.last ?? 0) }
    let start = versions.firstIndex { installed.isEmpty || isBefore(installed, $0) }
    let candidate = ((start ?? versions.count)..<versions.count).first { version in
      wanted.allSatisfy { fixes in
        version >= fixes.last ?? 0
          || fixes.contains { $0 <= version && branches[$0] == branches[version] }
      }
    }
    // Beyond the newest fix of all, every flaw is mended.
    return candidate.map { versions[$0] } ?? versions.last
  }

  /// What stands before the last dot: `2.12` of `2.12.4`.
  private static func branch(of version: String) -> Substring {
    version.lastIndex(of: ".").map { version[..<$0] } ?? version[...]
  }
}
