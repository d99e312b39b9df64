import Formats
package import Model

/// Reads a bill of materials that lies in the artifact, as builders leave it beside what they
/// built.
package struct SBOMDocumentAnalyzer: FileAnalyzer {
  package static let name = "sbom-document"
  package static let version = 1
  package static let summary =
    "bills of materials in CycloneDX, SPDX and Syft JSON, those of Bitnami among them"
  package static let view = AnalysisView.both
  package static let patterns: [FilePattern] = [
    .ending(".cdx.json"),
    .ending(".cyclonedx.json"),
    .ending(".spdx", under: "opt/bitnami"),
    .ending(".spdx.json"),
    .ending(".syft.json"),
    .name("bom.json"),
    .name("sbom.json"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let path = file.path
    let inventory: Inventory
    do {
      inventory = try SBOMReader.read(contents, path: path, limits: limits)
    } catch {
      // These two names are used for other things too.
      let isCommon = ["bom.json", "sbom.json"].contains(file.name)
      let isOther = [.unknownFormat, .otherSyntax(.unknown)].contains(error.reason)
      if isCommon, isOther { return }
      throw error.analysisError
    }
    for var package in inventory.packages {
      // What the document was told is hearsay here; the document is what was seen.
      package.evidence = [Evidence(analyzer: Self.name, method: .sbom, path: path)]
      package.owner = nil
      try facts.add(package, within: limits)
    }
    for gap in inventory.gaps {
      facts.gaps.append(
        CoverageGap(gap.reason, path: path, source: Self.name, detail: gap.detail)
      )
    }
  }
}
