import Formats
package import Model

/// Reads the list of dependencies inside .NET programs that were published as a single file.
package struct DotNetBundleAnalyzer: FileAnalyzer {
  package static let name = "dotnet-bundle"
  package static let version = 1
  package static let summary = "Packages inside single-file .NET programs"
  package static let view = AnalysisView.both
  package static let patterns: [FilePattern] = [.executable]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // Those who read the records of Go and Rust say where headers are damaged: once will do.
    guard let found = try? executables(in: contents) else { return }
    var bundles: [DotNetBundle] = []
    do throws(BinaryError) {
      for executable in found {
        if let bundle = try DotNetBundle(contents, executable) { bundles.append(bundle) }
      }
    } catch {
      throw AnalysisError(error)
    }
    for bundle in bundles {
      let evidence = Evidence(
        analyzer: Self.name,
        method: .embedded,
        path: file.path,
        innerPath: bundle.dependenciesName
      )
      guard let place = bundle.dependencies else {
        facts.note(.missing, evidence, "a single-file .NET program without a list of dependencies")
        continue
      }
      let document = try Document.json(contents.extracting(place), limits)
      for library in DotNetDependencies(document).libraries {
        var package = Package(
          .nuget,
          name: library.name,
          version: library.version,
          evidence: evidence
        )
        package.dependencies = library.dependencies
        package.setDigests(library.digests)
        try facts.add(package, within: limits)
      }
      facts.claims.append(Claim(.declared(inFile: file.path), files: [PathKey(file.path)]))
    }
  }
}
