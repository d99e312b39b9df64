import Formats
package import Model

/// What changed from one artifact's findings to another's.
package struct AssessmentDifference: Hashable, Sendable {
  /// In the later artifact only.
  package private(set) var new: [Finding] = []
  /// In the earlier artifact only, with what became of the package.
  package private(set) var gone: [Gone] = []
  /// In both.
  package private(set) var kept: [Finding] = []

  /// A finding that is there no more.
  package struct Gone: Hashable, Sendable {
    /// What became of the package that had it.
    package enum Reason: String, Sendable {
      case upgraded
      case removed
      /// The package is there in the same version: another build, or a waiver.
      case other
    }

    package var finding: Finding
    package var reason: Reason
    /// The version that the later artifact has; empty when the package is not there.
    package var version: String
  }

  package init(from old: Assessment, to new: Assessment) {
    let before = Set(old.findings.map(Self.identity))
    let after = Set(new.findings.map(Self.identity))
    self.new = new.findings.filter { !before.contains(Self.identity($0)) }
    kept = new.findings.filter { before.contains(Self.identity($0)) }
    let packages = Dictionary(grouping: new.inventory.packages, by: Self.name(of:))
    gone = old.findings.filter { !after.contains(Self.identity($0)) }.map { finding in
      Self.gone(finding, packages)
    }
  }

  /// Flaw and package, wherever the package lies: paths change between builds.
  private static func identity(_ finding: Finding) -> [String] {
    guard let package = finding.vulnerability?.package else { return [finding.fingerprint] }
    return [finding.kind.rawValue, finding.rule] + name(of: package)
  }

  private static func name(of package: Package) -> [String] {
    [package.ecosystem.rawValue, package.namespace, package.name]
  }

  private static func gone(_ finding: Finding, _ packages: [[String]: [Package]]) -> Gone {
    guard let package = finding.vulnerability?.package else {
      return Gone(finding: finding, reason: .other, version: "")
    }
    guard let later = packages[name(of: package)]?.first else {
      return Gone(finding: finding, reason: .removed, version: "")
    }
    let reason: Gone.Reason = later.version == package.version ? .other : .upgraded
    return Gone(finding: finding, reason: reason, version: later.version)
  }
}

extension AssessmentDifference {
  /// For people: counts first, then what is new, then what is gone.
  package var text: String {
    var lines = ["\(new.count) new, \(gone.count) gone, \(kept.count) in both"]
    if !new.isEmpty { lines += ["", "New:"] + new.map { "  \(Self.line($0))" } }
    if !gone.isEmpty {
      lines += ["", "Gone:"]
      lines += gone.map { gone in
        let reason =
          switch gone.reason {
          case .upgraded: "now \(gone.version)"
          case .removed: "the package is gone"
          case .other: "the package is as it was"
          }
        return "  \(Self.line(gone.finding)): \(reason)"
      }
    }
    return lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
  }

  private static func line(_ finding: Finding) -> String {
    let package =
      finding.vulnerability.map { " \($0.package.fullName) \($0.package.version)" } ?? ""
    return "\(finding.severity.rawValue) \(finding.rule)\(package)"
  }

  package var json: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("format", "plimsoll-difference")
      $0.field("formatVersion", "1.0")
      $0.field("new", new) { json, finding in json.object { Self.write(finding, to: &$0) } }
      $0.field("gone", gone) { json, gone in
        json.object {
          Self.write(gone.finding, to: &$0)
          $0.field("reason", gone.reason.rawValue)
          $0.field("newVersion", nonEmpty: gone.version)
        }
      }
      $0.field("kept", kept) { json, finding in json.object { Self.write(finding, to: &$0) } }
    }
    return json.bytes
  }

  private static func write(_ finding: Finding, to json: inout JSONWriter) {
    json.field("rule", finding.rule)
    json.field("kind", finding.kind.rawValue)
    json.field("severity", finding.severity.rawValue)
    json.field("fingerprint", finding.fingerprint)
    guard let package = finding.vulnerability?.package else { return }
    json.field("ecosystem", package.ecosystem.rawValue)
    json.field("package", package.fullName)
    json.field("version", package.version)
  }
}
