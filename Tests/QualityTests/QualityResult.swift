import Advisories
import Analysis
import Artifacts
import Engine
import Formats
import Model
import TestSupport
import Testing

/// What matching one case came to, held against what is expected of it.
struct QualityResult: Sendable {
  /// Expected and found.
  private(set) var agreed = 0
  /// Expected and not found.
  private(set) var missed: [String] = []
  /// Found and not expected.
  private(set) var falseAlarms: [String] = []
  /// Found as expected, but with another fix, state or severity.
  private(set) var differing: [String] = []
  /// Traps that nothing can fall into: the package is not there, or no record of its data names the
  /// flaw.
  private(set) var idleTraps: [String] = []

  static func judge(_ quality: QualityCase) async throws -> QualityResult {
    if sharedFolder("feeds") == nil {
      try skip("needs the shared feeds, which are not on this machine")
    }
    let index = try await QualityPacks.shared.packs().index
    let scratch = try ScratchFolder()
    try QualityRoot.write(quality.software, into: scratch)
    let inventory = try await inventory(of: scratch.path, named: quality.name)
    var result = QualityResult(try Matcher(index).match(inventory).findings, quality)
    for trap in quality.absent {
      let explained = try Matcher(index).explain(trap.flaw, in: inventory)
      if !explained.contains(where: { $0.package.fullName == trap.package }) {
        let isThere = inventory.packages.contains { $0.fullName == trap.package }
        result.idleTraps.append("\(trap.key): no \(isThere ? "record" : "such package")")
      }
    }
    return result
  }

  /// What is in a root file system.
  static func inventory(of path: String, named name: String) async throws -> Inventory {
    let scanner = Scanner(
      view: .installed,
      limits: .standard,
      cache: nil,
      width: 1,
      start: .now,
      progress: SilentProgress()
    )
    return try await scanner.inventory(
      ofDirectory: path,
      subject: Subject(kind: .rootFilesystem, name: name),
      exclusions: .rootFilesystem()
    )
  }

  private init(_ findings: [Finding], _ quality: QualityCase) {
    var found: [String: Finding] = [:]
    // Notices tell of no flaw.
    for finding in findings where finding.kind != .provenance {
      let package = finding.vulnerability?.package.fullName ?? ""
      found["\(finding.rule) \(package)"] = finding
    }
    for expected in quality.present {
      guard let finding = found.removeValue(forKey: expected.key) else {
        missed.append("\(expected.key): \(expected.reason)")
        continue
      }
      agreed += 1
      for (fact, wanted) in expected.facts.sorted(by: { $0.key < $1.key }) {
        let given = Self.fact(fact, of: finding)
        if given != wanted { differing.append("\(expected.key): \(fact)=\(given), not \(wanted)") }
      }
    }
    let reasons = Dictionary(
      quality.absent.map { ($0.key, $0.reason) },
      uniquingKeysWith: { first, _ in first }
    )
    falseAlarms = found.map { key, finding in
      let ranges = finding.vulnerability?.advisories.map { "\($0.feed) \($0.id) \($0.range)" } ?? []
      return "\(key): \(reasons[key] ?? "not in the table"); \(ranges.joined(separator: ", "))"
    }
    .sorted()
  }

  private static func fact(_ name: String, of finding: Finding) -> String {
    guard let detail = finding.vulnerability else { return "" }
    return switch name {
    case "fixed": detail.fixedVersions.joined(separator: ",")
    case "state": detail.fixState.rawValue
    default: finding.severity.rawValue
    }
  }
}

private struct SilentProgress: ScanProgress {
  func found(layers: Int, cached: Int) {}
  func walked(layer: Int) {}
  func cacheFailed(_ complaint: String) {}
}
