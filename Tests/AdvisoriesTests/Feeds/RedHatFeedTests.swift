import Advisories
import Model
import Testing

@Suite struct `Red Hat's statements` {
  /// A product tree with two releases, and the identifiers of what is in them.
  private func document(status: String, remedies: String = "") -> String {
    """
    {"document":{"category":"csaf_vex","title":"t","aggregate_severity":{"text":"moderate"},
    "tracking":{"id":"CVE-1-1","current_release_date":"2024-03-26T02:51:05+00:00"}},
    "product_tree":{"branches":[{"branches":[
    {"product":{"product_id":"rhel9","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:9"}}},
    {"product":{"product_id":"App8","product_identification_helper":{"cpe":"cpe:/a:redhat:enterprise_linux:8::appstream"}}},
    {"product":{"product_id":"Eus","product_identification_helper":{"cpe":"cpe:/a:redhat:rhel_eus:8.6::appstream"}}},
    {"product":{"product_id":"ocp","product_identification_helper":{"cpe":"cpe:/a:redhat:openshift:4"}}},
    {"product":{"product_id":"go::go-toolset:rhel8","product_identification_helper":{"purl":"pkg:rpm/redhat/go?rpmmod=go-toolset%3Arhel8"}}},
    {"product":{"product_id":"lib","product_identification_helper":{"purl":"pkg:rpm/redhat/lib"}}},
    {"product":{"product_id":"img","product_identification_helper":{"purl":"pkg:oci/img"}}}]}],
    "relationships":[\(relations)]},
    "vulnerabilities":[{"cve":"CVE-1-1","title":"A flaw","release_date":"2022-03-08T00:00:00Z",
    "cwe":{"id":"CWE-20"},"scores":[{"cvss_v3":{"vectorString":"CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:N"}}],
    "product_status":{\(status)},"remediations":[\(remedies)]}]}
    """
  }

  private var relations: String {
    let pairs = [
      ("App8", "p-0:1-2.el8_6.x86_64"), ("App8", "p-0:1-1.el8_5.x86_64"),
      ("App8", "p-0:1-1.el8_5.src"),
      ("App8", "n-1:18-1.module+el8.x86_64::nodejs:18"), ("App8", "go::go-toolset:rhel8"),
      ("Eus", "p-0:1-0.el8_6.x86_64"), ("App8:nodejs:18:80:ab", "m-0:2-1.module+el8.x86_64"),
      ("App8", "nodejs:18:80:ab"), ("rhel9", "kernel"), ("rhel9", "php:8.1/php"), ("rhel9", "lib"),
      ("rhel9", "img"), ("ocp", "kernel"),
    ]
    return pairs.map { product, package in
      """
      {"full_product_name":{"product_id":"\(product):\(package)"},"product_reference":"\(package)",
      "relates_to_product_reference":"\(product)"}
      """
    }.joined(separator: ",")
  }

