package import Model

/// What the user asks of findings, apart from naming single ones.
package struct PolicyOptions: Hashable, Sendable {
  /// Any of these denies; nothing is asked where there are none.
  package var failOn: [FailOnRule] = []
  /// Whether vulnerabilities without a fix to install do not count.
  package var ignoresUnfixed = false
  /// Vulnerabilities in these states do not count.
  package var ignoredStates: Set<FixState> = []
  /// What is less bad than this does not count.
  package var minimumSeverity = Severity.unknown
  /// Whether flaws in headers and sources of a kernel do not count.
  package var ignoresKernelHeaders = false
  /// Whether packages that are only needed for development do not count.
  package var ignoresDevelopment = false

  package init() {}

  /// Why a finding does not count: the option, and the reason in words; `nil` when it does.
  ///
  /// No option takes malware out.
  func dismissal(of finding: Finding) -> (option: String, reason: String)? {
    guard finding.kind != .malware else { return nil }
    if finding.severity < minimumSeverity {
      return ("min-severity", "\(finding.severity.rawValue) is below \(minimumSeverity.rawValue)")
    }
    guard let detail = finding.vulnerability else { return nil }
    if ignoresKernelHeaders, detail.isKernelHeaders {
      return ("ignore-kernel-headers", "headers of a kernel, which do not run in a container")
    }
    if ignoresDevelopment, detail.package.scope == .development {
      return ("ignore-development", "needed for development only")
    }
    if ignoredStates.contains(detail.fixState) {
      return ("ignore-states", "the publisher says \(detail.fixState.rawValue)")
    }
    if ignoresUnfixed, !detail.hasFixToInstall {
      return (
        "ignore-unfixed",
        detail.fixChannel.isEmpty
          ? "no fix: \(detail.fixState.rawValue)" : "the fix needs \(detail.fixChannel)"
      )
    }
    return nil
  }
}
