import Model

/// Which packages had nobody to ask: no data, or a distribution without advisories.
struct DataCoverage {
  private let system: OperatingSystem?
  private var packagesBySpace: [AdvisorySpace: Int] = [:]
  private var unknownSystem = 0

  init(system: OperatingSystem?) { self.system = system }

  mutating func note(_ package: Package, _ queries: [MatchQuery]) {
    if package.ecosystem.isDistribution, queries.isEmpty { unknownSystem += 1 }
    for space in Set(queries.map(\.space)) { packagesBySpace[space, default: 0] += 1 }
  }

  /// What to tell, given the spaces that there is data for.
  func gaps(with known: Set<AdvisorySpace>) -> [CoverageGap] {
    var gaps: [CoverageGap] = []
    if unknownSystem > 0 {
      let name = system.map { $0.prettyName.isEmpty ? $0.id : $0.prettyName }
      gaps.append(
        CoverageGap(
          .unsupported,
          path: system?.path ?? "",
          source: "advisories",
          detail: "\(unknownSystem) packages of \(name ?? "an unknown distribution"): "
            + "nobody's advisories are known for it"
        )
      )
    }
    for (space, count) in packagesBySpace.sorted(by: { $0.key < $1.key }) {
      guard !known.contains(space), Self.hasPublisher(space) else { continue }
      gaps.append(
        CoverageGap(
          .missing,
          path: "",
          source: "advisories",
          detail: "\(count) packages were not judged: there is no data for \(space.rawValue)"
        )
      )
    }
    return gaps
  }

  /// Worlds that no publisher covers are told of in the documentation, not in each report.
  private static func hasPublisher(_ space: AdvisorySpace) -> Bool {
    !["generic", "bitnami", "docker", "github"].contains(space.family)
  }
}
