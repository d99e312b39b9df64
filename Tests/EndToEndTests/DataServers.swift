import Foundation
import Model
import RegistryStub
import TestSupport
import Testing

/// What publishers tell in the tests of `plimsoll data`: a file of each of two feeds.
enum PublishedFiles {
  static let osv = "osv/npm/all.zip"
  static let kev = "kev/known_exploited_vulnerabilities.json"

  /// A record of npm's `left` that is fixed in a version.
  static func archive(fixed: String, day: String = "2024-07-08") -> [UInt8] {
    let record = """
      {"id":"GHSA-1","aliases":["CVE-2024-1"],"modified":"\(day)T00:00:00Z","affected":[{"package":
       {"ecosystem":"npm","name":"left"},"ranges":[{"type":"SEMVER",
       "events":[{"introduced":"0"},{"fixed":"\(fixed)"}]}]}]}
      """
    return ZipBuilder([("GHSA-1.json", record)]).build()
  }

  static let catalog = """
    {"catalogVersion":"2024.07.08","dateReleased":"2024-07-08T00:00:00Z","count":1,
     "vulnerabilities":[{"cveID":"CVE-2024-1","dateAdded":"2024-07-01","shortDescription":"",
     "vendorProject":"a","product":"b","vulnerabilityName":"c","requiredAction":"d",
     "dueDate":"2024-07-20"}]}
    """

  /// A server of both below `/feeds`.
  static func server() -> StubFiles {
    StubFiles([
      "/feeds/\(osv)": archive(fixed: "2.0.0"), "/feeds/\(kev)": Array(catalog.utf8),
    ])
  }
}

extension Program {
  /// Writes the settings that fetch both files from a server and from nobody else.
  func setSources(_ server: StubServer) throws {
    try folder.write(
      ".local/share/plimsoll/sources.yaml",
      "publishers: false\nmirrors: [\(server.origin)/feeds]\n"
    )
  }

  /// A bill of materials with one package of npm.
  func document(version: String) throws -> String {
    try folder.write(
      "app.cdx.json",
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library",
       "name":"left","version":"\(version)","purl":"pkg:npm/left@\(version)"}]}
      """
    )
  }

  /// Makes packs from the files of `PublishedFiles`, asking nobody.
  func makeData(fixed: String = "2.0.0", day: String = "2024-07-08") async throws {
    try folder.write("feeds/\(PublishedFiles.osv)", PublishedFiles.archive(fixed: fixed, day: day))
    try folder.write("feeds/\(PublishedFiles.kev)", PublishedFiles.catalog)
    _ = try await output("data", "build", "--from", "feeds")
  }
}
