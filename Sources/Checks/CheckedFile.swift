package import Model

/// What checks say of one file.
package struct CheckedFile: Hashable, Sendable {
  package var findings: [Finding] = []
  /// What the file itself says shall not count.
  package var dismissed: [DismissedFinding] = []
  package var gaps: [CoverageGap] = []
  /// Remarks in the file that asked for something and did nothing.
  package var warnings: [String] = []

  package init() {}
}
