import Formats
package import Model

/// Reads the security databases of the rolling distributions made with Alpine's tools.
package struct WolfiSecdbFeed: Feed {
  package static let name = "wolfi-secdb"
  package static let summary = "Flaws fixed in Wolfi, Chainguard and MinimOS"
  package static let publisher = "Chainguard; MinimOS"
  package static let license = "the publishers' terms; Wolfi's since May 2025 forbid redistribution"
  package static let files = [
    "wolfi/security.json", "wolfi/secdb*.json", "chainguard/security.json",
    "chainguard/secdb*.json", "minimos/security.json", "minimos/secdb*.json",
  ]
  package static let addresses = [
    FeedAddress("wolfi/security.json", "https://packages.wolfi.dev/os/security.json"),
    FeedAddress("chainguard/security.json", "https://packages.cgr.dev/chainguard/security.json"),
    FeedAddress(
      "minimos/security.json",
      "https://packages.mini.dev/advisories/secdb/security.json"
    ),
  ]

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
      Self.distribution(at: node["urlprefix"]?.string ?? "", path: path)
    }
  }

  /// By the address the packages come from, or else by the folder the document lies in.
  private static func distribution(at address: String, path: String) -> AdvisorySpace? {
    let hosts = ["wolfi.dev": "wolfi", "cgr.dev": "chainguard", "mini.dev": "minimos"]
    for (host, family) in hosts where address.after(host) != nil { return AdvisorySpace(family) }
    let folder = String(path.pieces(on: "/")[0])
    return hosts.values.contains(folder) ? AdvisorySpace(folder) : nil
  }
}
