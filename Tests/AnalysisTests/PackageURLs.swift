import Analysis
import Model

extension FileFacts {
  /// The packages as package URLs, in the order they were declared.
  var purls: [String] {
    packages.map { $0.purl(system: nil)?.description ?? "no package URL: \($0.name)" }
  }
}
