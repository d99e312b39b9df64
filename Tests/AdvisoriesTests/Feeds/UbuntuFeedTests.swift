import Advisories
import Model
import Testing

@Suite struct `Ubuntu tracker` {
  private let path = "ubuntu/ubuntu-cve-tracker-2024-02-16.tar.zst!/active/CVE-2024-1"

  @Test func `tells the state of each release and product`() throws {
    let sink = try read(ubuntuExample, path, by: UbuntuTrackerFeed())
    #expect(sink.gaps == [])
    #expect(
      affectedLines(sink.advisories.first) == [
        "ubuntu:14.04 php5 < 5.5.9+dfsg-1ubuntu4.29+esm16 end-of-life"
          + " (end of standard support, was needed; the fix is in Ubuntu Pro (esm-infra))",
        "ubuntu:14.04 [esm-infra] php5 < 5.5.9+dfsg-1ubuntu4.29+esm16 fixed",
        "ubuntu:18.04 php7 < 7.2-0ubuntu0.18.04.1 fixed",
        "ubuntu:20.04 php7 all versions not-fixed",
        "ubuntu:20.04 [esm-apps] php7 all versions under-investigation",
        "ubuntu:22.04 php7 not-affected (8.1.2-1)",
        "ubuntu:22.04 [fips-updates] php7 all versions not-fixed (an update to 8.1.2-2 is prepared)",
        "ubuntu:23.10 php7 not-affected (was not-affected)",
        "ubuntu:24.04 php7 all versions deferred (2024-01-01)",
      ]
    )
  }

  @Test(arguments: [
    ("not-affected (1.0-1+esm2)", "ubuntu:18.04 a < 1.0-1+esm2 end-of-life"),
    ("not-affected (code not present)", "ubuntu:18.04 a not-affected"),
  ])
  func `takes the archive for affected where Pro has the fix`(
    pro: String,
    expected: String
  ) throws {
    let text = """
      Candidate: CVE-2024-1
      bionic_a: ignored (end of standard support, was needed)
      esm-apps/bionic_a: \(pro)

      """
    let lines = affectedLines(try read(text, path, by: UbuntuTrackerFeed()).advisories.first)
    #expect(lines.first?.hasPrefix(expected) == true, "\(lines)")
  }

  @Test func `tells what the flaw is`() throws {
    let found = try read(ubuntuExample, path, by: UbuntuTrackerFeed()).advisories.first
    #expect(found?.id == "CVE-2024-1")
    #expect(found?.summary == "A flaw in PHP.")
    #expect(found?.published == "2024-03-01")
    #expect(found?.modified == "2024-02-16")
    #expect(found?.references == ["https://example.com/1"])
    let said = found?.severities.map { "\($0.source) \($0.severity)" }
    #expect(said == ["nvd medium", "ubuntu medium"])
    let own = found?.affected.filter { !$0.severities.isEmpty }
    #expect(own?.map { "\($0.space.rawValue) \($0.severities[0].text)" } == ["ubuntu:14.04 low"])
  }

  @Test(arguments: [
    ("released", " not-affected (released, without a version)"),
    ("needed", " all versions not-fixed"),
    ("ignored", " all versions will-not-fix"),
    ("pending", " all versions not-fixed (an update is prepared)"),
    ("ignored (end of life)", " all versions end-of-life (end of life)"),
    ("ignored (superseded by linux-hwe)", " all versions will-not-fix (superseded by linux-hwe)"),
    ("ignored (code not present)", " not-affected (code not present)"),
    ("not-affected (windows only)", " not-affected (windows only)"),
    ("released (1.2-3", " < 1.2-3 fixed"), ("in-progress", " all versions not-fixed"),
  ])
  func `has states`(state: String, expected: String) throws {
    let text = "Candidate: CVE-2024-1\njammy_a: \(state)"
    let found = try read(text, path, by: UbuntuTrackerFeed()).advisories.first
    #expect(affectedLines(found) == ["ubuntu:22.04 a" + expected])
  }

  @Test(arguments: [
    ("2024-02-16", ["ubuntu:24.04"]), ("2024-08-09", ["ubuntu:24.10"]),
    ("2024-12-01", ["ubuntu:25.04"]), ("new", []),
  ])
  func `reads devel as the release in the making`(day: String, spaces: [String]) throws {
    let text = "Candidate: CVE-2024-1\ndevel_a: needed"
    let place = "ubuntu/ubuntu-cve-tracker-\(day).tar.zst!/active/CVE-2024-1"
    let found = try read(text, place, by: UbuntuTrackerFeed()).advisories.first
    #expect((found?.affected ?? []).map(\.space.rawValue) == spaces)
  }

  @Test func `withdraws what was rejected`() throws {
    let text = "Candidate: CVE-2024-1\nDescription:\n ** REJECT ** no\njammy_a: needed"
    let found = try read(text, path, by: UbuntuTrackerFeed()).advisories.first
    #expect(found?.withdrawn == "2024-02-16")
  }

  @Test func `tells of states it does not know`() throws {
    let text = "Candidate: CVE-2024-1\njammy_a: whatever (1)\nfocal_a: needed"
    let sink = try read(text, path, by: UbuntuTrackerFeed())
    #expect(sink.gaps.map(\.detail) == ["an unknown state: whatever"])
    #expect(sink.advisories.first?.affected.count == 1)
  }

  @Test(arguments: ["", "jammy_a: needed", "\u{0}"])
  func `is refused where it is none`(text: String) {
    #expect(throws: FeedError.self) { try read(text, path, by: UbuntuTrackerFeed()) }
  }
}
