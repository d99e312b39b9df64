import Formats
package import Model

/// Tells programs that no package manager installed, by the version text they carry.
///
/// Only files are searched whose name a program of the table has; all others cost one look-up.
package struct ProgramVersionAnalyzer: FileAnalyzer {
  package static let name = "program-version"
  package static let version = 1
  package static let summary = "Well-known programs and libraries, by the version text in them"
  package static let view = AnalysisView.installed
  package static let patterns = [FilePattern.executable]

  private static let byFile: [String: [ProgramFacts]] = {
    var table: [String: [ProgramFacts]] = [:]
    for program in programs {
      for file in program.files { table[file, default: []].append(program) }
    }
    return table
  }()

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let name = ProgramName(file.name)
    guard !name.isModule else { return }
    let candidates =
      ProgramVersionAnalyzer.byFile[name.stem]
      ?? ProgramVersionAnalyzer.byFile[String(file.name)] ?? []
    let scanner = VersionScanner(nameVersion: name.version)
    for program in candidates {
      guard let version = version(of: program, scanner, contents) else { continue }
      facts.packages.append(
        Package(
          .generic,
          namespace: program.vendor,
          name: program.name,
          version: version,
          evidence: Evidence(
            analyzer: ProgramVersionAnalyzer.name,
            method: .versionString,
            path: file.path
          )
        )
      )
      // Forks carry the texts of what they were forked from; the table has the fork first.
      return
    }
    if name.stem == "go" { addToolchain(file, contents, &facts) }
  }

  private func version(
    of program: ProgramFacts,
    _ scanner: VersionScanner,
    _ contents: Span<UInt8>
  ) -> String? {
    if !program.modules.isEmpty, let version = moduleVersion(of: program, contents) {
      return version
    }
    for signature in program.signatures {
      if let version = scanner.version(by: signature, in: contents) { return version }
    }
    return nil
  }

  /// The version of a Go program's main module, less its `v`; `nil` for other programs of the
  /// name, and for those that do not know their version.
  private func moduleVersion(of program: ProgramFacts, _ contents: Span<UInt8>) -> String? {
    guard let build = ProgramVersionAnalyzer.buildInfo(of: contents) else { return nil }
    let path = build.main?.module.path ?? build.path
    let isWanted = program.modules.contains { path == $0 || path.hasPrefix($0 + "/") }
    guard isWanted else { return nil }
    let version = GoBinaryPackages.mainVersion(of: build)
    guard !version.isEmpty, !version.hasPrefix("v0.0.0-") else { return nil }
    return version.hasPrefix("v") ? String(version.dropFirst()) : version
  }

  /// The Go toolchain: its command was built by itself.
  private func addToolchain(
    _ file: FileEntry,
    _ contents: Span<UInt8>,
    _ facts: inout FileFacts
  ) {
    guard let build = ProgramVersionAnalyzer.buildInfo(of: contents), build.path == "cmd/go",
      let version = GoBinaryPackages.toolchainVersion(build.goVersion)
    else { return }
    facts.packages.append(
      Package(
        .generic,
        name: "go",
        version: version,
        evidence: Evidence(
          analyzer: ProgramVersionAnalyzer.name,
          method: .versionString,
          path: file.path
        )
      )
    )
  }

  private static func buildInfo(of contents: Span<UInt8>) -> GoBuildInfo? {
    // Damage is reported by the analyzer of Go programs, which sees the same file.
    guard let executable = try? executables(in: contents).first else { return nil }
    return try? GoBuildInfo(in: executable, contents)
  }
}
