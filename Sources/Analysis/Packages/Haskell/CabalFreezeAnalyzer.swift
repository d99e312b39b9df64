import Formats
package import Model

/// Reads the versions that `cabal freeze` fixed, from `cabal.project.freeze` and the older
/// `cabal.config`.
///
/// Layout: fields of cabal's project files; `constraints` is a list with commas of
/// `any.aeson ==2.0.3.0` and of flags, `aeson +ordered-keymap`.
/// Source: Cabal user guide, "cabal.project", constraints.
package struct CabalFreezeAnalyzer: FileAnalyzer {
  package static let name = "haskell-cabal-freeze"
  package static let version = 1
  package static let summary = "Haskell packages that cabal froze (cabal.project.freeze)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .name("cabal.project.freeze"), .name("cabal.config"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    var isInside = false
    for line in try Document.lines(contents) {
      var text = line.text.trimmed
      if text.hasPrefix("--") { continue }
      if line.text.indentation == 0, let field = Self.field(text) {
        isInside = field.name == "constraints"
        text = field.rest
      }
      guard isInside else { continue }
      for constraint in text.pieces(on: ",") {
        guard let (name, version) = Self.exact(constraint.trimmed) else { continue }
        let package = Package(.hackage, name: name, version: version, evidence: evidence)
        try facts.add(package, within: limits)
      }
    }
  }

  /// `constraints: any.base ==4.15` begins a field, `setup:foo.bar ==1` does not.
  private static func field(_ text: Substring) -> (name: String, rest: Substring)? {
    guard let (name, rest) = text.cut(at: ":"), !name.isEmpty,
      name.utf8.allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "-") }),
      rest.isEmpty || rest.utf8.first?.isASCIIWhitespace == true
    else { return nil }
    return (name.lowercased(), rest.trimmed)
  }

  /// `any.aeson ==2.0.3.0`; the name may also be qualified as `setup.` or `app:setup.`.
  private static func exact(_ text: Substring) -> (name: String, version: String)? {
    guard let (scoped, after) = text.cut(at: "="), let version = after.dropping(prefix: "=") else {
      return nil
    }
    let name = scoped.trimmed.pieces(on: ".").last ?? ""
    guard HaskellName.isVersion(version.trimmed), !name.isEmpty, name.words.count == 1 else {
      return nil
    }
    return (String(name), String(version.trimmed))
  }
}
