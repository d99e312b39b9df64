import Formats
import Model
import Policy
import TestSupport
import Testing

@Suite struct `OpenVEX` {
  private static let digest = "sha256:" + sampleDigest.hex

  @Test(arguments: [
    #"{"@id": "pkg:oci/app@\#(digest)"}"#,
    #"{"@id": "pkg:oci/app@\#(digest)?repository_url=elsewhere.example.org/app"}"#,
    #"{"@id": "pkg:oci/app"}"#, #"{"@id": "pkg:oci/app?tag=1.2&arch=amd64"}"#,
    #"{"@id": "pkg:oci/app?repository_url=ghcr.io/acme/app"}"#,
    #"{"@id": "pkg:oci/app?repository_url=ghcr.io/acme"}"#,
    #"{"@id": "pkg:docker/acme/app@1.2?repository_url=ghcr.io"}"#,
    #"{"@id": "ghcr.io/acme/app:1.2"}"#, #"{"@id": "ghcr.io/acme/app"}"#,
    #"{"@id": "ghcr.io/acme/app@\#(digest)"}"#, #"{"@id": "\#(digest)"}"#,
    #"{"@id": "https://example.org/app", "hashes": {"sha-256": "\#(sampleDigest.hex)"}}"#,
    #"{"identifiers": {"purl": "pkg:oci/app"}}"#,
    #"{"@id": "pkg:oci/other"}, {"@id": "pkg:oci/app"}"#,
    #"{"identifiers": {"cpe23": "cpe:2.3:o:acme:linux:9:*:*:*:*:*:*:*"}}"#,
  ])
  func `knows an image by its product`(product: String) throws {
    let document = try vex(openVEX(statement(product)))
    #expect(document.warnings.isEmpty)
    #expect(try VEXImage.dismissed(by: document) == ["libcurl4", "opa"])
  }

