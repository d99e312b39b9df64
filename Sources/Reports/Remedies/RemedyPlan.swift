package import Model

/// Findings put together by what to do about them.
///
/// Malware comes first, then what can be done, most pressing first; then what nothing can be done
/// about yet, and the headers of kernels, which do not run in a container, last.
package struct RemedyPlan: Hashable, Sendable {
  package var remedies: [Remedy]

  /// Every finding is in exactly one remedy, by its place in `findings`.
  package init(_ findings: [Finding]) {
    var places: [Key: [Int]] = [:]
    for (place, finding) in findings.enumerated() {
      places[Key(finding), default: []].append(place)
    }
    let made = places.map { key, places in
      (rank: key.rank, remedy: key.remedy(for: places, of: findings))
    }
    remedies = made.sorted {
      ($0.rank, $0.remedy.findings.first ?? 0) < ($1.rank, $1.remedy.findings.first ?? 0)
    }.map(\.remedy)
  }
}

/// One thing to do, and the findings that it mends.
package struct Remedy: Hashable, Sendable {
  /// The kinds of thing to do.
  package enum Action: String, Sendable, CaseIterable {
    /// Take out what was published to do harm.
    case remove
    /// Upgrade one package.
    case upgrade
    /// Build anew on a newer base image, which has the packages that the old one lacks.
    case rebuildOnNewerBase = "rebuild-on-newer-base"
    /// Do what the finding itself says: it is no flaw of a package.
    case follow
    /// Nothing can be done yet but to take the package out.
    case none
    /// Nothing need be done: headers and sources of a kernel do not run in a container.
    case disregard
  }

  package var action: Action
  /// What to upgrade to what: one for an upgrade, all of them for a newer base, else none.
  package var upgrades: [Upgrade]
  /// One sentence without a full stop.
  package var sentence: String
  /// The findings, by their place in the assessment, rising.
  package var findings: [Int]
}

/// A version to go to, and the findings that are mended by going there.
package struct Upgrade: Hashable, Sendable {
  package var ecosystem: Ecosystem
  /// The package, or the source package where several are built from one.
  package var name: String
  /// Names of the packages that go together, sorted.
  package var packages: [String]
  package var installed: String
  /// The smallest version that mends them all.
  package var target: String
  /// What is needed to get it, such as `Ubuntu Pro`; empty when nothing is.
  package var channel: String
  /// By their place in the assessment, rising.
  package var findings: [Int]
}

/// What findings have in common that have one remedy.
private enum Key: Hashable {
  case malware(Ecosystem, String)
  case upgrade(UpgradeKey)
  case base
  case own(String)
  case none(FixState)
  case kernelHeaders

  init(_ finding: Finding) {
    guard let detail = finding.vulnerability else {
      self = .own(finding.remedy)
      return
    }
    if finding.kind == .malware {
      self = .malware(detail.package.ecosystem, detail.package.fullName)
    } else if detail.isKernelHeaders {
      self = .kernelHeaders
    } else if detail.fixedVersions.isEmpty {
      self = .none(detail.fixState == .fixed ? .notFixed : detail.fixState)
    } else {
      self = detail.isFromBase == true ? .base : .upgrade(UpgradeKey(detail))
    }
  }

  /// What comes first: 0 to 3.
  var rank: Int {
    switch self {
    case .malware: 0
    case .upgrade, .base, .own: 1
    case .none: 2
    case .kernelHeaders: 3
    }
  }

  func remedy(for places: [Int], of findings: [Finding]) -> Remedy {
    let upgrades = upgrades(for: places, of: findings)
    return Remedy(
      action: action,
      upgrades: upgrades,
      sentence: sentence(upgrades),
      findings: places
    )
  }

  private var action: Remedy.Action {
    switch self {
    case .malware: .remove
    case .upgrade: .upgrade
    case .base: .rebuildOnNewerBase
    case .own: .follow
    case .none: .none
    case .kernelHeaders: .disregard
    }
  }

  private func upgrades(for places: [Int], of findings: [Finding]) -> [Upgrade] {
    switch self {
    case .upgrade, .base: break
    case .malware, .own, .none, .kernelHeaders: return []
    }
    var byKey: [UpgradeKey: [Int]] = [:]
    for place in places {
      guard let detail = findings[place].vulnerability else { continue }
      byKey[UpgradeKey(detail), default: []].append(place)
    }
    return byKey.map { $0.upgrade(for: $1, of: findings) }
      .sorted { ($0.findings.first ?? 0) < ($1.findings.first ?? 0) }
  }

  private func sentence(_ upgrades: [Upgrade]) -> String {
    switch self {
    case .malware(_, let name):
      return "Remove \(name), and treat what it could reach as compromised"
    case .upgrade:
      guard let upgrade = upgrades.first else { return "" }
      let channel = upgrade.channel.isEmpty ? "" : " (\(upgrade.channel))"
      let installed = upgrade.installed.isEmpty ? "" : " from \(upgrade.installed)"
      return "Upgrade \(upgrade.name)\(installed) to \(upgrade.target)\(channel)"
    case .base:
      let count = upgrades.count
      return "Rebuild on a newer base image, for \(count) \(count == 1 ? "package" : "packages")"
    case .own(let remedy): return remedy.isEmpty ? "Look into these" : remedy
    case .none(let state): return "No fix: \(state.words)"
    case .kernelHeaders:
      return "Headers of a kernel, which do not run in a container: nothing to do"
    }
  }
}

/// What is upgraded in one step: the packages of one source in one version.
private struct UpgradeKey: Hashable {
  var ecosystem: Ecosystem
  var name: String
  var version: String
  var channel: String

  init(_ detail: VulnerabilityDetail) {
    let package = detail.package
    let source = package.ecosystem.isDistribution ? package.source : nil
    ecosystem = package.ecosystem
    name = source?.name ?? package.fullName
    version = source.map { $0.version.isEmpty ? package.version : $0.version } ?? package.version
    channel = detail.fixChannel
  }

  func upgrade(for places: [Int], of findings: [Finding]) -> Upgrade {
    let details = places.compactMap { findings[$0].vulnerability }
    let packages = Set(details.map(\.package.fullName)).sorted()
    let target = details.first.flatMap { first in
      FixOrder(of: first).smallest(mending: details.map(\.fixedVersions), from: version)
    }
    return Upgrade(
      ecosystem: ecosystem,
      name: packages.count == 1 ? packages.joined() : name,
      packages: packages,
      installed: version,
      target: target ?? "",
      channel: channel,
      findings: places
    )
  }
}

extension FixState {
  /// For people, to follow `No fix:`.
  var words: String {
    switch self {
    case .fixed: "there is a fix"
    case .notFixed: "none published yet"
    case .willNotFix: "the publisher does not plan one"
    case .deferred: "the publisher has put it off"
    case .endOfLife: "the release or package is no longer looked after"
    case .underInvestigation: "the publisher is still looking into it"
    case .notAffected: "not affected"
    }
  }
}
