import Formats
import Model

extension FlawGroup {
  /// The finding that this group comes to.
  ///
  /// - Parameter extended: fixes that not everybody gets, by the record they stand in.
  func finding(
    in package: Package,
    facts: [FlawFacts],
    _ extended: [AdvisoryKey: ExtendedFix]
  ) -> Finding {
    var detail = VulnerabilityDetail(package: package, identifiers: identifiers)
    detail.advisories = hits.map(\.matched)
    fillFix(of: &detail, extended)
    fillSeverities(of: &detail, facts)
    detail.decidingSeverity = hits.first.flatMap { hit in
      SeverityPreference(for: hit.judgement.candidate.affected.space)
        .deciding(among: detail.severities)
    }
    detail.exploited = facts.compactMap(\.exploited).first
    detail.likelihood = facts.compactMap(\.likelihood).max { $0.probability < $1.probability }
    detail.weaknesses = Set(hits.flatMap(\.advisory.weaknesses) + facts.flatMap(\.weaknesses))
      .sorted()
    detail.published = hits.map(\.advisory.published).filter { !$0.isEmpty }.min() ?? ""
    detail.modified = hits.map(\.advisory.modified).max() ?? ""
    detail.isKernelHeaders = package.isKernelHeaders
    let kind = kind
    let severity = kind == .malware ? .critical : detail.decidingSeverity?.severity ?? .unknown
    detail.risk = RiskFacts(kind, severity: severity, detail: detail).risk
    return make(kind, severity, detail, facts)
  }

  private var kind: Finding.Kind {
    if hits.contains(where: { $0.advisory.kind == .malware }) { return .malware }
    return hits.allSatisfy { $0.advisory.kind == .notice } ? .provenance : .vulnerability
  }

  private func make(
    _ kind: Finding.Kind,
    _ severity: Severity,
    _ detail: VulnerabilityDetail,
    _ facts: [FlawFacts]
  ) -> Finding {
    let package = detail.package
    let evidence = package.evidence.first
    let rule = detail.identifiers.first ?? ""
    let summaries = hits.map(\.advisory.summary) + facts.map(\.summary)
    var finding = Finding(
      kind,
      rule: rule,
      severity: severity,
      title: summaries.first { !$0.isEmpty } ?? "\(package.fullName) is affected by \(rule)",
      location: Finding.Location(
        path: evidence?.path ?? "",
        innerPath: evidence?.innerPath ?? "",
        layer: evidence?.layer
      )
    )
    finding.remedy = remedy(detail, kind)
    finding.references = references
    finding.detail = .vulnerability(detail)
    finding.fingerprint = finding.makeFingerprint()
    return finding
  }

  private var references: [String] {
    var seen: Set<String> = []
    return hits.flatMap(\.advisory.references).filter { seen.insert($0).inserted }.prefix(20).map(
      \.self
    )
  }

  private func remedy(_ detail: VulnerabilityDetail, _ kind: Finding.Kind) -> String {
    let name = detail.package.fullName
    if kind == .malware { return "Remove \(name) and treat what it could reach as compromised" }
    if let version = detail.fixedVersions.first {
      let channel = detail.fixChannel.isEmpty ? "" : " (\(detail.fixChannel))"
      return "Upgrade \(name) to \(version)\(channel) or later"
    }
    return ""
  }

  private func fillFix(
    of detail: inout VulnerabilityDetail,
    _ extended: [AdvisoryKey: ExtendedFix]
  ) {
    guard let deciding = hits.first else { return }
    detail.fixState = deciding.judgement.candidate.affected.fixState
    let scheme = deciding.judgement.candidate.affected.space.scheme
    let space = deciding.judgement.candidate.affected.space
    // What a feed of lower rank holds for the fix of all releases is not the fix of this one.
    let isSecondary = FeedRank.isSecondary(deciding.judgement.candidate.feed)
    let fixes = hits.filter {
      $0.judgement.candidate.affected.space == space
        && FeedRank.isSecondary($0.judgement.candidate.feed) == isSecondary
    }
    .compactMap(\.judgement.fixed)
    // Versions that cannot be compared keep the order of their text.
    let sorted = Set(fixes).sorted { (left, right) in
      let order = (try? scheme.compare(left, right)) ?? .same
      return order == .same ? left < right : order == .before
    }
    // One version that publishers write in two ways, `0:2.5.0-3` and `2.5.0-3`, is one fix.
    for version in sorted {
      if let last = detail.fixedVersions.last, (try? scheme.compare(last, version)) == .same {
        continue
      }
      detail.fixedVersions.append(version)
    }
    if !detail.fixedVersions.isEmpty {
      detail.fixState = .fixed
      detail.fixChannel = ExtendedFix.channel(of: deciding.judgement.candidate.affected) ?? ""
    } else if let fix = hits.compactMap({ extended[$0.judgement.candidate.key] }).first {
      detail.fixedVersions = [fix.version]
      detail.fixState = .fixed
      detail.fixChannel = fix.channel
    } else if detail.fixState == .fixed {
      detail.fixState = .notFixed
    }
  }

  private func fillSeverities(of detail: inout VulnerabilityDetail, _ facts: [FlawFacts]) {
    let own = hits.flatMap { $0.judgement.candidate.affected.severities + $0.advisory.severities }
    detail.severities = Set(own + facts.flatMap(\.severities)).sorted()
  }
}

extension FlawHit {
  fileprivate var matched: MatchedAdvisory {
    let affected = judgement.candidate.affected
    return MatchedAdvisory(
      id: advisory.id,
      feed: judgement.candidate.feed,
      space: affected.space.rawValue,
      packageName: affected.name,
      version: judgement.version,
      range: judgement.range,
      fixState: affected.fixState
    )
  }
}

extension Judgement {
  /// The fix that the deciding range names.
  var fixed: String? {
    if case .affected(_, let fixed) = outcome { fixed } else { nil }
  }

  /// The range that decided; empty where none did.
  var range: String {
    if case .affected(let range, _) = outcome { range } else { "" }
  }
}

extension Package {
  /// Headers and sources of a kernel: what runs in a container is the host's kernel.
  var isKernelHeaders: Bool {
    guard ecosystem.isDistribution else { return false }
    let names = [
      "linux-libc-dev", "kernel-headers", "linux-headers", "linux-api-headers", "linux-kbuild",
    ]
    return names.contains { name == $0 || name.hasPrefix("\($0)-") }
  }
}
