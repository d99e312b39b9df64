import Formats
package import Model

/// The checks of workloads, sorted by id.
package let allWorkloadChecks: [any Check<Workload>] =
  (BaselineControls.all + RestrictedControls.all).map(PodSecurity.init)
  .sorted { $0.rule.id < $1.rule.id }

/// Reads manifests of Kubernetes and asks the chosen checks about the workloads in them.
package struct WorkloadChecker: Sendable {
  private let checks: [any Check<Workload>]
  private let limits: Limits

  package init(_ selection: CheckSelection, limits: Limits) {
    checks = allWorkloadChecks.filter { selection.includes($0.rule) }
    self.limits = limits
  }

  /// Names of files that may hold manifests.
  package static func recognizes(_ path: String) -> Bool {
    [".yaml", ".yml", ".json"].contains { path.lowercased().hasSuffix($0) }
  }

  /// What checks say of a file; `nil` where it holds no object of Kubernetes.
  package func check(_ bytes: Span<UInt8>, path: String) -> CheckedFile? {
    guard Self.namesAnObject(bytes) else { return nil }
    var result = CheckedFile()
    do throws(DataError) {
      let documents = try YAMLReader.parse(bytes, limits: limits)
      let workloads = documents.flatMap { Workload.all(in: $0, path: path) }
      let findings = workloads.flatMap { workload in checks.flatMap { $0.evaluate(workload) } }
      let remarks = LineRemarks(bytes, path: path)
      remarks.apply(to: findings.sorted(by: Finding.comesBefore), into: &result)
    } catch {
      result.gaps.append(gap(error, bytes, path: path))
    }
    return result
  }

  /// A template is no manifest yet: that is said in words that help.
  private func gap(_ error: DataError, _ bytes: Span<UInt8>, path: String) -> CoverageGap {
    guard case .malformed = error, Self.isTemplate(bytes) else {
      return error.gap(path: path, source: "kubernetes")
    }
    let detail = "a template, which is no manifest before it is rendered"
    return CoverageGap(.unsupported, path: path, source: "kubernetes", detail: detail)
  }

  /// Whether `{{` stands in a line outside of a comment.
  private static func isTemplate(_ bytes: Span<UInt8>) -> Bool {
    var isComment = false
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"): isComment = false
      case UInt8(ascii: "#"): isComment = true
      case UInt8(ascii: "{") where !isComment && bytes.holds("{{", at: index): return true
      default: break
      }
    }
    return false
  }

  /// Whether both words stand there that every object has.
  private static func namesAnObject(_ bytes: Span<UInt8>) -> Bool {
    bytes.firstIndex(of: Array("apiVersion".utf8)) != nil
      && bytes.firstIndex(of: Array("kind".utf8)) != nil
  }
}
