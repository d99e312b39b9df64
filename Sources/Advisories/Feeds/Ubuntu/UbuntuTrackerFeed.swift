// A file of the Ubuntu CVE tracker, one for each flaw, in folders active, retired and ignored:
//
//   Candidate: CVE-2023-0567
//   PublicDate: 2023-03-01 08:15:00 UTC
//   References:
//    https://…
//   Description:
//    In PHP 8.0.X before …
//   Priority: medium
//   Priority_php5_trusty: low
//   CVSS:
//    nvd: CVSS:3.1/AV:L/… [6.2 MEDIUM]
//   upstream_php8.1: released (8.1.16)
//   jammy_php8.1: released (8.1.2-1ubuntu2.11)
//   esm-infra/xenial_php7.0: needed
//
// What stands before the first underscore is the release, with the product before a slash; lines
// that begin with a blank belong to the heading above.

import Formats
package import Model

/// Reads the files of the Ubuntu CVE tracker.
package struct UbuntuTrackerFeed: Feed {
  package static let name = "ubuntu-tracker"
  package static let summary = "Flaws in Ubuntu's releases, Pro and FIPS builds among them"
  package static let publisher = "Canonical"
  package static let license = "the tree states none; the same data is CC-BY-SA-4.0 elsewhere"
  package static let files = [
    "ubuntu/ubuntu-cve-tracker*.tar*", "ubuntu/*/CVE-*", "ubuntu/ubuntu-cve-tracker/**/CVE-*",
  ]
  /// A Git repository, which is not fetched.
  package static let addresses: [FeedAddress] = []

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard let file = path.cut(atLast: "/")?.after, file.hasPrefix("CVE-"),
      !file.hasSuffix(".json")
    else { return }
    var flaw = UbuntuFlaw(id: String(file), day: Day.inPath(path))
    var lines = LineCursor()
    do throws(DataError) {
      while let line = lines.line(in: bytes) {
        guard lines.number <= limits.values else { throw .limit("lines in one document") }
        try flaw.add(line, in: bytes)
      }
    } catch {
      throw FeedError(error)
    }
    guard flaw.isOne else { throw .malformed("no candidate is named") }
    for state in flaw.unknown { sink.skip(path, feed: Self.name, "an unknown state: \(state)") }
    if let advisory = flaw.advisory() { sink.advisories.append(advisory) }
  }
}
