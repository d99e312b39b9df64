import Advisories
import Model
import Testing

@Suite struct `Debian tracker` {
  @Test func `tells the state of each release`() throws {
    let sink = try read(debianTrackerExample, "debian/tracker.json", by: DebianTrackerFeed())
    #expect(sink.advisories.map(\.id) == ["CVE-2023-45853"])
    #expect(sink.gaps == [])
    #expect(
      affectedLines(sink.advisories.first) == [
        "debian:12 zlib < 1:1.3.dfsg-3 will-not-fix (not built)",
        "debian:13 zlib < 1:1.3.dfsg-3 fixed", "debian:unstable zlib not-affected",
        "debian:11 minizip all versions end-of-life",
        "debian:12 minizip all versions deferred (Minor issue)",
        "debian:13 minizip all versions under-investigation",
      ]
    )
    let words = sink.advisories[0].affected.map { $0.severities.map(\.severity) }
    #expect(words == [[], [.low], [.negligible], [], [.low], []])
  }

  @Test(arguments: [
    #"{"a": 1}"#, #"{"a": {"CVE-1": {}}}"#, #"{"a": {"CVE-1": {"releases": {"sid": {}}}}}"#,
    #"{"a": {"CVE-1": {"releases": {"sid": {"status": "resolved"}}}}}"#,
  ])
  func `tells what it cannot read`(text: String) throws {
    let sink = try read(text, "debian/tracker.json", by: DebianTrackerFeed())
    #expect(sink.gaps.count == 1)
    #expect(sink.advisories == [])
  }

  @Test(arguments: ["", "[]", #"{"a": {}"#, "{} {}"])
  func `is refused where it is broken`(text: String) {
    #expect(throws: FeedError.self) {
      try read(text, "debian/tracker.json", by: DebianTrackerFeed())
    }
  }
}

/// One flaw of one package with what is said of releases.
private func flaw(_ releases: [(String, String)]) -> String {
  let rows = releases.map { "\"\($0.0)\": {\"status\": \($0.1)}" }.joined(separator: ", ")
  return "{\"a\": {\"CVE-1\": {\"releases\": {\(rows)}}}}"
}

@Suite struct `flaw that is open in a release of Debian` {
  @Test(arguments: [
    ("\"resolved\", \"fixed_version\": \"2.0-1\"", "< 2.0-1 not-fixed"),
    ("\"resolved\", \"fixed_version\": \"0\"", "all versions not-fixed"),
    ("\"open\"", "all versions not-fixed"),
  ])
  func `ends where a later one has the fix`(later: String, expected: String) throws {
    let text = flaw([("bookworm", "\"open\""), ("sid", later)])
    let sink = try read(text, "debian/tracker.json", by: DebianTrackerFeed())
    #expect(affectedLines(sink.advisories.first).first == "debian:12 a \(expected)")
  }

  @Test func `goes on past the fix of an earlier one, and ends at the lowest`() throws {
    let fixed = { (version: String) in "\"resolved\", \"fixed_version\": \"\(version)\"" }
    let text = flaw([
      ("bullseye", fixed("1.0-1")), ("bookworm", "\"open\""), ("trixie", fixed("2.0-9")),
      ("sid", fixed("2.0-10")),
    ])
    let sink = try read(text, "debian/tracker.json", by: DebianTrackerFeed())
    #expect(affectedLines(sink.advisories.first)[1] == "debian:12 a < 2.0-9 not-fixed")
  }

  @Test(arguments: [
    ("6.12.20-1", "6.14.1-1"), ("6.12.20-1+deb13u1", "6.14.1-1"), ("6.12.20-1", "6.14.1-2"),
  ])
  func `goes on past a fix that was carried back`(trixie: String, sid: String) throws {
    let fixed = { (version: String) in "\"resolved\", \"fixed_version\": \"\(version)\"" }
    let text = flaw([("bookworm", "\"open\""), ("trixie", fixed(trixie)), ("sid", fixed(sid))])
    let sink = try read(text, "debian/tracker.json", by: DebianTrackerFeed())
    #expect(affectedLines(sink.advisories.first).first == "debian:12 a < \(sid) not-fixed")
  }
}

@Suite struct `Debian lists` {
  @Test func `name the flaws an advisory covers`() throws {
    let sink = try read(debianListExample, "debian/x.tar.zst!/data/DSA/list", by: DebianListFeed())
    #expect(sink.advisories.map(\.id) == ["DSA-5380-1", "DLA-3366-1"])
    #expect(sink.advisories.map(\.kind) == [.vulnerability, .notice])
    #expect(sink.advisories.map(\.published) == ["2023-03-29", "2023-04-02"])
    #expect(sink.advisories[0].covers == ["CVE-2023-1393", "CVE-2023-1394"])
    #expect(
      affectedLines(sink.advisories[0]) == [
        "debian:11 xorg-server < 2:1.20.11-1+deb11u6 fixed", "debian:12 xorg-server not-affected",
      ]
    )
  }

  @Test func `of flaws hold for all releases but those named`() throws {
    let sink = try read(debianFlawListExample, "debian/CVE/list", by: DebianListFeed())
    #expect(sink.advisories.map(\.id) == ["CVE-2023-45853"])
    #expect(sink.advisories[0].related == ["DLA-3670-1"])
    let lines = affectedLines(sink.advisories[0])
    #expect(lines.count == 10)
    #expect(
      lines.contains("debian:12 zlib < 1:1.3.dfsg-3 will-not-fix (contrib/minizip not built)")
    )
    #expect(lines.contains("debian:11 zlib < 1:1.3.dfsg-3 fixed"))
    #expect(lines.contains("debian:unstable minizip all versions not-fixed"))
  }

  @Test(arguments: [
    ("1.2-3", " < 1.2-3 fixed"), ("<unfixed> (bug #1)", " all versions not-fixed (bug #1)"),
    ("<removed>", " all versions not-fixed"),
    ("<no-dsa> (Minor)", " all versions deferred (Minor)"),
    ("<postponed>", " all versions deferred"), ("<ignored>", " all versions will-not-fix"),
    ("<end-of-life>", " all versions end-of-life"), ("<not-affected>", " not-affected"),
    ("<undetermined>", " all versions under-investigation"),
  ])
  func `have states`(state: String, expected: String) throws {
    let text = "CVE-2024-1 (A)\n\t[sid] - a \(state)"
    let sink = try read(text, "debian/CVE/list", by: DebianListFeed())
    #expect(affectedLines(sink.advisories.first) == ["debian:unstable a" + expected])
  }

  @Test(arguments: ["", "\t- a 1", "text", "CVE-1\n\t- a <itp>", "[x] DSA-1", "CVE-1\n\t[a - b 1"])
  func `may say nothing`(text: String) throws {
    #expect(try read(text, "debian/CVE/list", by: DebianListFeed()) == FeedSink())
  }
}
