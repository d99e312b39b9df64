/// Every file analyzer, one line each, sorted by name. An analyzer on disk that is not in this
/// list fails a test.
package let allAnalyzers: [any FileAnalyzer.Type] = [
  DpkgCopyrightAnalyzer.self,
  DpkgFilesAnalyzer.self,
  DpkgStatusAnalyzer.self,
  GoBinaryAnalyzer.self,
  JavaArchiveAnalyzer.self,
  JavaRuntimeAnalyzer.self,
  RPMDatabaseAnalyzer.self,
]
