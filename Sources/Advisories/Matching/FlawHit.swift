import Model

/// One advisory that speaks of a package, with the flaws it is about.
struct FlawHit {
  let judgement: Judgement
  let advisory: Advisory
  let rank: Int

  init(_ judgement: Judgement, _ advisory: Advisory) {
    self.judgement = judgement
    self.advisory = advisory
    rank = FeedRank.rank(judgement.candidate, advisory)
  }

  /// Brings together what is about the same flaw.
  static func grouped(_ hits: [FlawHit]) -> [FlawGroup] {
    var groups = FlawGroups()
    for hit in hits {
      for names in FlawNames.flaws(of: hit.advisory) { groups.join(names) }
    }
    var found: [String: FlawGroup] = [:]
    for hit in hits {
      for names in FlawNames.flaws(of: hit.advisory) {
        guard let first = names.first else { continue }
        found[groups.root(of: first), default: FlawGroup()].add(hit, names)
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// All advisories that say that one package has one flaw.
struct FlawGroup {
  private(set) var hits: [FlawHit] = []
  private var allNames: Set<String> = []

  mutating func add(_ hit: FlawHit, _ names: [String]) {
    hits.append(hit)
    hits.sort { ($0.rank, $0.advisory.id) < ($1.rank, $1.advisory.id) }
    allNames.formUnion(names)
  }

  /// The names of the flaw itself, without those of notices that cover it.
  var names: [String] { FlawNames.sorted(allNames) }

  /// All identifiers, those of notices included, the one to call it by first.
  var identifiers: [String] {
    let own = names
    let notices = hits.filter { !$0.advisory.covers.isEmpty }.map(\.advisory.id)
    return own + Set(notices).subtracting(own).sorted()
  }

  /// Whether nothing but a CVE number names it, so that a rejected one leaves nothing.
  var isKnownOnlyByNumber: Bool { allNames.allSatisfy(FlawNames.isCVE) }

  /// Whether a better placed feed says that the package does not have the flaw.
  func isExempt(by others: [FlawHit]) -> Bool {
    guard let best = hits.first else { return true }
    return others.contains { other in
      other.rank < best.rank
        && isAbout(other)
    }
  }

  /// Whether an RPM has the fix that its own line of development got.
  func isFixed(in package: Package, by others: [FlawHit]) -> Bool {
    guard package.ecosystem == .rpm, !others.isEmpty else { return false }
    return FixBranch(package).isFixed(hits, unaffected: others.filter(isAbout))
  }

  private func isAbout(_ other: FlawHit) -> Bool {
    FlawNames.flaws(of: other.advisory).contains { !allNames.isDisjoint(with: $0) }
  }
}
