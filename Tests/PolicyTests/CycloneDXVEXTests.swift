import Formats
import Model
import Policy
import TestSupport
import Testing

@Suite struct `CycloneDX VEX` {
  private static func document(_ vulnerability: String, metadata: String = "{}") -> String {
    """
    {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", "metadata": \(metadata),
    "components": [
      {"type": "library", "name": "curl", "bom-ref": "1", "purl": "pkg:deb/debian/libcurl4@7.88.1-10"},
      {"type": "library", "name": "nest", "bom-ref": "2", "components": [
        {"type": "library", "name": "opa", "bom-ref": "3",
          "purl": "pkg:golang/github.com/open-policy-agent/opa@v0.35.0"}]},
      {"type": "library", "name": "plain", "bom-ref": "4"}],
    "vulnerabilities": [\(vulnerability)]}
    """
  }

  private static func analysis(
    _ reference: String,
    state: String = "not_affected",
    more: String = ""
  ) -> String {
    """
    {"id": "CVE-2024-0001", "analysis": {"state": "\(state)", "justification": "code_not_reachable"},
    "affects": [{"ref": "\(reference)"\(more)}]}
    """
  }

  @Test(arguments: [
    ("1", ["libcurl4"]), ("3", ["opa"]), ("pkg:deb/debian/libcurl4", ["libcurl4"]),
    ("urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#1", ["libcurl4"]),
    (
      "urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#pkg:deb/debian/libcurl4@7.88.1-10",
      ["libcurl4"]
    ),
    ("urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#pkg%3Adeb%2Fdebian%2Flibcurl4", ["libcurl4"]),
    ("urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#1", []), ("4", []), ("nothing", []),
    ("pkg:deb/debian/libcurl4@1", []),
  ])
  func `knows components by reference`(reference: String, gone: [String]) throws {
    #expect(try VEXImage.dismissed(by: vex(Self.document(Self.analysis(reference)))) == gone)
  }

  @Test(arguments: [
    ("not_affected", true), ("false_positive", true), ("resolved", true),
    ("resolved_with_pedigree", true), ("exploitable", false), ("in_triage", false),
  ])
  func `takes its states for statuses`(state: String, isDismissed: Bool) throws {
    let document = try vex(Self.document(Self.analysis("1", state: state)))
    #expect(document.warnings.isEmpty)
    #expect(try VEXImage.dismissed(by: document).isEmpty != isDismissed)
  }

  @Test(arguments: [
    (#", "versions": [{"version": "7.88.1-10", "status": "affected"}]"#, ["libcurl4"], 0),
    (#", "versions": [{"version": "8"}]"#, [], 0),
    (#", "versions": [{"range": "vers:deb/<8"}]"#, [], 2),
    (#", "versions": [{"range": "vers:deb/<8"}, {"version": "7.88.1-10"}]"#, ["libcurl4"], 1),
  ])
  func `holds for the versions it lists`(versions: String, gone: [String], warnings: Int) throws {
    let text = Self.document(Self.analysis("pkg:deb/debian/libcurl4", more: versions))
    let document = try vex(text)
    #expect(document.warnings.count == warnings)
    #expect(try VEXImage.dismissed(by: document) == gone)
  }

  @Test(arguments: [
    ("pkg:oci/app", 1), ("pkg:oci/other", 0), ("pkg:npm/app", 1),
  ])
  func `of an image holds for that image`(purl: String, count: Int) throws {
    let metadata = #"{"component": {"type": "container", "name": "x", "purl": "\#(purl)"}}"#
    let document = try vex(Self.document(Self.analysis("1"), metadata: metadata))
    #expect(try VEXImage.dismissed(by: document).count == count)
  }

  @Test func `gives the reason, other names and the time`() throws {
    let text = Self.document(
      """
      {"id": "X-1", "references": [{"id": "DSA-1-1", "source": {"name": "debian"}}],
      "analysis": {"state": "false_positive", "detail": "why", "lastUpdated": "2026-01-02T00:00:00Z"},
      "affects": [{"ref": "1"}]}
      """
    )
    let document = try vex(text)
    #expect(document.statements[0].time == Instant("2026-01-02T00:00:00Z"))
    #expect(try VEXImage.judged(by: [document]).dismissed.map(\.reason) == ["false_positive: why"])
  }

  @Test(arguments: [
    (#"{"id": "A", "affects": [{"ref": "1"}]}"#, ""),
    (#"{"id": "A", "analysis": {"state": "x"}}"#, "'x' is no state of an analysis of A"),
    (#"{"analysis": {"state": "resolved"}}"#, "a vulnerability without an id"),
    (#"{"id": "A", "analysis": {"state": "resolved"}}"#, "the analysis of A names no component"),
    (#"{"id": "A", "analysis": {"state": "resolved"}, "affects": [{}]}"#, "without a reference"),
  ])
  func `that breaks its rules is warned of`(vulnerability: String, saying text: String) throws {
    let warnings = try vex(Self.document(vulnerability)).warnings
    #expect(warnings.isEmpty == text.isEmpty)
    #expect(text.isEmpty || warnings.contains { $0.contains(text) })
  }

  @Test func `survives hostile bytes`() {
    for bytes in hostileVariants(of: Array(Self.document(Self.analysis("urn:cdx:a/1#b%2F")).utf8)) {
      _ = try? VEXReader.read(bytes.span, name: "a", limits: .standard)
    }
  }
}
