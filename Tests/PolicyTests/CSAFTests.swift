import Formats
import Model
import Policy
import TestSupport
import Testing

@Suite struct `CSAF` {
  /// A document about the image's packages; `status` is what `product_status` holds.
  private static func document(_ status: String, _ rest: String = "") -> String {
    """
    {"document": {"category": "csaf_vex", "csaf_version": "2.0",
      "publisher": {"name": "Acme"},
      "tracking": {"id": "ACME-1", "current_release_date": "2026-01-01T00:00:00Z"}},
    "product_tree": {
      "branches": [{"category": "vendor", "name": "a", "branches": [
        {"category": "product_version", "name": "1", "product": {"product_id": "curl",
          "name": "curl 1", "product_identification_helper": {"purl": "pkg:deb/debian/libcurl4"}}},
        {"category": "product_name", "name": "base", "product": {"product_id": "base",
          "name": "Base 9", "product_identification_helper": {"cpe": "cpe:/o:acme:linux:9"}}}]}],
      "full_product_names": [
        {"product_id": "opa", "name": "opa",
          "product_identification_helper": {"purls": ["pkg:golang/github.com/open-policy-agent/opa"]}},
        {"product_id": "image", "name": "app",
          "product_identification_helper": {"purl": "pkg:oci/app",
            "hashes": [{"file_hashes": [{"algorithm": "sha256", "value": "\(sampleDigest.hex)"}]}]}},
        {"product_id": "cpe", "name": "x", "product_identification_helper": {"cpe": "cpe:/a:x:y:1"}}],
      "relationships": [
        {"category": "default_component_of", "product_reference": "curl",
          "relates_to_product_reference": "image",
          "full_product_name": {"product_id": "curl-in-image", "name": "a"}},
        {"category": "default_component_of", "product_reference": "opa",
          "relates_to_product_reference": "base",
          "full_product_name": {"product_id": "opa-in-base", "name": "a"}}],
      "product_groups": [{"group_id": "all", "product_ids": ["curl", "opa"]}]},
    "vulnerabilities": [{"cve": "CVE-2024-0001", "product_status": {\(status)}\(rest)}]}
    """
  }

  @Test(arguments: [
    (#""known_not_affected": ["curl"]"#, ["libcurl4"]), (#""fixed": ["opa"]"#, ["opa"]),
    (#""first_fixed": ["curl"], "fixed": ["opa"]"#, ["libcurl4", "opa"]),
    (#""known_not_affected": ["image"]"#, ["libcurl4", "opa"]),
    (#""known_not_affected": ["curl-in-image"]"#, ["libcurl4"]),
    (#""known_not_affected": ["opa-in-base"]"#, ["opa"]),
    (#""known_not_affected": ["base"]"#, ["libcurl4", "opa"]),
    (#""known_affected": ["curl"]"#, []), (#""under_investigation": ["image"]"#, []),
    (#""recommended": ["image"]"#, []), (#""known_not_affected": ["cpe"]"#, []),
  ])
  func `knows products by their tree`(status: String, gone: [String]) throws {
    let document = try vex(Self.document(status))
    #expect(document.warnings.isEmpty)
    #expect(document.author == "Acme" && document.id == "ACME-1")
    #expect(try VEXImage.dismissed(by: document) == gone)
  }

  @Test(arguments: [
    (
      #", "flags": [{"label": "component_not_present", "product_ids": ["curl"]}]"#,
      "component_not_present"
    ),
    (
      #", "flags": [{"label": "component_not_present", "group_ids": ["all"]}]"#,
      "component_not_present"
    ),
    (#", "flags": [{"label": "component_not_present", "product_ids": ["opa"]}]"#, "not_affected"),
    (
      #", "threats": [{"category": "impact", "details": "why", "product_ids": ["curl"]}]"#, "why"
    ),
    (#", "threats": [{"category": "impact", "details": "why"}]"#, "why"),
    (#", "threats": [{"category": "exploit_status", "details": "x"}]"#, "not_affected"),
    (
      #", "flags": [{"label": "a", "product_ids": ["curl"]}], "threats": [{"category": "impact", "details": "b"}]"#,
      "a: b"
    ),
  ])
  func `gives the reason`(rest: String, reason: String) throws {
    let document = try vex(Self.document(#""known_not_affected": ["curl"]"#, rest))
    #expect(try VEXImage.judged(by: [document]).dismissed.map(\.reason) == [reason])
  }

  @Test func `knows flaws by other names`() throws {
    let text = Self.document(
      #""fixed": ["curl"]"#,
      #", "ids": [{"system_name": "D", "text": "DSA-1-1"}]"#
    )
    let document = try vex(text.replacing(#""cve": "CVE-2024-0001""#, with: #""cve": "CVE-1""#))
    #expect(try VEXImage.dismissed(by: document) == ["libcurl4"])
  }

  @Test func `with a product that is nowhere is warned of`() throws {
    let document = try vex(Self.document(#""fixed": ["nothing"]"#))
    #expect(document.statements.isEmpty)
    #expect(
      document.warnings == [
        "a.json:25: CVE-2024-0001 names the product 'nothing', which is not in the tree"
      ]
    )
  }

  @Test func `survives hostile bytes`() {
    for bytes in hostileVariants(of: Array(Self.document(#""fixed": ["curl-in-image"]"#).utf8)) {
      _ = try? VEXReader.read(bytes.span, name: "a", limits: .standard)
    }
  }

  @Test func `of Red Hat is read whole`() throws {
    let files = try sharedFiles("feeds/redhat/csaf-subset.tar.zst", ending: ".json") {
      $0.contains("vex/")
    }
    #expect(files.count == 79)
    for (name, bytes) in files {
      let document = try VEXReader.read(bytes.span, name: name, limits: .standard)
      #expect(!document.statements.isEmpty, "\(name)")
      #expect(document.warnings.isEmpty, "\(name): \(document.warnings.prefix(3))")
    }
  }
}
