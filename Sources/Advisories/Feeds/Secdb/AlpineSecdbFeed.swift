import Formats
package import Model

/// Reads Alpine's security database: what is fixed, by branch and repository.
package struct AlpineSecdbFeed: Feed {
  package static let name = "alpine-secdb"
  package static let summary = "Flaws fixed in Alpine, by branch"
  package static let publisher = "Alpine Linux"
  package static let license = "CC-BY-SA-4.0"
  package static let files = [
    "alpine/secdb*.tar*", "alpine/*/main.json", "alpine/*/community.json",
  ]
  package static let addresses = branches.flatMap { branch in
    ["main", "community"].map { repository in
      FeedAddress(
        "alpine/\(branch)/\(repository).json",
        "https://secdb.alpinelinux.org/\(branch)/\(repository).json"
      )
    }
  }

  /// Branches that have had a release for the last years, and the one in the making.
  private static let branches = (15...24).map { "v3.\($0)" } + ["edge"]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".json") else { return }
    try SecdbDocument.read(bytes, feed: Self.name, limits: limits, into: &sink, path: path) {
      node in
      Self.branch(node["distroversion"]?.string, path: path).map { AdvisorySpace("alpine", $0) }
    }
  }

  /// The branch that a document names, or else the folder it lies in.
  private static func branch(_ name: String?, path: String) -> String? {
    let folders = path.pieces(on: "/").reversed().map(String.init)
    for text in [name ?? ""] + folders {
      if text == "edge" { return text }
      guard let number = text.dropping(prefix: "v"), number.utf8.first?.isASCIIDigit == true else {
        continue
      }
      return String(number)
    }
    return nil
  }
}
