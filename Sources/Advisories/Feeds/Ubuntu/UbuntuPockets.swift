import Formats
import Model

extension [AffectedPackage] {
  /// Adds what records of Ubuntu Pro alone mean for those who have the plain archive.
  ///
  /// A package that gets its fixes from Pro is affected for everybody else; a record in OSV's form
  /// says so only by having no row for the archive.
  func withUbuntuArchive() -> [AffectedPackage] {
    guard contains(where: { $0.isOfExtendedMaintenance }) else { return self }
    let plain = Set(filter { $0.channel.isEmpty }.map { [$0.space.rawValue, $0.name] })
    let missing = filter {
      $0.isOfExtendedMaintenance && !plain.contains([$0.space.rawValue, $0.name])
    }
    return self + missing.map { $0.inUbuntuArchive() }.merged()
  }
}

extension [AffectedPackage] {
  /// Ends what the plain archive never mends at the version in which Ubuntu Pro does.
  ///
  /// The archive has no such version; without the end, one from Pro would be found affected by what is
  /// said of the archive.
  func boundByUbuntuPro() -> [AffectedPackage] {
    var fixes: [[String]: (version: String, channel: String)] = [:]
    var harmless: [[String]: String] = [:]
    for row in self where row.isOfExtendedMaintenance {
      let key = [row.space.rawValue, row.name]
      if row.fixState == .notAffected {
        // Not affected since Pro has the fix: that says that the archive is.
        if let version = row.unaffectedVersions.first(where: { $0.after("esm") != nil }) {
          fixes[key] = (version, row.channel)
        } else {
          harmless[key] = row.note
        }
      }
      guard let range = row.ranges.first, case .fixed(let version) = range.end,
        version.after("esm") != nil
      else { continue }
      fixes[key] = (version, row.channel)
    }
    guard !fixes.isEmpty || !harmless.isEmpty else { return self }
    return map { row in
      if row.channel.isEmpty, row.fixState == .endOfLife,
        let note = harmless[[row.space.rawValue, row.name]]
      {
        return row.asHarmless(note)
      }
      guard row.channel.isEmpty, row.ranges == [VersionInterval(.open)],
        let fix = fixes[[row.space.rawValue, row.name]]
      else { return row }
      var bound = row
      bound.ranges = [VersionInterval(.limit(fix.version))]
      bound.note =
        (row.note.isEmpty ? "" : row.note + "; ") + "the fix is in Ubuntu Pro (\(fix.channel))"
      return bound
    }
  }
}

extension AffectedPackage {
  /// The same for what nobody looked at any more after the end of support, while for Pro somebody did
  /// look at the very same source, and found nothing.
  fileprivate func asHarmless(_ note: String) -> AffectedPackage {
    var copy = self
    copy.fixState = .notAffected
    copy.ranges = []
    copy.note = note
    return copy
  }

  /// Whether this is about updates that Ubuntu Pro brings to packages of the archive.
  fileprivate var isOfExtendedMaintenance: Bool {
    space.family == "ubuntu" && (channel.hasPrefix("esm") || channel == "pro")
  }

  /// The same package without Pro: a version that only Pro has is where its affected ones end, and no
  /// fix for the archive.
  fileprivate func inUbuntuArchive() -> AffectedPackage {
    var copy = self
    copy.channel = ""
    copy.ranges = ranges.map { range in
      guard case .fixed(let version) = range.end, version.after("esm") != nil else { return range }
      return VersionInterval(from: range.lower, .limit(version))
    }
    let hasFix = copy.ranges.contains { if case .fixed = $0.end { true } else { false } }
    if fixState == .fixed, !hasFix {
      copy.fixState = .notFixed
      copy.note = "the fix is in Ubuntu Pro (\(channel))"
    }
    return copy
  }
}
