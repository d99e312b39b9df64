import Formats
package import Model

/// Reads the modules whose packages are copied into `vendor`.
///
///     # example.org/a v1.2.3 => example.org/b v1.0.0
///     ## explicit; go 1.17
///     example.org/a/sub
///
/// A module without a package line is required, or replaced, and not copied: nothing of it is
/// here.
///
/// Source: Go Modules Reference, "Vendoring"; cmd/go, modload/vendor.go.
package struct GoVendorAnalyzer: FileAnalyzer {
  package static let name = "go-vendor"
  package static let version = 1
  package static let summary = "Modules copied into vendor, from vendor/modules.txt"
  package static let view = AnalysisView.source
  package static let patterns = [FilePattern.tail("vendor/modules.txt")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: GoVendorAnalyzer.name, method: .lockFile, path: file.path)
    var pending: Package?
    for line in try Document.lines(contents) {
      let words = line.text.words
      guard let first = words.first else { continue }
      if first == "#" {
        pending = GoVendorAnalyzer.module(words.dropFirst(), evidence)
      } else if first.utf8.first != UInt8(ascii: "#"), let module = pending {
        try facts.add(module, within: limits)
        pending = nil
      }
    }
  }

  /// The module of a line without its `#`; `nil` for a replacement that nothing required.
  private static func module(_ words: ArraySlice<Substring>, _ evidence: Evidence) -> Package? {
    let (old, new) = words.sides(of: "=>")
    guard var path = old.first, var version = old.dropFirst().first else { return nil }
    if let replacement = new.first {
      if !GoModulePath.isDirectory(String(replacement)) {
        path = replacement
        version = new.dropFirst().first ?? ""
      } else if version == "v0.0.0" {
        version = ""
      }
    }
    return Package(goModule: String(path), version: String(version), evidence: evidence)
  }
}

extension ArraySlice<Substring> {
  /// The words before and after a separator.
  fileprivate func sides(of separator: Substring) -> (Self, Self) {
    guard let at = firstIndex(of: separator) else { return (self, []) }
    return (self[..<at], self[(at + 1)...])
  }
}
