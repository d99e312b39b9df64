package import Model

/// Why one package has a flaw, or has it not: every record that speaks of it, and what came of each.
package struct Explanation: Sendable {
  package var package: Package
  /// What was found; `nil` where the package does not have the flaw.
  package var finding: Finding?
  /// Records about the flaw, with what they come to for this package.
  package var judgements: [(judgement: Judgement, advisory: Advisory)]
  /// Why no record was asked at all; empty otherwise.
  package var note: String
}

extension Matcher {
  /// Explains a flaw over an inventory: the packages that any record of it speaks of.
  ///
  /// - Parameter flaw: any of its identifiers, in any case of letters.
  package func explain(
    _ flaw: String,
    in inventory: Inventory
  ) throws(AdvisoryIndexError) -> [Explanation] {
    var found: [Explanation] = []
    for package in inventory.packages {
      let named = try records(of: flaw, about: package, system: inventory.system)
      guard !named.isEmpty else { continue }
      var explanation = Explanation(package: package, finding: nil, judgements: named, note: "")
      if package.isPartOfDistributionPackage {
        explanation.note = Self.ownership(of: package)
      } else {
        let all = try findings(of: package, system: inventory.system)
        explanation.finding = all.first { $0.isCalled(flaw) }
      }
      found.append(explanation)
    }
    return found
  }

  private static func ownership(of package: Package) -> String {
    let owner = package.owner.map { "\($0.ecosystem.rawValue) \($0.name)" } ?? "the distribution"
    return "it is part of the package \(owner), and judged by the distribution's advisories of that"
  }

  private func records(
    of flaw: String,
    about package: Package,
    system: OperatingSystem?
  ) throws(AdvisoryIndexError) -> [(judgement: Judgement, advisory: Advisory)] {
    var found: [(judgement: Judgement, advisory: Advisory)] = []
    for record in try records(about: package, system: system) where record.advisory.isCalled(flaw) {
      found.append((record.judgement, record.advisory))
    }
    return found
  }
}

extension Matcher {
  /// One record that speaks of a package, and what it comes to for it.
  package struct Record: Sendable {
    package var judgement: Judgement
    package var advisory: Advisory
  }

  /// Every record that speaks of a package.
  package func records(
    about package: Package,
    system: OperatingSystem?
  ) throws(AdvisoryIndexError) -> [Record] {
    var found: [Record] = []
    for judgement in try judgements(of: package, system: system) {
      let advisory = try index.advisory(judgement.candidate.key)
      found.append(Record(judgement: judgement, advisory: advisory))
    }
    return found
  }

  /// Where a package is looked up, sorted; empty for one of a distribution without advisories.
  package func spaces(for package: Package, system: OperatingSystem?) -> [AdvisorySpace] {
    Set(MatchQuery.queries(for: package, system: system).map(\.space)).sorted()
  }
}

extension Advisory {
  /// Whether it, or a flaw that it covers, goes by a name, whatever its case of letters.
  package func isCalled(_ name: String) -> Bool {
    let name = name.uppercased()
    return ([id] + aliases + covers).contains { $0.uppercased() == name }
  }
}
