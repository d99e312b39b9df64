import Foundation
import TestSupport
import Testing

/// The program says for each finding whether it came with the base image.
@Suite(.timeLimit(.minutes(5))) struct `base image in findings` {
  private let program: Program

  init() async throws {
    program = try Program()
    for (name, layers) in [("base", 1), ("app", 2), ("other", 3)] {
      try write(name, layers)
    }
    try program.folder.write(
      "feeds/osv/Debian/CVE-2022-2.json",
      """
      {"id":"CVE-2022-2","modified":"2024-05-06T00:00:00Z","affected":[
       {"package":{"ecosystem":"Debian:12","name":"base"},"ranges":[{"type":"ECOSYSTEM",
       "events":[{"introduced":"0"},{"fixed":"2"}]}]},
       {"package":{"ecosystem":"Debian:12","name":"curl"},"ranges":[{"type":"ECOSYSTEM",
       "events":[{"introduced":"0"},{"fixed":"9"}]}]}]}
      """
    )
    let built = try await program.run("data", "build", "--from", program.folder.path("feeds"))
    try #require(built.code == 0, "\(built.errors)")
  }

  /// A layout of as many layers of a sample: a Debian, an installation of curl, a file.
  private func write(_ name: String, _ layers: Int) throws {
    var image = sampleImage()
    image.layers = Array(image.layers.prefix(layers))
    image.history = Array(image.history.prefix(layers + 1))
    image.labels["org.opencontainers.image.base.name"] = "registry.invalid/debian:12"
    var files = ImageFiles()
    files.add(image, name: "example:1")
    try files.write(to: program.folder.path(name))
  }

  private func findings(_ arguments: String...) async throws -> [String: Bool?] {
    let scan = ["scan", "oci:app", "--scanners", "vuln", "--format", "json"]
    let text = try await program.run(scan + arguments).text
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let packages = root?["packages"] as? [[String: Any]] ?? []
    let found = root?["findings"] as? [[String: Any]] ?? []
    return Dictionary(
      uniqueKeysWithValues: found.map { finding in
        let detail = finding["vulnerability"] as? [String: Any] ?? [:]
        let package = packages[detail["package"] as? Int ?? 0]
        return (package["name"] as? String ?? "", detail["isFromBase"] as? Bool)
      }
    )
  }

  @Test func `is told where the user names the base`() async throws {
    #expect(try await findings("--base", "oci:base") == ["base": true, "curl": false])
    #expect(try await findings() == ["base": nil as Bool?, "curl": nil as Bool?])
  }

  @Test func `is shown to people, with what to do about it`() async throws {
    let outcome = try await program.run("scan", "oci:app", "--base", "oci:base")
    #expect(outcome.text.contains("Base       oci:base@sha256:"))
    #expect(outcome.text.contains("Rebuild on a newer base image, for 1 package"))
    #expect(outcome.text.contains("1 own"))
    let text = try await program.output("explain", "CVE-2022-2", "oci:app", "--base", "oci:base")
    #expect(text.contains("layer 0 of the base image"))
    #expect(text.contains("from: an own layer"))
    let labels = try await program.run("scan", "oci:app").text
    #expect(labels.contains("registry.invalid/debian:12, by its labels"))
  }

  @Test func `is taken from a bill of materials as well`() async throws {
    _ = try await program.output("sbom", "oci:base", "-f", "json", "-o", "base.json")
    #expect(try await findings("--base", "sbom:base.json") == ["base": true, "curl": false])
  }

  @Test func `is warned of when it is another state of the base`() async throws {
    let outcome = try await program.run("scan", "oci:app", "--base", "oci:other")
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("has 2 of 3 layers of oci:other"))
  }

  @Test func `is asked of the registry that labels name, and done without`() async throws {
    let outcome = try await program.run(
      ["scan", "oci:app", "--base", "labels", "--timeout", "5"]
    )
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("the base that example:1 names cannot be had"))
    #expect(try await program.run("scan", "oci:app", "--base", "oci:none").code == 2)
  }
}
