import Formats
package import Model

/// Reads `conaninfo.txt`, which Conan 1 leaves with every built package, and where it installs the
/// packages of a project.
///
/// Layout: `full_requires` lists what the package was built with. What the package itself is, its
/// place in the cache tells: `data/NAME/VERSION/USER/CHANNEL/package/ID/conaninfo.txt`.
/// Source: Conan 1, `conans/model/info.py`, "Conan local cache".
package struct ConanInfoAnalyzer: FileAnalyzer {
  package static let name = "conan-info"
  package static let version = 1
  package static let summary = "C and C++ packages that Conan installed (conaninfo.txt)"
  package static let view = AnalysisView.both
  package static let patterns: [FilePattern] = [.name("conaninfo.txt")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var needed: [Package] = []
    for (section, text, line) in ConanSections.lines(try Document.lines(contents))
    where section == "full_requires" {
      guard let reference = ConanReference(text) else {
        facts.note(.malformed, evidence, "line \(line) names no package")
        continue
      }
      needed.append(reference.package(evidence))
    }
    let parts = file.directory.pieces(on: "/")
    if parts.count >= 7, parts[parts.count - 2] == "package", parts[parts.count - 7] == "data" {
      let (name, version) = (parts[parts.count - 6], parts[parts.count - 5])
      let owner = "\(parts[parts.count - 4])/\(parts[parts.count - 3])"
      if let reference = ConanReference("\(name)/\(version)@\(owner)") {
        var own = reference.package(evidence)
        own.dependencies = Set(needed.map(\.name)).sorted()
        try facts.add(own, within: limits)
        let holder = Claim.Holder.named(PackageOwner(ecosystem: .conan, name: own.name))
        facts.claims.append(Claim(holder, directories: [String(file.directory)]))
      }
    }
    for package in needed { try facts.add(package, within: limits) }
  }
}
