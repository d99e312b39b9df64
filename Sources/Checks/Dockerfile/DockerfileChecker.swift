import Formats
package import Model

/// Reads Dockerfiles and asks the chosen checks about them.
package struct DockerfileChecker: Sendable {
  private let checks: [any Check<DockerfileSubject>]
  private let options: CheckOptions
  private let limits: Limits

  package init(_ selection: CheckSelection, options: CheckOptions, limits: Limits) {
    checks = allDockerfileChecks.filter { selection.includes($0.rule) }
    self.options = options
    self.limits = limits
  }

  /// Names of files that are Dockerfiles or Containerfiles, by the custom of those who build them.
  package static func recognizes(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    let bases = ["dockerfile", "containerfile"]
    if bases.contains(name) { return true }
    if name.hasSuffix(".dockerignore") || name.hasSuffix(".md") { return false }
    return bases.contains { name.hasPrefix("\($0).") || name.hasSuffix(".\($0)") }
  }

  package func check(_ bytes: Span<UInt8>, path: String) -> CheckedFile {
    var result = CheckedFile()
    do throws(DataError) {
      let file = try DockerfileReader.parse(bytes, limits: limits)
      let subject = DockerfileSubject(file, path: path, options: options, limits: limits)
      if !file.instructions.contains(where: { $0.keyword != nil }) {
        let detail = "there is no instruction of a Dockerfile in it"
        result.gaps.append(
          CoverageGap(.malformed, path: path, source: "dockerfile", detail: detail)
        )
      } else {
        for fault in file.faults.prefix(3) { result.gaps.append(gap(fault, path: path)) }
        if file.faults.count > 3 {
          let detail = "there are \(file.faults.count - 3) faults more"
          let gap = CoverageGap(.malformed, path: path, source: "dockerfile", detail: detail)
          result.gaps.append(gap)
        }
      }
      if let step = subject.steps.first(where: { $0.run?.isCut == true }) {
        let detail = "line \(step.instruction.position.line): a script nests deeper than is read"
        result.gaps.append(CoverageGap(.limit, path: path, source: "dockerfile", detail: detail))
      }
      let findings = checks.flatMap { $0.evaluate(subject) }
      let remarks = IgnoreRemarks(file, path: path)
      remarks.apply(to: findings.numbered().sorted(by: place), into: &result)
    } catch {
      result.gaps.append(error.gap(path: path, source: "dockerfile"))
    }
    return result
  }

  private func gap(_ fault: Dockerfile.Fault, path: String) -> CoverageGap {
    let place = "line \(fault.position.line), column \(fault.position.column)"
    let detail = "\(place): \(fault.text)"
    return CoverageGap(.malformed, path: path, source: "dockerfile", detail: detail)
  }

  private func place(_ left: Finding, _ right: Finding) -> Bool {
    let (a, b) = (left.location, right.location)
    return (a.line ?? 0, a.column ?? 0, left.rule, left.title)
      < (b.line ?? 0, b.column ?? 0, right.rule, right.title)
  }
}

extension DataError {
  func gap(path: String, source: String) -> CoverageGap {
    let (reason, detail): (CoverageGap.Reason, String) =
      switch self {
      case .malformed(let what, let line, let column):
        (.malformed, "line \(line), column \(column): \(what)")
      case .truncated(let line): (.truncated, "line \(line): the file ends too early")
      case .notUTF8(let offset): (.malformed, "not UTF-8 at byte \(offset)")
      case .limit(let what): (.limit, "over the limit of \(what)")
      }
    return CoverageGap(reason, path: path, source: source, detail: detail)
  }
}

extension [Finding] {
  /// With a number behind places that a rule finds more than one thing at, so that each has a
  /// fingerprint of its own.
  fileprivate func numbered() -> [Finding] {
    var seen: [String: Int] = [:]
    return map { finding in
      guard case .check(var detail) = finding.detail else { return finding }
      let count = seen["\(finding.rule) \(detail.anchor)", default: 0] + 1
      seen["\(finding.rule) \(detail.anchor)"] = count
      guard count > 1 else { return finding }
      detail.anchor += " (\(count))"
      var numbered = finding
      numbered.detail = .check(detail)
      return numbered
    }
  }
}
