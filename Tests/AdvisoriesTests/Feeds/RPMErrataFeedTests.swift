import Advisories
import Model
import Testing

@Suite struct `errata of RPM distributions` {
  @Test func `of Amazon keep repositories apart`() throws {
    let text = """
      <updates><update type="security"><id>ALAS2DOCKER-2021-001</id><title>a
      b</title><issued date="2021-10-19 18:50:00"/><updated date="2021-11-18 21:30"/>
      <severity>important</severity>
      <references><reference type="cve" id="CVE-2021-1"/><reference type="redhat" id="R"/></references>
      <pkglist><collection short="amazon-linux-2---docker">
      <package name="docker" epoch="1" version="20.10.4" release="1.amzn2" arch="x86_64"/>
      <package name="docker" epoch="1" version="20.10.4" release="1.amzn2" arch="aarch64"/>
      <package name="docker-debuginfo" epoch="1" version="20.10.4" release="1.amzn2" arch="aarch64"/>
      </collection><collection short="amazon-linux-2">
      <package name="x" version="1" release="2" arch="x86_64"/>
      <package name="x" version="1" release="3" arch="aarch64"/></collection></pkglist></update>
      <update><title>no id</title></update>
      <update><id>ALAS2023-1</id><pkglist><collection short="amazon-linux-2023---kernel-livepatch">
      <package name="kernel-livepatch-6.1" epoch="0" version="1.0" release="1" arch="x86_64"/>
      </collection><collection short="amazon-linux-ami"><package name="y" version="1" release="1"/>
      </collection></pkglist></update></updates>
      """
    let sink = try read(text, "amazon/2/core/repodata/updateinfo.xml", by: AmazonFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == [
        "amazon:2, docker, fixed, < 1:20.10.4-1.amzn2, of extras/docker",
        "amazon:2, x, fixed, < 1-2, on x86_64", "amazon:2, x, fixed, < 1-3, on aarch64",
        "amazon:2023, kernel-livepatch-6.1, fixed, < 1.0-1, of kernel-livepatch",
        "amazon:1, y, fixed, < 1-1",
      ]
    )
    let first = try #require(sink.advisories.first)
    #expect(first.covers == ["CVE-2021-1"])
    #expect([first.published, first.modified] == ["2021-10-19", "2021-11-18"])
    #expect(first.severities.map(\.severity) == [.high])
    #expect(sink.gaps.count == 1)
  }

