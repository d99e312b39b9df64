import Analysis
import Formats
import Model

/// Looks for secrets in the files of a source tree.
package struct SecretChecker: Sendable {
  private let findings: SecretFindings
  private let ignored: Set<String>

  /// - Parameters:
  ///   - selection: the rules that are asked.
  ///   - ignored: fingerprints as `.gitleaksignore` lists them: `file:rule:line`, with a commit in
  ///     front or not.
  package init(_ selection: CheckSelection, ignoring ignored: [String] = []) {
    findings = SecretFindings(selection)
    self.ignored = Set(ignored)
  }

  /// The lines of `.gitleaksignore`.
  package static func ignored(in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.hasPrefix("#") }
      .map { line in
        let parts = line.pieces(on: ":")
        return parts.suffix(3).joined(separator: ":")
      }
  }

  /// What was found in a file; `nil` where nothing was.
  package func check(_ bytes: Span<UInt8>, path: String) -> CheckedFile? {
    let scan = SecretScanner.standard.scan(bytes, path: path)
    guard !scan.traces.isEmpty else { return nil }
    var result = CheckedFile()
    var found: [Finding] = []
    for trace in scan.traces {
      guard let finding = findings.finding(trace) else { continue }
      if let reason = dismissal(of: finding, in: bytes) {
        result.dismissed.append(
          DismissedFinding(finding, by: .ignoreFile, origin: reason, reason: "")
        )
      } else {
        found.append(finding)
      }
    }
    LineRemarks(bytes, path: path).apply(to: found, into: &result)
    // What is about other checks is theirs to tell of.
    result.warnings = []
    if scan.isCut {
      let detail = "more than \(SecretScanner.traceLimit) secrets; the rest are not listed"
      result.gaps.append(CoverageGap(.limit, path: path, source: "secrets", detail: detail))
    }
    return result
  }

  /// Where it says that a finding does not count: a remark of Gitleaks in its line, or a list.
  private func dismissal(of finding: Finding, in bytes: Span<UInt8>) -> String? {
    let line = finding.location.line ?? 1
    let names = finding.identifiers.map { "\(finding.location.path):\($0):\(line)" }
    if names.contains(where: ignored.contains) { return ".gitleaksignore" }
    var cursor = LineCursor()
    while let range = cursor.line(in: bytes), cursor.number <= line {
      guard cursor.number == line else { continue }
      let text = bytes.extracting(range)
      if text.firstIndex(of: Array("gitleaks:allow".utf8)) != nil {
        return "\(finding.location.path):\(line)"
      }
    }
    return nil
  }
}
