import Advisories
import Model
import Testing

@Suite struct `security database` {
  @Test func `gives each flaw its packages`() throws {
    let found = try read(secdbExample, "alpine/x.tar.zst!/v3.20/main.json", by: AlpineSecdbFeed())
    #expect(
      found.advisories.map(\.id) == ["CVE-2024-1", "CVE-2024-2", "TS-2024-005", "CVE-2024-3"]
    )
    #expect(found.gaps == [])
    #expect(
      affectedLines(found.advisories[1]) == [
        "alpine:3.20 openssl < 3.1.4-r3 fixed", "alpine:3.20 xen < 4.18-r0 fixed",
      ]
    )
    #expect(found.advisories[1].related == ["XSA-7"])
    #expect(affectedLines(found.advisories.last) == ["alpine:3.20 openssl not-affected"])
    #expect(found.advisories.flatMap(\.affected).allSatisfy { $0.nameKind == .source })
  }

  @Test func `takes the first of several fixes, and a fix before none`() throws {
    let found = try read(secdbExample, "alpine/v3.20/main.json", by: AlpineSecdbFeed())
    #expect(affectedLines(found.advisories.first) == ["alpine:3.20 openssl < 3.1.4-r3 fixed"])
  }

  @Test(arguments: [
    ("CVE_2019-2426", ["CVE-2019-2426"]), ("CVE-2017-17434-1", ["CVE-2017-17434"]),
    ("CVE-2024-1 (+)", ["CVE-2024-1"]), ("ZDI-CAN-1", ["ZDI-CAN-1"]), ("", []), ("CVE-x", []),
    ("CVE-2024-1 CVE-2024-2", ["CVE-2024-1", "CVE-2024-2"]), ("GHSA-a-1", ["GHSA-a-1"]),
    ("see below", []), ("CVE-2020-11501 GNUTLS-SA-2020-03-31 CVE-2020-11501", ["CVE-2020-11501"]),
  ])
  func `finds the identifiers of a text`(text: String, ids: [String]) throws {
    let json = #"{"packages": [{"pkg": {"name": "a", "secfixes": {"1": ["\#(text)"]}}}]}"#
    let found = try read(json, "alpine/edge/main.json", by: AlpineSecdbFeed())
    #expect(found.advisories.map(\.id) == ids)
  }

  @Test(arguments: [
    ("https://packages.wolfi.dev", "x.json", "wolfi"),
    ("https://packages.cgr.dev", "wolfi/security.json", "chainguard"),
    ("https://packages.mini.dev", "x.json", "minimos"), ("", "minimos/security.json", "minimos"),
  ])
  func `is of the distribution it names`(address: String, path: String, space: String) throws {
    let json =
      #"{"urlprefix": "\#(address)", "packages": [{"pkg": {"name": "a", "secfixes": {"1": ["CVE-2024-1"]}}}]}"#
    let found = try read(json, path, by: WolfiSecdbFeed())
    #expect(found.advisories.first?.affected.map(\.space.rawValue) == [space])
  }

  @Test(arguments: ["{}", "[]", #"{"packages": []}"#])
  func `is refused where it is none`(text: String) {
    #expect(throws: FeedError.self) { try read(text, "a/security.json", by: WolfiSecdbFeed()) }
  }

  @Test func `tells of packages without a name`() throws {
    let json = #"{"packages": [{"pkg": {"secfixes": {}}}, 1, {"pkg": {"name": "a"}}]}"#
    #expect(try read(json, "alpine/edge/main.json", by: AlpineSecdbFeed()).gaps.count == 3)
  }
}

@Suite struct `Wolfi's advisories` {
  private func advisory(_ events: String) throws -> Advisory? {
    let yaml = """
      package: {name: curl}
      advisories:
      - {id: CGA-1, aliases: [CVE-2024-1], events: [\(events)]}
      """
    let path = "wolfi/advisories.tar.zst!/curl.advisories.yaml"
    return try read(yaml, path, by: WolfiAdvisoriesFeed()).advisories.first
  }

  @Test(arguments: [
    ("{timestamp: 2, type: fixed, data: {fixed-version: 1.10}}", " < 1.10 fixed"),
    (
      "{timestamp: 2, type: fix-not-planned, data: {note: Old}}", " all versions will-not-fix (Old)"
    ),
    ("{timestamp: 2, type: pending-upstream-fix, data: {}}", " all versions deferred"),
    (
      "{timestamp: 2, type: false-positive-determination, data: {type: not-built}}",
      " not-affected (not-built)"
    ),
    ("{timestamp: 2, type: true-positive-determination}", " all versions not-fixed"),
    ("{timestamp: 0, type: true-positive-determination}", " all versions not-fixed (in a 1)"),
  ])
  func `goes by the latest event`(event: String, expected: String) throws {
    let first =
      "{timestamp: 1, type: detection, data: {data: {componentName: a, componentVersion: 1}}}"
    #expect(affectedLines(try advisory("\(first), \(event)")) == ["wolfi curl" + expected])
  }

  @Test(arguments: ["", "{timestamp: 1, type: new-kind}", "{timestamp: 1, type: fixed}"])
  func `tells of what it does not know`(events: String) throws {
    let yaml = "package: {name: a}\nadvisories:\n- {id: CGA-1, events: [\(events)]}"
    let sink = try read(yaml, "wolfi/a.advisories.yaml", by: WolfiAdvisoriesFeed())
    #expect(sink.advisories == [])
    #expect(sink.gaps.count == 1)
  }
}