  @Test(arguments: [
    (#"{"@id": "pkg:deb/debian/libcurl4"}"#, ["libcurl4"]),
    (#"{"@id": "pkg:deb/debian/libcurl4@7.88.1-10?arch=amd64"}"#, ["libcurl4"]),
    (#"{"@id": "pkg:deb/debian/libcurl4@7.88.1-10?distro=debian-12.5"}"#, ["libcurl4"]),
    (#"{"@id": "pkg:deb/debian/curl@7.88.1-10?arch=source"}"#, ["libcurl4"]),
    (#"{"@id": "pkg:golang/github.com/open-policy-agent/opa@v0.35.0"}"#, ["opa"]),
    (
      #"{"@id": "pkg:oci/app", "subcomponents": [{"@id": "pkg:deb/debian/libcurl4"}]}"#,
      ["libcurl4"]
    ),
    (
      #"{"@id": "pkg:golang/github.com/acme/app", "subcomponents": [{"@id": "pkg:golang/github.com/open-policy-agent/opa"}]}"#,
      ["opa"]
    ),
    (#"{"@id": "x", "hashes": {"sha-256": "\#(String(repeating: "0", count: 64))"}}"#, []),
  ])
  func `knows packages by product and component`(product: String, names: [String]) throws {
    #expect(try VEXImage.dismissed(by: vex(openVEX(statement(product)))) == names)
  }

  @Test(arguments: [
    ("CVE-2024-0001", ["libcurl4", "opa"]), ("cve-2024-0001", ["libcurl4", "opa"]),
    ("DSA-1-1", ["libcurl4"]), ("GHSA-aaaa-bbbb-cccc", ["opa"]), ("CVE-2024-00011", []),
  ])
  func `knows a flaw by any of its names`(name: String, gone: [String]) throws {
    let document = try vex(openVEX(statement(on: name, #"{"@id": "pkg:oci/app"}"#)))
    #expect(try VEXImage.dismissed(by: document) == gone)
  }

  @Test func `knows a flaw by aliases and by the end of an address`() throws {
    for vulnerability in [
      #"{"name": "X-1", "aliases": ["DSA-1-1"]}"#,
      #"{"@id": "https://nvd.nist.gov/vuln/detail/DSA-1-1"}"#, #""DSA-1-1""#,
    ] {
      let text = openVEX(
        #"{"vulnerability": \#(vulnerability), "products": ["pkg:oci/app"], "status": "fixed"}"#
      )
      #expect(try VEXImage.dismissed(by: vex(text)) == ["libcurl4"])
    }
  }

  @Test func `of the first versions is read`() throws {
    let text = """
      {"@context": "https://openvex.dev/ns/v0.0.1", "@id": "urn:a", "author": "a", "version": "1",
      "timestamp": "2023-01-08T18:02:03.647787998-06:00", "statements": [{
        "vulnerability": "CVE-2024-0001", "products": ["pkg:oci/app"],
        "subcomponents": ["pkg:deb/debian/libcurl4"], "status": "fixed"}]}
      """
    #expect(try VEXImage.dismissed(by: vex(text)) == ["libcurl4"])
  }

  @Test func `says who dismissed what, where and why`() throws {
    let judged = try VEXImage.judged(by: [try vex(openVEX(statement(#"{"@id": "pkg:oci/app"}"#)))])
    #expect(judged.dismissed.map(\.authority) == [.vex, .vex])
    #expect(judged.dismissed.map(\.origin) == ["a.json:3", "a.json:3"])
    #expect(judged.dismissed[0].reason == "vulnerable_code_not_present")
  }

  @Test(arguments: ["affected", "under_investigation"])
  func `that lets a finding stand is noted with it`(status: String) throws {
    let document = try vex(openVEX(statement(#"{"@id": "pkg:oci/app"}"#, status)))
    let judged = try VEXImage.judged(by: [document])
    #expect(judged.dismissed.isEmpty)
    #expect(judged.findings.allSatisfy { $0.vulnerability?.vex?.status == status })
    #expect(judged.findings.allSatisfy { $0.vulnerability?.vex?.origin == "a.json:3" })
  }

  @Test(arguments: [
    ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", false),
    ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", true),
    ("", "", true), ("2026-01-01T00:00:00Z", "", true), ("2026-01-01T00:00:01Z", "", false),
  ])
  func `that is later wins`(affected: String, not: String, isDismissed: Bool) throws {
    let product = #"{"@id": "pkg:oci/app"}"#
    let document = try vex(
      openVEX(
        statement(product, "affected", timestamp: affected),
        statement(product, "not_affected", timestamp: not)
      )
    )
    #expect(try VEXImage.dismissed(by: document).isEmpty == !isDismissed)
  }

  @Test func `attached to an image speaks of the image`() throws {
    let text = openVEX(
      #"{"vulnerability": {"name": "DSA-1-1"}, "status": "fixed"}"#
    )
    #expect(try VEXImage.dismissed(by: vex(text, from: .artifact)) == ["libcurl4"])
    #expect(try VEXImage.dismissed(by: vex(text)).isEmpty)
  }

  @Test(arguments: [(sampleDigest.hex, 1), (String(repeating: "0", count: 64), 0)])
  func `in an attestation speaks of its subject`(hex: String, count: Int) throws {
    let predicate = openVEX(#"{"vulnerability": {"name": "DSA-1-1"}, "status": "fixed"}"#)
    let statement = """
      {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://openvex.dev/ns",
      "subject": [{"name": "x", "digest": {"sha256": "\(hex)"}}], "predicate": \(predicate)}
      """
    let envelope = """
      {"payloadType": "application/vnd.in-toto+json", "signatures": [],
      "payload": "\(Base64.encode(Array(statement.utf8)))"}
      """
    #expect(try VEXImage.dismissed(by: vex(statement)).count == count)
    #expect(try VEXImage.dismissed(by: vex(envelope)).count == count)
  }

  @Test(arguments: [
    (#"{"status": "fixed", "products": ["pkg:oci/app"]}"#, "without a vulnerability says nothing"),
    (statement(#"{"@id": "pkg:oci/app"}"#, "unsure"), "'unsure' is no status"),
    (#"{"vulnerability": "A", "status": "fixed"}"#, "the statement on A names no product"),
    (#"{"vulnerability": "A", "status": "fixed", "products": [{}]}"#, "a product without a name"),
    (
      #"{"vulnerability": "A", "status": "fixed", "products": [{"@id": "a", "subcomponents": [{}]}]}"#,
      "the subcomponents of 'a' have no name"
    ),
    (
      #"{"vulnerability": "A", "status": "not_affected", "products": ["a"]}"#,
      "A is said not to affect, without a justification"
    ),
    (
      #"{"vulnerability": "A", "status": "not_affected", "products": ["a"], "justification": "b"}"#,
      "'b' is no justification of OpenVEX"
    ),
    (statement(#"{"@id": "a"}"#, timestamp: "soon"), "timestamp is no time"),
    ("1", "a statement must be an object"),
  ])
  func `that breaks its rules is warned of`(statement: String, saying text: String) throws {
    let document = try vex(openVEX(statement))
    #expect(document.warnings.contains { $0.hasPrefix("a.json:3: ") && $0.contains(text) })
    #expect(try VEXImage.dismissed(by: document).isEmpty)
  }

  @Test(arguments: [
    ("{}", VEXError.unknownFormat), ("[]", .unknownFormat), ("", .unreadable(.truncated(line: 1))),
    (#"{"@context": "https://example.org"}"#, .unknownFormat),
    (#"{"payloadType": "a", "payload": "!"}"#, .badEnvelope),
    (#"{"payloadType": "a", "payload": "YQ=="}"#, .badEnvelope),
  ])
  func `is not what is none`(text: String, because reason: VEXError) {
    #expect(throws: reason) { try vex(text) }
  }

  @Test func `survives hostile bytes`() throws {
    let good = openVEX(statement(#"{"@id": "pkg:oci/app", "subcomponents": [{"@id": "a"}]}"#))
    for bytes in hostileVariants(of: Array(good.utf8)) {
      guard
        let document = try? VEXReader.read(bytes.span, name: "a", limits: .standard)
      else { continue }
      _ = VEXLint([document], against: VEXImage.assessment)
    }
  }

  @Test func `of Node is read whole`() throws {
    let files = try sharedFiles(
      "feeds/nodejs/security-wg-vuln-2026-04-08.tar.zst",
      ending: "node.openvex.json"
    )
    let bytes = try #require(files.first).bytes
    let document = try VEXReader.read(bytes.span, name: "a", limits: .standard)
    #expect(document.statements.count == 183)
    #expect(document.statements.count { $0.status == .notAffected } == 11)
    #expect(document.warnings.isEmpty, "\(document.warnings.prefix(3))")
  }

  @Test func `of other tools' tests is read`() throws {
    let files = try sharedFiles(
      "feeds/format-samples/trivy-fixtures-2026-08-21.tar.zst",
      ending: "openvex.json"
    )
    for (path, bytes) in files {
      let document = try VEXReader.read(bytes.span, name: path, limits: .standard)
      #expect(!document.statements.isEmpty && document.warnings.isEmpty, "\(path)")
    }
  }
}
