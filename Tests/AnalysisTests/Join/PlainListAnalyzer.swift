import Analysis
import Formats
import Model
import TestSupport

/// A package database of the simplest kind, for tests of the walk and the join: each line of
/// `db/installed` is `name version file…`.
struct PlainListAnalyzer: FileAnalyzer {
  static let name = "test-list"
  static let version = 1
  static let summary = "A list of packages for tests."
  static let view = AnalysisView.both
  static let patterns: [FilePattern] = [.tail("db/installed"), .ending(".lock")]

  init(limits: Limits) {}

  func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard let text = String(validating: contents) else { throw .malformed("not UTF-8") }
    let isDatabase = file.name == "installed"
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { throw .malformed("a line without a version") }
      let evidence = Evidence(
        analyzer: Self.name,
        method: isDatabase ? .installedDatabase : .lockFile,
        path: file.path
      )
      let ecosystem = isDatabase ? Ecosystem.deb : .npm
      facts.packages.append(
        Package(ecosystem, name: words[0], version: words[1], evidence: evidence)
      )
      let owner = PackageOwner(ecosystem: ecosystem, name: words[0])
      facts.claims.append(Claim(.named(owner), files: words.dropFirst(2).map { PathKey($0) }))
    }
  }
}

/// The inventory of an image made of these layers, seen by the test analyzer alone.
func inventory(
  _ layers: [(inout TarBuilder) -> Void],
  kind: Subject.Kind = .image
) -> Inventory {
  var join = InventoryJoin(
    subject: Subject(kind: kind, name: "test"),
    layers: layers.map { walked($0) }
  )
  return join.run()
}
