import Analysis
import Model
import Testing

/// Files as Portage writes them.
enum PortageFixtures {
  static let contents = """
    dir /usr
    dir /usr/bin
    obj /usr/bin/openssl 0123456789abcdef0123456789abcdef 1700000000
    obj /usr/share/doc/open ssl.txt 0123456789abcdef0123456789abcdef 1700000000
    sym /usr/lib64/libssl.so -> libssl.so.3 1700000000
    fif /run/fifo

    """
}

@Suite struct `Portage database` {
  private func facts(_ path: String, _ text: String) throws -> FileFacts {
    try analyze(PortageAnalyzer.self, path: "var/db/pkg/" + path, text)
  }

  @Test(arguments: [
    ("dev-libs/openssl-3.0.9-r2", "openssl", "3.0.9-r2"),
    ("sys-apps/baselayout-2.14", "baselayout", "2.14"),
    ("x11-libs/gtk+-3.24.38", "gtk+", "3.24.38"),
    ("media-fonts/font-misc-misc-1.1.2-r2", "font-misc-misc", "1.1.2-r2"),
    ("app-text/a-rpm-4_p1", "a-rpm", "4_p1"),
  ])
  func `takes name and version from the directory`(
    path: String,
    name: String,
    version: String
  )
    throws
  {
    let package = try #require(try facts(path + "/CONTENTS", "").packages.first)
    #expect(package.ecosystem == .ebuild)
    #expect(package.namespace == path.split(separator: "/").first.map(String.init))
    #expect(package.name == name)
    #expect(package.version == version)
  }

  @Test func `claims files, with spaces in their names, too`() throws {
    let claims = try facts("dev-libs/openssl-3.0.9-r2/CONTENTS", PortageFixtures.contents).claims
    let files = [
      "usr/bin/openssl", "usr/share/doc/open ssl.txt", "usr/lib64/libssl.so", "run/fifo",
    ]
    #expect(claims.map(\.files) == [files.map { PathKey($0) }])
  }

  @Test(arguments: [
    ("Apache-2.0\n", "Apache-2.0"),
    (
      "|| ( MPL-1.1 GPL-2 LGPL-2.1+ ) BSD",
      "(MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later) AND BSD-3-Clause"
    ),
    ("( MIT ISC ) || ( GPL-3 )", "(MIT AND ISC) AND GPL-3.0-only"),
    ("|| ( Artistic GPL-1+ ) mystery", "|| ( Artistic GPL-1+ ) mystery"),
    ("|| MIT (", "|| MIT ("),
  ])
  func `names licences as SPDX does where it knows all of them`(
    text: String,
    license: String
  )
    throws
  {
    let claims = try facts("dev-libs/a-1/LICENSE", text).claims
    #expect(claims.map(\.licenses) == [[license]])
    #expect(claims.map(\.holder) == [.declared(inFile: "var/db/pkg/dev-libs/a-1/CONTENTS")])
  }

  @Test func `without a version in the directory is an error`() {
    #expect(throws: AnalysisError.malformed("no version in the directory name")) {
      try facts("dev-libs/openssl/CONTENTS", "")
    }
  }
}
