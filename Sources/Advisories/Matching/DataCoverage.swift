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

  /// What to tell, given the data that there is.
  func gaps(with data: [DataSource], today: String) -> [CoverageGap] {
    let known = Set(data.map { AdvisorySpace(rawValue: $0.space) })
    var gaps = endOfSupport(on: today).map { [$0] } ?? []
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
    return gaps + data.filter(\.isStarter).compactMap(starterGap)
  }

  /// Starter advisories know some flaws: what they do not name was not looked for.
  private func starterGap(_ source: DataSource) -> CoverageGap? {
    let space = AdvisorySpace(rawValue: source.space)
    guard let count = packagesBySpace[space] else { return nil }
    return CoverageGap(
      .missing,
      path: "",
      source: "advisories",
      detail: "\(count) packages were judged in part: of \(space.rawValue) there are only "
        + "\(source.records) starter advisories, which are built in"
    )
  }

  /// That the publisher of a release no longer looks for flaws in it.
  private func endOfSupport(on today: String) -> CoverageGap? {
    guard let system, let end = system.endOfLife, end < today else { return nil }
    let name = system.prettyName.isEmpty ? "\(system.id) \(system.version)" : system.prettyName
    return CoverageGap(
      .unsupported,
      path: system.path,
      source: "advisories",
      detail: "support of \(name) ended \(end): its packages are judged by the last known data, "
        + "which says nothing of flaws found since"
    )
  }

  /// Worlds that no publisher covers are told of in the documentation, not in each report.
  private static func hasPublisher(_ space: AdvisorySpace) -> Bool {
    !["generic", "bitnami", "docker", "github"].contains(space.family)
  }
}
