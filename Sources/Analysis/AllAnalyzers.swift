/// Every file analyzer, one line each, sorted by name. An analyzer on disk that is not in this
/// list fails a test.
package let allAnalyzers: [any FileAnalyzer.Type] = [
  CargoAuditableAnalyzer.self,
  CondaEnvironmentAnalyzer.self,
  CondaMetaAnalyzer.self,
  DpkgCopyrightAnalyzer.self,
  DpkgFilesAnalyzer.self,
  DpkgStatusAnalyzer.self,
  GoBinaryAnalyzer.self,
  JavaArchiveAnalyzer.self,
  JavaRuntimeAnalyzer.self,
  PDMLockAnalyzer.self,
  PipfileLockAnalyzer.self,
  PoetryLockAnalyzer.self,
  PyLockAnalyzer.self,
  PythonDistInfoAnalyzer.self,
  PythonManifestAnalyzer.self,
  PythonRecordAnalyzer.self,
  PythonRequirementsAnalyzer.self,
  RPMDatabaseAnalyzer.self,
  UVLockAnalyzer.self,
]