  @Test func `of AlmaLinux name the streams of modules`() throws {
    let text = """
      {"data":[{"id":"ALSA-2019:0975","type":"security","severity":"Important","title":"T",
      "issued_date":1557200351,"updated_date":1740000000,
      "references":[{"type":"cve","id":"CVE-2019-5736"},{"type":"rhsa","id":"RHSA-2019:0975"}],
      "packages":[{"name":"runc","epoch":"0","version":"1","release":"2.module_el8","arch":"x86_64",
      "module":"container-tools:1.0:80:ab:x86_64"},{"name":"runc","epoch":"2","version":"1",
      "release":"2","arch":"src"},{"name":"z","epoch":"2","version":"1","release":"3","arch":"noarch"}]},
      {"id":"ALBA-1","type":"bugfix","severity":"None","packages":[]},{"title":"nameless"}]}
      """
    let sink = try read(text, "almalinux/8/errata.full.json.zst", by: AlmaLinuxErrataFeed())
    let first = try #require(sink.advisories.first)
    #expect(
      first.affected.map(\.text) == [
        "almalinux:8, runc, fixed, < 1-2.module_el8, in container-tools:1.0",
        "almalinux:8, z, fixed, < 2:1-3",
      ]
    )
    #expect(first.covers == ["CVE-2019-5736"])
    #expect(first.related == ["RHSA-2019:0975"])
    #expect(
      [first.published, first.modified, sink.date] == ["2019-05-07", "2025-02-19", "2025-02-19"]
    )
    #expect(sink.advisories.map(\.kind) == [.vulnerability, .notice])
    #expect(sink.gaps.count == 1)
  }

  @Test func `of Rocky are read from both versions of its interface`() throws {
    let text = """
      {"advisories":[{"name":"RLSA-1","type":"TYPE_SECURITY","severity":"SEVERITY_MODERATE",
      "synopsis":"Moderate: postgresql:10 security update","publishedAt":"2021-06-09T00:00:00Z",
      "cves":[{"name":"CVE-2021-1","cwe":"CWE-190->CWE-119"},{"name":"UNKNOWN","cwe":"UNKNOWN"}],
      "rpms":{"Rocky Linux 8":{"nvras":["p-0:10.17-1.module+el8.4.0+5.x86_64.rpm",
      "p-0:10.17-1.module+el8.4.0+5.src.rpm","q-1:2-3.el8.noarch.rpm","rubbish"]},
      "Rocky Linux SIG Cloud 9":{"nvras":["c-0:1-1.el9.x86_64.rpm"]}}},
      {"name":"RLSA-2","kind":"Security","cves":[{"cve":"CVE-2021-2"}],"packages":[
      {"nevra":"n-1:18-1.module+el9.x86_64.rpm","product_name":"Rocky Linux 9 x86_64",
      "module_name":"nodejs","module_stream":"18"}]}, {"id":1}]}
      """
    let sink = try read(text, "rocky/page.json", by: RockyErrataFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == [
        "rocky:8, p, fixed, < 10.17-1.module+el8.4.0+5, in postgresql:10",
        "rocky:8, q, fixed, < 1:2-3.el8", "rocky:9, c, fixed, < 1-1.el9, of sig-cloud",
        "rocky:9, n, fixed, < 1:18-1.module+el9, in nodejs:18",
      ]
    )
    #expect(sink.advisories.map(\.covers) == [["CVE-2021-1"], ["CVE-2021-2"]])
    #expect(sink.advisories.first?.weaknesses == ["CWE-190", "CWE-119"])
    #expect(sink.gaps.count == 1)
  }

  @Test func `of Photon tell of fixed and unfixed`() throws {
    let text = """
      [{"cve_id":"CVE-1-1","pkg":"curl","status":"Fixed","res_ver":"7.88.1-4.ph4"},
      {"cve_id":"CVE-1-1","pkg":"httpd","status":"Not Affected","res_ver":"NA"},
      {"cve_id":"CVE-1-2","pkg":"a","status":"Not Fixed","res_ver":"NA"},
      {"cve_id":"CVE-1-3","pkg":"b","status":"Fixed","res_ver":"NA"},{"pkg":"c"}]
      """
    let sink = try read(text, "photon/cve_data_photon4.0.json", by: PhotonFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == [
        "photon:4.0, curl (source), fixed, < 7.88.1-4.ph4",
        "photon:4.0, httpd (source), not-affected",
        "photon:4.0, a (source), not-fixed, all versions",
      ]
    )
    #expect(sink.gaps.count == 1)
  }

  @Test func `of Arch tell of fixed and unfixed`() throws {
    let text = """
      [{"name":"AVG-1","packages":["a","b"],"status":"Fixed","severity":"Critical","fixed":"3-1",
      "affected":"2-1","issues":["CVE-1-1"],"type":"x","advisories":["ASA-1"]},
      {"name":"AVG-2","packages":["c"],"status":"Vulnerable","severity":"Low","fixed":null},
      {"name":"AVG-3","packages":["d"],"status":"Not affected"},
      {"name":"AVG-4","packages":["e"],"status":"Unknown"},{"name":"AVG-5","packages":[]}]
      """
    let sink = try read(text, "arch/all.json", by: ArchFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == [
        "arch, a, fixed, < 3-1", "arch, b, fixed, < 3-1", "arch, c, not-fixed, all versions",
        "arch, d, not-affected", "arch, e, under-investigation, all versions",
      ]
    )
    #expect(sink.advisories.first?.covers == ["CVE-1-1"])
    #expect(sink.gaps.count == 1)
  }
}
