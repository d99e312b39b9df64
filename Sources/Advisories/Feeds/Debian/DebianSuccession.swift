import Formats
import Model

extension [AffectedPackage] {
  /// Ends what is open in a release of Debian at the version that mended it in a later one.
  ///
  /// "Not fixed" is what the security team says of the version its release had that day. The tracker
  /// itself takes every version from the one on that mended a later release for a fixed one, and a
  /// release does get such versions: nodejs 18.20.4 came to bookworm long after 18.19.0, with the
  /// fixes of 18.20.1. No fix is implied for the release: it may never get that version.
  func withDebianSuccession() -> [AffectedPackage] {
    guard contains(where: { $0.isOpenInDebian }) else { return self }
    return map { row in
      guard row.isOpenInDebian, let version = mended(after: row) else { return row }
      var bound = row
      bound.ranges = [VersionInterval(.limit(version))]
      return bound
    }
  }

  /// The version from which on all have the fix: that of unstable, or else the highest of later
  /// releases; of the same upstream version the lowest.
  ///
  /// A fix that was carried back into a release says nothing of the versions between it and the one
  /// it was carried back from.
  private func mended(after row: AffectedPackage) -> String? {
    guard let release = row.debianRelease else { return nil }
    var fixes: [(release: Int, version: String)] = []
    for other in self where other.name == row.name && other.nameKind == row.nameKind {
      guard let later = other.debianRelease, later > release, other.ranges.count == 1,
        case .fixed(let version) = other.ranges[0].end,
        version.after("+deb") == nil, version.after("~deb") == nil
      else { continue }
      fixes.append((later, version))
    }
    // A version that cannot be compared ends nothing.
    let isLower = { (left: String, right: String) in
      (try? VersionScheme.deb.compare(left, right)) == .before
    }
    let top =
      fixes.first { $0.release == .max }?.version ?? fixes.map(\.version).max(by: isLower)
    guard let upstream = top?.debianUpstream else { return nil }
    return fixes.map(\.version).filter { $0.debianUpstream == upstream }.min(by: isLower)
  }
}

extension String {
  /// The version before the revision of the distribution.
  fileprivate var debianUpstream: Substring { cut(atLast: "-")?.before ?? self[...] }
}

extension AffectedPackage {
  fileprivate var isOpenInDebian: Bool {
    space.family == "debian" && ranges == [VersionInterval(.open)]
  }

  /// The number of the release; that of unstable is above all.
  fileprivate var debianRelease: Int? {
    guard space.family == "debian" else { return nil }
    return space.release == "unstable" ? .max : Int(space.release)
  }
}
