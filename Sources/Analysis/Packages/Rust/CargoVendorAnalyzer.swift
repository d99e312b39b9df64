import Formats
package import Model

/// Recognises crates that `cargo vendor` copied into a project, whose own `Cargo.lock` binds nobody:
/// the lock file of the project names what is used.
///
/// Source: Cargo Book, "Source Replacement", "Directory sources".
package struct CargoVendorAnalyzer: FileAnalyzer {
  package static let name = "cargo-vendor"
  package static let version = 1
  package static let summary = "Copied crates, whose own lock files count for nothing"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name(".cargo-checksum.json")]

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let directory = file.directory.isEmpty ? "" : file.directory + "/"
    facts.claims.append(Claim(.declared(inFile: directory + "Cargo.lock"), isComplete: true))
  }
}
