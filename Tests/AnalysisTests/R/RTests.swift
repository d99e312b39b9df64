import Model
import Testing

@testable import Analysis

let rDescriptionExample = """
  Package: jsonlite
  Version: 1.8.4
  License: MIT + file LICENSE
  Depends: R (>= 3.5), methods
  Imports: rlang (>= 1.0.0),
      utils
  Suggests: knitr
  Description: Long text,
      in two lines.
  Maintainer: Jeroen Ooms <jeroen@example.org>
  Repository: CRAN
  Built: R 4.2.2; x86_64-pc-linux-gnu; 'Fri, 09 Dec 2022 11:32:41 +0100'; unix
  """

let renvLockExample = """
  {"R": {"Version": "4.2.3", "Repositories": [
      {"Name": "CRAN", "URL": "https://cloud.r-project.org"},
      {"Name": "acme", "URL": "https://r.acme.test"}]},
   "Packages": {
    "markdown": {"Package": "markdown", "Version": "1.0", "Source": "Repository",
      "Repository": "CRAN", "Hash": "4584a57f565dd7987d59dda3a02cfb41",
      "Requirements": ["R", "mime"]},
    "mime": {"Package": "mime", "Version": "0.12.1", "Source": "GitHub", "RemoteType": "github",
      "RemoteHost": "api.github.com", "RemoteUsername": "yihui", "RemoteRepo": "mime",
      "RemoteSha": "1763e0dc", "Depends": ["R (>= 3.0)", "methods"], "Imports": "tools",
      "License": "GPL"},
    "inner": {"Package": "inner", "Version": "2", "Source": "Repository", "Repository": "acme"},
    "Biobase": {"Package": "Biobase", "Version": "2.58.0", "Source": "Bioconductor"},
    "odd": {"Package": "odd"}}}
  """

@Suite struct `R package` {
  let path = "usr/lib/R/site-library/jsonlite/DESCRIPTION"

  @Test func `is installed with licence, maintainer and dependencies`() throws {
    let facts = try analyze(RDescriptionAnalyzer.self, path: path, rDescriptionExample)
    #expect(facts.purls == ["pkg:cran/jsonlite@1.8.4"])
    #expect(facts.packages[0].licenses == ["MIT"])
    #expect(facts.packages[0].vendor == "Jeroen Ooms")
    #expect(facts.packages[0].dependencies == ["methods", "rlang", "utils"])
    #expect(facts.claims.flatMap(\.directories) == ["usr/lib/R/site-library/jsonlite"])
  }

  @Test(arguments: ["", "Package: a\nVersion: 1\n", "Built: 2\n", "a text about a thing\n"])
  func `is none unless it was built`(text: String) throws {
    #expect(try analyze(RDescriptionAnalyzer.self, path: path, text).isEmpty)
  }

  @Test func `of R itself need not be built`() throws {
    let path = "usr/lib/R/library/translations/DESCRIPTION"
    let facts = try analyze(RDescriptionAnalyzer.self, path: path, "Package: a\nVersion: 1\n")
    #expect(facts.packageLines == ["a 1"])
  }

  @Test func `without a version is refused`() {
    #expect(throws: AnalysisError.malformed("no Version")) {
      try analyze(RDescriptionAnalyzer.self, path: path, "Package: a\nBuilt: R 4\n")
    }
  }

  @Test func `may have authors in another encoding`() throws {
    let bytes = Array("Package: a\nVersion: 1\nBuilt: R 4\nMaintainer: Fran".utf8) + [0xE7, 0x0A]
    let facts = try analyze(RDescriptionAnalyzer.self, path: path, bytes: bytes)
    #expect(facts.packageLines == ["a 1"])
  }

  @Test(arguments: [
    (
      "RemoteType: gitlab\nRemoteHost: git.acme.test\nRemoteUsername: u\nRemoteRepo: r\n"
        + "RemoteSha: abc\nRemoteSubdir: pkg", "git+https://git.acme.test/u/r@abc#pkg"
    ),
    (
      "RemoteType: git\nRemoteUrl: https://host/r.git\nRemoteSha: abc", "git+https://host/r.git@abc"
    ),
    ("biocViews: Infrastructure", "https://bioconductor.org"),
    ("Repository: https://r.acme.test", "https://r.acme.test"),
    ("Repository: https://packagemanager.posit.co/cran/latest", nil), ("Repository: RSPM", nil),
  ])
  func `tells where it is from`(fields: String, source: String?) throws {
    let text = "Package: a\nVersion: 1\nBuilt: R 4\n\(fields)\n"
    let facts = try analyze(RDescriptionAnalyzer.self, path: path, text)
    #expect(facts.packages[0].qualifiers.values.first == source)
  }

  @Test(arguments: [
    ("GPL-2 | GPL-3", "GPL-2.0-only OR GPL-3.0-only"), ("GPL (>= 2)", "GPL-2.0-or-later"),
    ("MIT + file LICENSE", "MIT"), ("LGPL (>= 2.1)", "LGPL-2.1-or-later"),
    ("Apache License (== 2.0)", "Apache-2.0"), ("BSD_3_clause + file LICENSE", "BSD-3-Clause"),
    ("Artistic-2.0 | GPL-2 | file LICENCE", "Artistic-2.0 | GPL-2 | file LICENCE"),
    ("file LICENSE", "file LICENSE"), ("Part of R 4.2.2", "Part of R 4.2.2"),
    ("GPL (< 4)", "GPL (< 4)"), ("", ""), ("GPL (", "GPL ("),
  ])
  func `states its licence`(text: String, normalized: String) {
    #expect(RLicense.normalized(text) == normalized)
  }

  @Test func `is locked by renv`() throws {
    let facts = try analyze(RenvLockAnalyzer.self, path: "renv.lock", renvLockExample)
    #expect(
      facts.packageLines == ["markdown 1.0", "mime 0.12.1", "inner 2", "Biobase 2.58.0"]
    )
    #expect(facts.packages[0].dependencies == ["mime"])
    #expect(facts.packages[1].dependencies == ["methods", "tools"])
    #expect(
      facts.packages.map { $0.qualifiers.values.first } == [
        nil, "git+https://github.com/yihui/mime@1763e0dc", "https://r.acme.test",
        "https://bioconductor.org",
      ]
    )
    #expect(facts.gaps.map(\.detail) == ["no version of odd"])
  }
}
