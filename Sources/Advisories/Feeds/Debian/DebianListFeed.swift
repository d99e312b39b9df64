// The Debian security tracker's own lists. Of advisories (DSA, DLA, DTSA):
//
//   [29 Mar 2023] DSA-5380-1 xorg-server - security update
//   ⇥{CVE-2023-1393}
//   ⇥[bullseye] - xorg-server 2:1.20.11-1+deb11u6
//
// Of flaws (CVE):
//
//   CVE-2023-45853 (MiniZip in zlib through 1.3 has …)
//   ⇥{DLA-3670-1}
//   ⇥- zlib 1:1.3.dfsg-3 (bug #1054290)
//   ⇥[bookworm] - zlib <ignored> (not built)
//
// A line without a release is about unstable, and about each release that has no line of its own.

import Formats
package import Model

/// Reads the lists that Debian's security team writes.
package struct DebianListFeed: Feed {
  package static let name = "debian-lists"
  package static let summary = "Debian's advisories (DSA, DLA) and flaws as its team lists them"
  package static let publisher = "Debian security team"
  package static let license = "public data; no licence is stated"
  package static let files = [
    "debian/security-tracker*.tar*", "debian/cve-list*.txt", "debian/*/list",
  ]
  package static let addresses = ["CVE", "DLA", "DSA"].map { list in
    FeedAddress(
      "debian/\(list)/list",
      "https://salsa.debian.org/security-tracker-team/security-tracker/raw/master/data/\(list)/list"
    )
  }

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix("/list") || path.hasSuffix(".txt") else { return }
    let lines: TextLines
    do throws(DataError) {
      lines = try TextLines(bytes)
    } catch {
      throw FeedError(error)
    }
    var entry: DebianListEntry?
    var count = 0
    for line in lines {
      count += 1
      guard count <= limits.values else { throw .limit("lines in one document") }
      if line.text.utf8.first?.isASCIIWhitespace == true {
        entry?.add(line.text.trimmed)
      } else if !line.text.isEmpty {
        entry?.finish(into: &sink.advisories)
        entry = DebianListEntry(line.text)
      }
    }
    entry?.finish(into: &sink.advisories)
  }
}
