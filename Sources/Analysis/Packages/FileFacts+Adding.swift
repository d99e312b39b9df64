import Model

extension FileFacts {
  /// Adds a package, unless the file declares more than `limits` allow.
  ///
  /// One without a name names nothing: it leaves a gap, and the rest of the file still counts.
  mutating func add(_ package: Package, within limits: Limits) throws(AnalysisError) {
    guard packages.count < limits.packagesPerFile else { throw .limit("packages in one file") }
    guard !package.name.isEmpty else {
      if let evidence = package.evidence.first {
        note(.malformed, evidence, "a package without a name")
      }
      return
    }
    packages.append(package)
  }

  /// Adds a gap about a part of the file that could not be read.
  mutating func note(_ reason: CoverageGap.Reason, _ evidence: Evidence, _ detail: String) {
    let gap = CoverageGap(reason, path: evidence.path, source: evidence.analyzer, detail: detail)
    // A file that repeats one mistake a million times makes it once.
    if gaps.last != gap { gaps.append(gap) }
  }
}
