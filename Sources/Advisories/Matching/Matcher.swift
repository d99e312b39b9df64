package import Model

/// Sets an inventory against advisories.
///
/// Packages of the distribution are judged by the distribution's data and only by it; a language
/// package that a distribution package installed is part of that one, and is not asked for.
package struct Matcher {
  let index: any AdvisoryIndex
  private let today: String

  /// - Parameter today: `YYYY-MM-DD`, to tell releases whose support has ended; empty to tell none.
  package init(_ index: any AdvisoryIndex, today: String = "") {
    self.index = index
    self.today = today
  }

  /// What matching gives: findings, most pressing first, and the data that was asked.
  package struct Result: Sendable {
    package var findings: [Finding] = []
    package var gaps: [CoverageGap] = []
    package var data: [DataSource] = []
  }

  /// The spaces that there must be data of for an inventory to be judged.
  package static func spaces(of inventory: Inventory) -> Set<AdvisorySpace> {
    inventory.packages.reduce(into: []) { spaces, package in
      if package.isPartOfDistributionPackage { return }
      spaces.formUnion(MatchQuery.queries(for: package, system: inventory.system).map(\.space))
    }
  }

  package func match(_ inventory: Inventory) throws(AdvisoryIndexError) -> Result {
    var result = Result()
    var asked: Set<AdvisorySpace> = []
    var coverage = DataCoverage(system: inventory.system)
    for package in inventory.packages {
      if package.isPartOfDistributionPackage { continue }
      let queries = MatchQuery.queries(for: package, system: inventory.system)
      coverage.note(package, queries)
      asked.formUnion(queries.map(\.space))
      for var finding in try findings(of: package, queries) {
        finding.place(in: inventory)
        result.findings.append(finding)
      }
    }
    for space in asked.sorted() {
      if let source = index.source(of: space) { result.data.append(source) }
    }
    result.gaps = coverage.gaps(with: result.data, today: today)
    result.findings.sort { $0.isMorePressing(than: $1) }
    return result
  }

  /// Everything that advisories say of one package, with the reasons.
  package func judgements(
    of package: Package,
    system: OperatingSystem?
  ) throws(AdvisoryIndexError) -> [Judgement] {
    try judgements(MatchQuery.queries(for: package, system: system), package)
  }

  /// The findings of one package.
  package func findings(
    of package: Package,
    system: OperatingSystem?
  ) throws(AdvisoryIndexError) -> [Finding] {
    try findings(of: package, MatchQuery.queries(for: package, system: system))
  }

  private func judgements(
    _ queries: [MatchQuery],
    _ package: Package
  ) throws(AdvisoryIndexError) -> [Judgement] {
    var judgements: [Judgement] = []
    for query in queries {
      for candidate in try index.candidates(named: query.name, in: query.space)
      where candidate.affected.nameKind == query.nameKind {
        judgements.append(Judgement(candidate, query, package: package))
      }
    }
    return ChannelChoice.chosen(from: judgements, package: package)
  }

  private func findings(
    of package: Package,
    _ queries: [MatchQuery]
  ) throws(AdvisoryIndexError) -> [Finding] {
    let judgements = try judgements(queries, package)
    var hits: [FlawHit] = []
    for judgement in judgements where judgement.isAffected {
      let advisory = try index.advisory(judgement.candidate.key)
      if advisory.withdrawn.isEmpty { hits.append(FlawHit(judgement, advisory)) }
    }
    guard !hits.isEmpty else { return [] }
    let exempt = try exemptions(judgements, package)
    let extended = ExtendedFix.byAdvisory(judgements, package)
    var findings: [Finding] = []
    for group in FlawHit.grouped(hits)
    where !group.isExempt(by: exempt) && !group.isFixed(in: package, by: exempt) {
      let facts = try facts(of: group.names)
      if facts.contains(where: \.isRejected), group.isKnownOnlyByNumber { continue }
      findings.append(group.finding(in: package, facts: facts, extended))
    }
    return findings
  }

  /// What says that the package is not affected, where that can matter: feeds differ in rank, or one
  /// flaw has several fixes.
  private func exemptions(
    _ judgements: [Judgement],
    _ package: Package
  ) throws(AdvisoryIndexError) -> [FlawHit] {
    let feeds = Set(judgements.map(\.candidate.feed))
    guard feeds.count > 1 || package.ecosystem == .rpm else { return [] }
    var exempt: [FlawHit] = []
    for judgement in judgements {
      guard case .unaffected = judgement.outcome else { continue }
      let advisory = try index.advisory(judgement.candidate.key)
      if advisory.withdrawn.isEmpty { exempt.append(FlawHit(judgement, advisory)) }
    }
    return exempt
  }

  private func facts(of names: [String]) throws(AdvisoryIndexError) -> [FlawFacts] {
    var found: [FlawFacts] = []
    for name in names {
      if let facts = try index.facts(of: name) { found.append(facts) }
    }
    return found
  }
}

extension Finding {
  /// Says whether the package came with the base image, where that is known.
  fileprivate mutating func place(in inventory: Inventory) {
    guard case .vulnerability(var detail) = detail else { return }
    detail.isFromBase = inventory.isFromBase(layer: location.layer)
    self.detail = .vulnerability(detail)
  }
}

extension Package {
  /// Whether it came inside a package of the distribution, which is judged in its place.
  package var isPartOfDistributionPackage: Bool {
    !ecosystem.isDistribution && owner?.ecosystem.isDistribution == true
  }
}
