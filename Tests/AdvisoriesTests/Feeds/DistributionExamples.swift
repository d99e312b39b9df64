// Documents of distributions, and of lists of flaws, for the suites that run over all feeds.

let almaLinuxExample = """
  {"data":[{"id":"ALSA-2019:0975","type":"security","severity":"Important","title":"T",
  "issued_date":1557200351,"updated_date":1740000000,
  "references":[{"type":"cve","id":"CVE-2019-5736"},{"type":"rhsa","id":"RHSA-2019:0975"}],
  "packages":[{"name":"runc","epoch":"0","version":"1","release":"2.module_el8","arch":"x86_64",
  "module":"container-tools:1.0:80:ab:x86_64"},{"name":"z","epoch":"2","version":"1",
  "release":"3","arch":"noarch"}]}]}
  """

let amazonExample = """
  <updates><update type="security"><id>ALAS2DOCKER-2021-001</id><title>T</title>
  <issued date="2021-10-19 18:50:00"/><severity>important</severity>
  <references><reference type="cve" id="CVE-2021-1"/></references>
  <pkglist><collection short="amazon-linux-2---docker">
  <package name="docker" epoch="1" version="20.10.4" release="1.amzn2" arch="x86_64"/>
  </collection></pkglist></update></updates>
  """

let archExample = """
  [{"name":"AVG-1","packages":["a","b"],"status":"Fixed","severity":"Critical","fixed":"3-1",
  "affected":"2-1","issues":["CVE-2021-1"],"type":"x","advisories":["ASA-1"]},
  {"name":"AVG-2","packages":["c"],"status":"Unknown","severity":"Low","fixed":null}]
  """

let photonExample = """
  [{"cve_id":"CVE-2021-1","pkg":"curl","status":"Fixed","res_ver":"7.88.1-4.ph4"},
  {"cve_id":"CVE-2021-1","pkg":"httpd","status":"Not Affected","res_ver":"NA"}]
  """

let rockyExample = """
  {"name":"RLSA-1","type":"TYPE_SECURITY","severity":"SEVERITY_MODERATE",
  "synopsis":"Moderate: postgresql:10 security update","publishedAt":"2021-06-09T00:00:00Z",
  "cves":[{"name":"CVE-2021-1","cwe":"CWE-190->CWE-119"}],
  "rpms":{"Rocky Linux 8":{"nvras":["p-0:10.17-1.module+el8.4.0+5.x86_64.rpm"]}}}
  """

let redHatVEXExample = """
  {"document":{"category":"csaf_vex","aggregate_severity":{"text":"moderate"},
  "tracking":{"id":"CVE-2021-1","current_release_date":"2024-03-26T02:51:05+00:00"}},
  "product_tree":{"branches":[
  {"product":{"product_id":"r","product_identification_helper":
  {"cpe":"cpe:/o:redhat:enterprise_linux:9::baseos"}}}],"relationships":[
  {"full_product_name":{"product_id":"r:p-0:1-2.el9.x86_64"},
  "product_reference":"p-0:1-2.el9.x86_64","relates_to_product_reference":"r"},
  {"full_product_name":{"product_id":"r:kernel"},"product_reference":"kernel",
  "relates_to_product_reference":"r"}]},
  "vulnerabilities":[{"cve":"CVE-2021-1","title":"T","release_date":"2022-03-08T00:00:00Z",
  "product_status":{"fixed":["r:p-0:1-2.el9.x86_64"],"known_affected":["r:kernel"]},
  "remediations":[{"category":"no_fix_planned","details":"Will not fix","product_ids":["r:kernel"]}]}]}
  """

let redHatSecurityDataExample = """
  {"name":"CVE-2021-1","threat_severity":"Important","public_date":"2024-07-01T08:00:00Z",
  "affected_release":[{"cpe":"cpe:/o:redhat:enterprise_linux:9",
  "package":"openssh-1:8.7p1-38.el9_4.1","advisory":"RHSA-1"}],
  "package_state":[{"cpe":"cpe:/o:redhat:enterprise_linux:8","package_name":"php:7.3/php",
  "fix_state":"Will not fix"}]}
  """

/// Definitions of OVAL about one package, whose version is below another.
func ovalExample(of reference: String, title: String, other: String = "") -> String {
  """
  <oval_definitions><generator><timestamp>2024-10-10T12:04:24Z</timestamp></generator>
  <definitions>\(other)<definition class="patch"><metadata><title>\(title)</title>
  <reference source="\(reference)" ref_id="\(reference)-2021-1"/>
  <reference source="CVE" ref_id="CVE-2021-1"/><severity>High</severity>
  <advisory><severity>IMPORTANT</severity><issued date="2023-05-15"/></advisory></metadata>
  <criteria operator="AND"><criterion test_ref="t:r"/><criterion test_ref="t:p"/></criteria>
  </definition></definitions>
  <tests><rpminfo_test id="t:r"><object object_ref="o:r"/><state state_ref="s:r"/></rpminfo_test>
  <rpminfo_test id="t:p"><object object_ref="o:p"/><state state_ref="s:p"/></rpminfo_test></tests>
  <objects><rpminfo_object id="o:r"><name>oraclelinux-release</name></rpminfo_object>
  <rpminfo_object id="o:p"><name var_ref="v:p"/></rpminfo_object></objects>
  <states><rpminfo_state id="s:r"><version operation="pattern match">^8</version></rpminfo_state>
  <rpminfo_state id="s:p"><evr operation="less than">0:1-1</evr></rpminfo_state></states>
  <variables><constant_variable id="v:p"><value>hivex</value></constant_variable></variables>
  </oval_definitions>
  """
}

let ubuntuReleaseExample = """
  <definition class="inventory"><metadata>
  <title>Check that Ubuntu 24.04 LTS (noble) is installed.</title></metadata></definition>
  """
