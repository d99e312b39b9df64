import Model
import Policy
import Testing

@Suite struct `VEX lint` {
  @Test(arguments: [
    (
      #"{"@id": "pkg:oci/other"}"#,
      "unknown product: 'pkg:oci/other' is another image than ghcr.io/acme/app:1.2"
    ),
    (
      #"{"@id": "pkg:oci/app@sha256:\#(String(repeating: "0", count: 64))"}"#,
      "digest differs: 'pkg:oci/app@sha256:\(String(repeating: "0", count: 64))' says sha256:000"
    ),
    (
      #"{"@id": "pkg:oci/app?tag=1.3"}"#,
      "tag differs: 'pkg:oci/app?tag=1.3' says 1.3, and here it is 1.2"
    ),
    (
      #"{"@id": "pkg:oci/app?repository_url=ghcr.io/x/app"}"#,
      "repository differs: 'pkg:oci/app?repository_url=ghcr.io/x/app' says ghcr.io/x/app, and here"
    ),
    (#"{"@id": "pkg:oci/app?arch=arm64"}"#, "architecture differs: "),
    (
      #"{"@id": "ghcr.io/acme/app:2"}"#,
      "tag differs: 'ghcr.io/acme/app:2' says 2, and here it is 1.2"
    ),
    (
      #"{"@id": "pkg:deb/debian/libcurl4@1"}"#,
      "version differs: 'pkg:deb/debian/libcurl4@1' says 1, and here it is 7.88.1-10"
    ),
    (#"{"@id": "pkg:deb/ubuntu/libcurl4"}"#, "namespace differs: "),
    (#"{"@id": "pkg:deb/debian/libcurl4?arch=arm64"}"#, "qualifier arch differs: "),
    (#"{"@id": "pkg:apk/debian/libcurl4"}"#, "type differs: "),
    (#"{"@id": "pkg:npm/lodash"}"#, "unknown product: nothing here is called 'pkg:npm/lodash'"),
    (
      #"{"identifiers": {"cpe23": "cpe:2.3:a:x:y:1:*:*:*:*:*:*:*"}}"#,
      "'cpe:2.3:a:x:y:1:*:*:*:*:*:*:*' names"
    ),
    (
      #"{"@id": "pkg:oci/app", "subcomponents": [{"@id": "pkg:npm/a"}]}"#,
      "'pkg:oci/app' is this artifact or in it, and nothing in it is called 'pkg:npm/a'"
    ),
    (
      #"{"@id": "pkg:oci/app", "subcomponents": [{"@id": "pkg:deb/debian/libcurl4@1"}]}"#,
      "version differs: "
    ),
    (
      #"{"@id": "pkg:golang/github.com/acme/app", "subcomponents": [{"@id": "pkg:deb/debian/libcurl4"}]}"#,
      "'pkg:deb/debian/libcurl4' and 'pkg:golang/github.com/acme/app' are both here"
    ),
    (
      #"{"@id": "pkg:golang/github.com/acme/app"}"#,
      "CVE-2024-0001 was found, but in github.com/open"
    ),
  ])
  func `says exactly why a statement matched nothing`(product: String, reason: String) throws {
    let effect = VEXImage.effect(of: try vex(openVEX(statement(product))))
    guard case .nothing(let mismatch) = effect else {
      Issue.record("\(String(describing: effect))")
      return
    }
    #expect(mismatch.description.hasPrefix(reason), "\(mismatch)")
  }

  @Test func `says that nothing of the name was found`() throws {
    let document = try vex(openVEX(statement(on: "CVE-1", #"{"@id": "pkg:oci/app"}"#)))
    #expect(VEXImage.effect(of: document) == .nothing(.noSuchVulnerability(name: "CVE-1")))
  }

  @Test func `says that a product is missing`() throws {
    let document = try vex(openVEX(#"{"vulnerability": "A", "status": "fixed"}"#))
    #expect(VEXImage.effect(of: document) == .nothing(.noProduct))
  }

  @Test func `says what statements matched`() throws {
    let product = #"{"@id": "pkg:oci/app"}"#
    let first = try vex(openVEX(statement(product, "affected"), statement(on: "DSA-1-1", product)))
    let second = try vex(
      openVEX(
        statement(#"{"@id": "pkg:golang/github.com/open-policy-agent/opa"}"#),
        timestamp: "2025-01-01T00:00:00Z"
      ),
      name: "b.json"
    )
    let opa = "GHSA-aaaa-bbbb-cccc in github.com/open-policy-agent/opa"
    let lint = VEXLint([first, second], against: VEXImage.assessment)
    #expect(
      lint.lines.map(\.effect) == [
        .annotates([opa]), .dismisses(["CVE-2024-0001 in libcurl4"]), .superseded([opa]),
      ]
    )
    #expect(lint.unmatched == 0)
    #expect(
      lint.lines[2].description
        == "b.json:3: CVE-2024-0001 not_affected: later statements decide \(opa)"
    )
  }

  @Test func `is the same for a judged assessment`() throws {
    let document = try vex(openVEX(statement(#"{"@id": "pkg:oci/app"}"#)))
    let judged = try VEXImage.judged(by: [document])
    #expect(
      VEXLint([document], against: judged) == VEXLint([document], against: VEXImage.assessment)
    )
  }
}
