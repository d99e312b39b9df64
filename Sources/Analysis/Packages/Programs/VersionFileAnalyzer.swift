import Formats
package import Model

/// Tells programs by a text file in which they keep their version.
package struct VersionFileAnalyzer: FileAnalyzer {
  package static let name = "program-version-file"
  package static let version = 1
  package static let summary =
    "Programs by the files that hold their version (Go, Erlang, WordPress)"
  package static let view = AnalysisView.installed
  package static let patterns = versionFiles.map(\.pattern)

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let scanner = VersionScanner(nameVersion: "")
    for known in versionFiles where known.fits(file.path) {
      // `VERSION` and its like are the names of many files.
      if !known.start.isEmpty, bytesDiffer(from: known.start, contents) { continue }
      for signature in known.signatures {
        guard let version = scanner.version(by: signature, in: contents) else { continue }
        let evidence = Evidence(
          analyzer: VersionFileAnalyzer.name,
          method: .installedMetadata,
          path: file.path
        )
        facts.packages.append(
          Package(.generic, name: known.product, version: version, evidence: evidence)
        )
        return
      }
    }
  }

  private func bytesDiffer(from text: String, _ contents: Span<UInt8>) -> Bool {
    guard text.utf8.count <= contents.count else { return true }
    return !zip(text.utf8, 0...).allSatisfy { $0 == contents[$1] }
  }
}

/// A file that holds the version of a program.
struct VersionFile {
  let product: String
  let pattern: FilePattern
  /// What the file begins with.
  var start = ""
  let signatures: [VersionSignature]

  func fits(_ path: String) -> Bool {
    switch pattern {
    case .name(let name): path == name || path.hasSuffix("/\(name)")
    case .tail(let tail): path == tail || path.hasSuffix("/\(tail)")
    default: false
    }
  }
}

private let versionFiles = [
  VersionFile(
    product: "go",
    pattern: .name("VERSION"),
    start: "go1.",
    signatures: [.after("go", .numbers(2...3))]
  ),
  VersionFile(
    product: "erlang",
    pattern: .name("OTP_VERSION"),
    signatures: [.after("", .numbers(2...5))]
  ),
  VersionFile(
    product: "rabbitmq",
    pattern: .name("rabbit.app"),
    signatures: [.after("{vsn,\"", next: "\"}"), .after("{vsn, \"", next: "\"}")]
  ),
  VersionFile(
    product: "elixir",
    pattern: .name("elixir.app"),
    signatures: [.after("{vsn,\"", next: "\"}"), .after("{vsn, \"", next: "\"}")]
  ),
  VersionFile(
    product: "composer",
    pattern: .name("composer.phar"),
    signatures: [.after("public const VERSION = '", .numbers(3...3), near: "BRANCH_ALIAS_VERSION")]
  ),
  VersionFile(
    product: "composer",
    pattern: .name("composer"),
    signatures: [.after("public const VERSION = '", .numbers(3...3), near: "BRANCH_ALIAS_VERSION")]
  ),
  VersionFile(
    product: "wordpress",
    pattern: .tail("wp-includes/version.php"),
    signatures: [.after("$wp_version = '", next: "'")]
  ),
  VersionFile(
    product: "drupal",
    pattern: .tail("core/lib/Drupal.php"),
    signatures: [.after("const VERSION = '", next: "'")]
  ),
]