  @Test func `tell which builds have a fix`() throws {
    let text = document(
      status: """
        "fixed":["App8:p-0:1-2.el8_6.x86_64","App8:p-0:1-1.el8_5.x86_64","App8:p-0:1-1.el8_5.src",
        "App8:n-1:18-1.module+el8.x86_64::nodejs:18","Eus:p-0:1-0.el8_6.x86_64",
        "App8:nodejs:18:80:ab:m-0:2-1.module+el8.x86_64","unknown",7]
        """,
      remedies: """
        {"category":"vendor_fix","url":"https://access.redhat.com/errata/RHSA-2022:1988",
        "product_ids":["App8:p-0:1-1.el8_5.x86_64"]}
        """
    )
    let sink = try read(text, "redhat/csaf.tar.zst!/vex/2022/cve.json", by: RedHatVEXFeed())
    let advisory = try #require(sink.advisories.first)
    #expect(
      advisory.affected.map(\.text) == [
        "redhat:8, p, fixed, < 1-1.el8_5, of enterprise_linux:8::appstream",
        "redhat:8, n, fixed, < 1:18-1.module+el8, in nodejs:18, of enterprise_linux:8::appstream",
        "redhat:8, p, fixed, < 1-0.el8_6, of rhel_eus:8.6::appstream",
        "redhat:8, m, fixed, < 2-1.module+el8, in nodejs:18, of enterprise_linux:8::appstream",
      ]
    )
    #expect(advisory.affected.first?.note == "RHSA-2022:1988")
    #expect(advisory.related == ["RHSA-2022:1988"])
    #expect(advisory.severities.map(\.severity) == [.medium, .medium])
    #expect(advisory.weaknesses == ["CWE-20"])
    #expect([advisory.published, sink.date] == ["2022-03-08", "2024-03-26"])
  }

  @Test func `tell why there is none`() throws {
    let text = document(
      status: """
        "known_affected":["rhel9:kernel","rhel9:php:8.1/php","App8:go::go-toolset:rhel8","ocp:kernel"],
        "under_investigation":["rhel9:lib"],"known_not_affected":["rhel9:img","rhel9:lib"]
        """,
      remedies: """
        {"category":"no_fix_planned","details":"Out of support scope","product_ids":["rhel9:kernel"]},
        {"category":"none_available","details":"Fix deferred","product_ids":["rhel9:php:8.1/php"]},
        {"category":"no_fix_planned","details":"?","product_ids":["App8:go::go-toolset:rhel8"]}
        """
    )
    let sink = try read(text, "cve.json", by: RedHatVEXFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == [
        "redhat:9, kernel (source), end-of-life, all versions, of enterprise_linux:9",
        "redhat:9, php (source), deferred, all versions, in php:8.1, of enterprise_linux:9",
        "redhat:8, go, will-not-fix, all versions, in go-toolset:rhel8, "
          + "of enterprise_linux:8::appstream",
        "redhat:9, lib, under-investigation, all versions, of enterprise_linux:9",
        "redhat:9, lib, not-affected, of enterprise_linux:9",
      ]
    )
  }

  @Test(arguments: ["repository-to-cpe.json", "PROVENANCE.tsv"])
  func `lie beside other files`(name: String) throws {
    #expect(try read("[]", "redhat/csaf.tar.zst!/\(name)", by: RedHatVEXFeed()) == FeedSink())
  }

  @Test func `are passed over in other profiles, refused in other forms`() throws {
    let advisory = #"{"document":{"category":"csaf_security_advisory"}}"#
    #expect(try read(advisory, "a.json", by: RedHatVEXFeed()) == FeedSink())
    #expect(throws: FeedError.self) { try read("{}", "a.json", by: RedHatVEXFeed()) }
  }

  @Test func `by number name source packages`() throws {
    let text = """
      {"name":"CVE-1-1","threat_severity":"Important","public_date":"2024-07-01T08:00:00Z",
      "cwe":"(CWE-120|CWE-364)","bugzilla":{"description":"a flaw"},
      "cvss3":{"cvss3_scoring_vector":"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H"},
      "affected_release":[
      {"cpe":"cpe:/o:redhat:enterprise_linux:9","package":"openssh-1:8.7p1-38.el9_4.1","advisory":"RHSA-1"},
      {"cpe":"cpe:/a:redhat:openshift:4.16::el9","package":"openshift4/ose-console:v4.16.0-20"},
      {"cpe":"cpe:/a:redhat:enterprise_linux:8","package":"httpd:2.4-80700.bd13"},
      {"cpe":"cpe:/a:redhat:enterprise_mrg:2:server:el6","package":"k-0:3-1.el6rt"},{"cpe":"x"}],
      "package_state":[{"cpe":"cpe:/o:redhat:enterprise_linux:8","package_name":"php:7.3/php","fix_state":"Will not fix"},
      {"cpe":"cpe:/o:redhat:enterprise_linux:7","package_name":"openssh","fix_state":"Not affected"},
      {"cpe":"cpe:/a:redhat:quay:3","package_name":"quay/quay-rhel8","fix_state":"Affected"}]}
      """
    let sink = try read(text, "redhat/x.tar.zst!/cve/CVE-1-1.json", by: RedHatSecurityDataFeed())
    let advisory = try #require(sink.advisories.first)
    #expect(
      advisory.affected.map(\.text) == [
        "redhat:9, openssh (source), fixed, < 1:8.7p1-38.el9_4.1, of enterprise_linux:9",
        "redhat:6, k (source), fixed, < 3-1.el6rt, of enterprise_mrg:2:server:el6",
        "redhat:8, php (source), will-not-fix, all versions, in php:7.3, of enterprise_linux:8",
        "redhat:7, openssh (source), not-affected, of enterprise_linux:7",
      ]
    )
    #expect(advisory.weaknesses == ["CWE-120", "CWE-364"])
    #expect(advisory.severities.map(\.severity) == [.high, .high])
  }
}
