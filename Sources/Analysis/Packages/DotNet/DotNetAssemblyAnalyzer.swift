import Formats
package import Model

/// Recognises .NET assemblies by what they call themselves.
///
/// They count where no `deps.json` names them: in programs for the .NET Framework and Mono, and
/// where assemblies were copied by hand.
package struct DotNetAssemblyAnalyzer: FileAnalyzer {
  package static let name = "dotnet-assembly"
  package static let version = 1
  package static let summary = ".NET assemblies, by their own name and version"
  package static let view = AnalysisView.both
  package static let patterns: [FilePattern] = [.executable]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard PEFile.isPE(contents) else { return }
    let assembly: CLIAssembly?
    let info: PEVersionInfo?
    do throws(BinaryError) {
      let executable = try PEFile(contents)
      assembly = try CLIAssembly(contents, executable)
      info = assembly == nil ? nil : PEVersionInfo(contents, executable)
    } catch {
      throw AnalysisError(error)
    }
    guard let assembly else { return }
    let key = PathKey(file.path)
    // One package has an assembly for each framework, all of another version than its own.
    if let place = NuGetCachePlace(file.path) {
      facts.claims.append(Claim(.declared(inFile: place.specification), files: [key]))
      return
    }
    guard assembly.culture.isEmpty else {
      // Translations are a part of the assembly they are for.
      let name = assembly.name.dropping(suffix: ".resources") ?? assembly.name[...]
      let owner = PackageOwner(ecosystem: .nuget, name: String(name))
      facts.claims.append(Claim(.named(owner), files: [key]))
      return
    }
    let evidence = Evidence(analyzer: Self.name, method: .embedded, path: file.path)
    var package = Package(
      .nuget,
      name: assembly.name,
      version: AssemblyVersion.best(of: assembly, info),
      evidence: evidence
    )
    package.vendor = info?.strings["CompanyName"] ?? ""
    try facts.add(package, within: limits)
    facts.claims.append(Claim(.declared(inFile: file.path), files: [key]))
  }
}
