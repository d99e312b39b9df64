import Model

/// What one advisory comes to for one package, and why: what `plimsoll explain` shows.
package struct Judgement: Hashable, Sendable {
  /// How it came out.
  package enum Outcome: Hashable, Sendable {
    /// The version is affected: the range that holds it, and the fix where that names one.
    case affected(range: String, fixed: String?)
    /// The publisher says it is not affected, or the version is outside of every range.
    case unaffected(String)
    /// It speaks of another architecture, module or product.
    case inapplicable(String)
    /// The version cannot be compared in this order.
    case incomparable(String)
  }

  package var candidate: AdvisoryCandidate
  /// What was asked: the version that was compared.
  package var version: String
  package var outcome: Outcome

  package var isAffected: Bool {
    if case .affected = outcome { true } else { false }
  }
}

extension Judgement {
  /// Sets one package against what one advisory says.
  init(_ candidate: AdvisoryCandidate, _ query: MatchQuery, package: Package) {
    self.candidate = candidate
    version = query.version
    let affected = candidate.affected
    if let reason = Applicability.objection(to: affected, package: package) {
      outcome = .inapplicable(reason)
    } else if affected.fixState == .notAffected {
      outcome = .unaffected(
        affected.note.isEmpty ? "the publisher says it is not affected" : affected.note
      )
    } else {
      outcome = Self.decide(affected, version: query.version)
    }
  }

  private static func decide(_ affected: AffectedPackage, version: String) -> Outcome {
    let scheme = affected.space.scheme
    if affected.unaffectedVersions.contains(version) {
      return .unaffected("\(version) is named as not affected")
    }
    do throws(VersionError) {
      for interval in affected.ranges where try interval.contains(version, scheme: scheme) {
        return .affected(range: interval.describe(), fixed: interval.fixedVersion)
      }
      for named in affected.versions {
        if named == version { return .affected(range: "= \(named)", fixed: nil) }
        let order = try scheme.compare(named, version)
        if order == .same { return .affected(range: "= \(named)", fixed: nil) }
      }
    } catch {
      return .incomparable("\(version) cannot be compared: \(error)")
    }
    if affected.ranges.isEmpty, affected.versions.isEmpty, affected.fixState != .fixed {
      return .affected(range: "all versions", fixed: nil)
    }
    let ranges =
      affected.ranges.map { $0.describe() } + affected.versions.prefix(8).map { "= \($0)" }
    return .unaffected("\(version) is outside of \(ranges.joined(separator: " || "))")
  }
}

extension VersionInterval {
  /// The version with the fix, where the interval ends at one.
  package var fixedVersion: String? {
    if case .fixed(let version) = end { version } else { nil }
  }
}
