import Analysis
import Model
import Testing

@Suite struct `dpkg file lists` {
  private func claims(_ path: String, _ text: String) throws -> [Claim] {
    try analyze(DpkgFilesAnalyzer.self, path: path, text).claims
  }

  @Test func `claim files and leave directories out`() throws {
    let claim = try #require(
      try claims("var/lib/dpkg/info/libssl3:amd64.list", DebianFixtures.list).first
    )
    #expect(claim.holder == .named(PackageOwner(ecosystem: .deb, name: "libssl3:amd64")))
    let directory = "usr/lib/x86_64-linux-gnu/"
    let files = ["engines-3/afalg.so", "engines-3/padlock.so", "libcrypto.so.3", "libssl.so.3"]
    #expect(claim.files == files.map { PathKey(directory + $0) })
  }

  @Test func `claim the last path without a newline`() throws {
    let claims = try claims("var/lib/dpkg/info/a.list", "/.\n/etc\n/etc/a b")
    #expect(claims.first?.files == [PathKey("etc/a b")])
  }

  @Test func `claim the package's own scripts, which no list names`() throws {
    let claims = try claims("var/lib/dpkg/info/a:amd64.list", "/etc/a")
    #expect(claims.last?.files.contains(PathKey("var/lib/dpkg/info/a:amd64.postinst")) == true)
  }

  @Test(arguments: ["var/lib/dpkg/info/libssl3.md5sums", "var/lib/dpkg/status.d/libssl3.md5sums"])
  func `with checksums count as well`(path: String) throws {
    let claim = try #require(try claims(path, DebianFixtures.md5sums).first)
    #expect(claim.holder == .named(PackageOwner(ecosystem: .deb, name: "libssl3")))
    #expect(
      claim.files == [
        PathKey("usr/lib/x86_64-linux-gnu/libcrypto.so.3"),
        PathKey("usr/share/doc/libssl3/change log.gz"),
      ]
    )
  }

  @Test func `that are none are errors`() {
    #expect(throws: AnalysisError.malformed("line 1 is no checksum and path")) {
      try claims("var/lib/dpkg/info/a.md5sums", "usr/bin/a\n")
    }
    #expect(throws: AnalysisError.limit("a path of 5000 bytes")) {
      try claims("var/lib/dpkg/info/a.list", "/" + String(repeating: "a", count: 5000))
    }
  }
}
