import Advisories
import Model
import Testing

@Suite struct `OVAL definitions` {
  private func document(_ definitions: String, _ rest: String) -> String {
    """
    <oval_definitions><generator><timestamp>2024-10-10T12:04:24Z</timestamp></generator>
    <definitions>\(definitions)</definitions>\(rest)</oval_definitions>
    """
  }

  @Test func `of Oracle carry release, architecture and module`() throws {
    let text = document(
      """
      <definition class="patch"><metadata><title>
      ELSA-2023-1: virt:kvm update</title><reference source="elsa" ref_id="ELSA-2023-1"/>
      <reference source="CVE" ref_id="CVE-2023-1"/><advisory><severity>IMPORTANT</severity>
      <issued date="2023-05-15"/></advisory></metadata><criteria operator="AND">
      <criterion test_ref="t:release"/><criterion test_ref="t:module"/><criteria operator="OR">
      <criteria operator="AND"><criterion test_ref="t:x86"/><criteria operator="OR">
      <criterion test_ref="t:one"/></criteria></criteria>
      <criteria operator="AND"><criterion test_ref="t:arm"/><criteria operator="OR">
      <criterion test_ref="t:two"/><criterion test_ref="t:missing"/></criteria></criteria>
      </criteria></criteria></definition><definition class="patch"><metadata/></definition>
      """,
      """
      <tests><rpminfo_test id="t:release"><object object_ref="o:r"/><state state_ref="s:8"/></rpminfo_test>
      <textfilecontent54_test id="t:module" comment="Module virt:kvm is enabled"/>
      <rpminfo_test id="t:x86"><object object_ref="o:r"/><state state_ref="s:x"/></rpminfo_test>
      <rpminfo_test id="t:arm"><object object_ref="o:r"/><state state_ref="s:a"/></rpminfo_test>
      <rpminfo_test id="t:one"><object object_ref="o:h"/><state state_ref="s:1"/></rpminfo_test>
      <rpminfo_test id="t:two"><object object_ref="o:h"/><state state_ref="s:2"/></rpminfo_test></tests>
      <objects><rpminfo_object id="o:r"><name>oraclelinux-release</name></rpminfo_object>
      <rpminfo_object id="o:h"><name>hivex</name></rpminfo_object></objects>
      <states><rpminfo_state id="s:8"><version operation="pattern match">^8</version></rpminfo_state>
      <rpminfo_state id="s:x"><arch operation="pattern match">x86_64</arch></rpminfo_state>
      <rpminfo_state id="s:a"><arch operation="pattern match">aarch64</arch></rpminfo_state>
      <rpminfo_state id="s:1"><evr operation="less than">0:1-1</evr></rpminfo_state>
      <rpminfo_state id="s:2"><evr operation="less than">0:1-2_fips</evr></rpminfo_state></states>
      """
    )
    let sink = try read(text, "oracle/a.xml", by: OracleOVALFeed())
    let advisory = try #require(sink.advisories.first)
    #expect(
      advisory.affected.map(\.text) == [
        "oracle:8, hivex, fixed, < 1-1, in virt:kvm",
        "oracle:8, hivex, fixed, < 1-2_fips, in virt:kvm, of fips",
      ]
    )
    #expect(advisory.id == "ELSA-2023-1")
    #expect(advisory.covers == ["CVE-2023-1"])
    #expect(advisory.severities.map(\.severity) == [.high])
    #expect(sink.date == "2024-10-10")
    #expect(sink.gaps.count == 1)
  }

  @Test(arguments: [
    ("azurelinux-3.0-oval.xml", "less than", "true", "azurelinux:3, p (source), fixed, < 1-2"),
    (
      "cbl-mariner-2.0-oval.2024-01-22.xml", "less than or equal", "false",
      "mariner:2.0, p (source), not-fixed, all versions"
    ),
    (
      "azurelinux-3.0-oval.xml", "less than", "Not Applicable",
      "azurelinux:3, p (source), not-affected"
    ),
  ])
  func `of Azure Linux`(file: String, operation: String, patchable: String, row: String) throws {
    let text = document(
      """
      <definition><metadata><title>T</title><reference source="CVE" ref_id="CVE-1-1"/>
      <patchable>\(patchable)</patchable><severity>High</severity></metadata>
      <criteria operator="AND"><criterion test_ref="t"/></criteria></definition>
      """,
      """
      <tests><rpminfo_test id="t"><object object_ref="o"/><state state_ref="s"/></rpminfo_test></tests>
      <objects><rpminfo_object id="o"><name>p</name></rpminfo_object></objects>
      <states><rpminfo_state id="s"><evr operation="\(operation)">0:1-2</evr></rpminfo_state></states>
      """
    )
    let sink = try read(text, "azurelinux/\(file)", by: AzureLinuxOVALFeed())
    #expect(sink.advisories.flatMap(\.affected).map(\.text) == [row])
    #expect(sink.advisories.map(\.id) == ["CVE-1-1"])
  }

  @Test func `of Ubuntu name binary packages by variables`() throws {
    let text = document(
      """
      <definition class="inventory"><metadata><title>Check that Ubuntu 24.04 LTS (noble) is installed.</title>
      </metadata></definition><definition class="patch"><metadata><title>USN-1-1 -- x</title>
      <reference source="USN" ref_id="USN-1-1"/><reference source="CVE" ref_id="CVE-1-1"/>
      <advisory><severity>Medium</severity></advisory></metadata>
      <criteria><criteria operator="OR"><criterion test_ref="t"/></criteria></criteria></definition>
      """,
      """
      <tests><dpkginfo_test id="t"><object object_ref="o"/><state state_ref="s"/></dpkginfo_test></tests>
      <objects><dpkginfo_object id="o"><name var_ref="v"/></dpkginfo_object></objects>
      <states><dpkginfo_state id="s"><evr operation="less than">0:1-2+esm1</evr></dpkginfo_state></states>
      <variables><constant_variable id="v"><value>a</value><value>b</value></constant_variable></variables>
      """
    )
    let sink = try read(text, "ubuntu/oval/com.ubuntu.noble.usn.oval.xml", by: UbuntuOVALFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == [
        "ubuntu:24.04, a, fixed, < 1-2+esm1, of pro", "ubuntu:24.04, b, fixed, < 1-2+esm1, of pro",
      ]
    )
  }

  @Test func `without a release are refused`() {
    let text = document("<definition class=\"patch\"/>", "")
    #expect(throws: FeedError.self) { try read(text, "a.xml", by: UbuntuOVALFeed()) }
    #expect(throws: FeedError.self) { try read(text, "a.xml", by: AzureLinuxOVALFeed()) }
    #expect(throws: FeedError.self) { try read("<updates/>", "a.xml", by: OracleOVALFeed()) }
  }
}
