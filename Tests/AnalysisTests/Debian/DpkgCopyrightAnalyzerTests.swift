import Analysis
import Model
import Testing

@Suite struct `Debian copyright file` {
  private func licenses(_ text: String) throws -> [String] {
    let path = "usr/share/doc/sample/copyright"
    return try analyze(DpkgCopyrightAnalyzer.self, path: path, text).claims.flatMap(\.licenses)
  }

  @Test func `gives the licences of its files`() throws {
    let path = "usr/share/doc/libssl3/copyright"
    let claims = try analyze(DpkgCopyrightAnalyzer.self, path: path, DebianFixtures.copyright)
      .claims
    #expect(claims.map(\.holder) == [.named(PackageOwner(ecosystem: .deb, name: "libssl3"))])
    #expect(
      claims.first?.licenses == [
        "(GPL-2.0-or-later OR Artistic-1.0-Perl) AND BSD-3-Clause", "Apache-2.0", "odd-licence",
      ]
    )
  }

  @Test(arguments: [
    ("GPL-2", "GPL-2.0-only"),
    ("GPL-2+", "GPL-2.0-or-later"),
    ("GPL-2.0+", "GPL-2.0-or-later"),
    ("LGPL-2.1", "LGPL-2.1-only"),
    ("AGPL-3+", "AGPL-3.0-or-later"),
    ("GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later"),
    ("GPL-3.0-or-later", "GPL-3.0-or-later"),
    ("Expat", "MIT"),
    ("bsd-3-clause", "BSD-3-Clause"),
    ("MIT and ISC or Zlib", "MIT AND ISC OR Zlib"),
    ("Perl and MIT", "(Artistic-1.0-Perl OR GPL-1.0-or-later) AND MIT"),
    ("GPL-2+ with Classpath exception", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
    ("GPL-3+ with GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ("Apache-2.0 and/or Expat", "Apache-2.0 OR MIT"),
    // No certain place on the list: the maintainer's own words.
    ("GPL", "GPL"),
    ("GPL-9", "GPL-9"),
    ("MIT, ISC", "MIT, ISC"),
    ("GPL-2+ with OpenSSL exception", "GPL-2+ with OpenSSL exception"),
    ("public-domain", "public-domain"),
  ])
  func `names licences as SPDX does where there is no doubt`(text: String, name: String) throws {
    #expect(try licenses("Format: 1.0\n\nFiles: *\nLicense: \(text)\n text\n") == [name])
  }

  @Test func `in free text is read for references to common licences`() throws {
    let text = """
      This package was debianized by Somebody.

      License:

      You may redistribute it under the terms of the GNU General Public License; see
      `/usr/share/common-licenses/GPL-2', and /usr/share/common-licenses/Apache-2.0.
      """
    #expect(try licenses(text) == ["Apache-2.0", "GPL-2"])
  }

  @Test func `in free text is believed where it names a licence`() throws {
    #expect(try licenses("Downloaded from there.\n\nLicense: MIT\n") == ["MIT"])
    #expect(try licenses("Downloaded from there.\n\nLicense: The library is free\n").isEmpty)
  }

  @Test func `deeper down is something else`() throws {
    let path = "usr/share/doc/a/examples/copyright"
    #expect(try analyze(DpkgCopyrightAnalyzer.self, path: path, DebianFixtures.copyright).isEmpty)
  }
}
