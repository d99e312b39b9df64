import Formats
package import Model

extension Ecosystem {
  /// Homebrew's formulae, on Linux as on macOS.
  package static let brew = Ecosystem(rawValue: "brew")
}

/// Reads the receipts of Homebrew, `Cellar/NAME/VERSION/INSTALL_RECEIPT.json`.
///
/// The path tells name and version, with the formula's revision; the receipt the tap and what the
/// formula needs at run time.
/// Source: Homebrew, `Library/Homebrew/tab.rb`.
package struct HomebrewReceiptAnalyzer: FileAnalyzer {
  package static let name = "homebrew-receipt"
  package static let version = 1
  package static let summary = "Formulae that Homebrew installed (Cellar/…/INSTALL_RECEIPT.json)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.name("INSTALL_RECEIPT.json")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let keg = Array(file.directory.pieces(on: "/").suffix(3))
    guard keg.count == 3, keg[0] == "Cellar" else { return }
    let receipt = try Document.json(contents, limits)
    guard receipt.map != nil else { throw .malformed("not a JSON object") }
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(
      .brew,
      name: String(keg[1]),
      version: String(keg[2]),
      evidence: evidence
    )
    if let tap = receipt["source"]?["tap"]?.string, tap != "homebrew/core" {
      package.namespace = tap
    }
    package.dependencies = (receipt["runtime_dependencies"]?.list ?? [])
      .compactMap { $0["full_name"]?.string?.pieces(on: "/").last.map(String.init) }
      .sorted()
    try facts.add(package, within: limits)
    let directory = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }
}
