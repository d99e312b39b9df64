import Formats
package import Model

/// Recognises the packs of a .NET SDK: assemblies to compile against, and runtimes to publish with.
///
/// Layout: `PACK/VERSION/data/FrameworkList.xml` or `RuntimeList.xml`, with a `File` for each
/// assembly, its `Path` from the directory of the version.
/// Source: dotnet/sdk, "Targeting packs and runtime packs"; Microsoft.NET.Build.Tasks,
/// `ResolveTargetingPackAssets`.
package struct DotNetPackAnalyzer: FileAnalyzer {
  package static let name = "dotnet-pack"
  package static let version = 1
  package static let summary = "Targeting and runtime packs of .NET SDKs (FrameworkList.xml)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .tail("data/FrameworkList.xml"), .tail("data/RuntimeList.xml"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let home = file.directory.pieces(on: "/").dropLast()
    guard home.count >= 2, let version = home.last, version.utf8.first?.isASCIIDigit == true else {
      return
    }
    let list = try Document.xml(contents, limits)
    guard list.name == "FileList" else { throw .malformed("not a list of files") }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    let name = String(home[home.endIndex - 2])
    var package = Package(.nuget, name: name, version: String(version), evidence: evidence)
    // What one compiles against is in no program.
    if file.name == "FrameworkList.xml" { package.scope = .development }
    try facts.add(package, within: limits)
    let directory = home.joined(separator: "/")
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
    for element in list.children(named: "File") {
      guard let path = element.attribute("Path")?.normalizedPath(from: directory) else { continue }
      facts.claims.append(Claim(.declared(inFile: path), isComplete: true))
    }
  }
}
