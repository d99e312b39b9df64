import Analysis
import Model
import Testing

/// A database as apk writes it.
enum AlpineFixtures {
  static let installed = """
    C:Q1L7PzkWLA7b1Yu9y6K3TvZdVhY9A=
    P:musl
    V:1.2.4_git20230717-r4
    A:x86_64
    S:407278
    I:667648
    T:the musl c library (libc) implementation
    U:https://musl.libc.org/
    L:MIT
    o:musl
    m:Timo Teräs <timo.teras@iki.fi>
    t:1700000000
    c:ca7f2ab5e88794e4e654b40776f8a92256f50639
    p:so:libc.musl-x86_64.so.1=1
    F:lib
    R:ld-musl-x86_64.so.1
    a:0:0:755
    Z:Q1f3bQlnE5AiwWvuzqpcPGTYWPn9M=
    R:libc.musl-x86_64.so.1
    a:0:0:777
    Z:Q17yJ3JFNypA4mxhJJr0ou6CzsJVI=

    C:Q1p0rYyRCZ4B7kTZV3oKVmRQhLuXw=
    P:libcrypto3
    V:3.1.4-r5
    A:x86_64
    L:Apache-2.0
    o:openssl
    D:so:libc.musl-x86_64.so.1
    p:so:libcrypto.so.3=3.1.4
    F:etc
    F:etc/ssl
    R:openssl.cnf
    F:lib
    R:libcrypto.so.3
    a:0:0:755

    P:ssl_client
    V:1.36.1-r15
    A:x86_64
    L:GPL-2.0-only
    o:busybox
    D:libcrypto3>=3.1 !old-ssl so:libc.musl-x86_64.so.1 so:libmissing.so.2 /bin/sh scanelf@edge


    """
}

@Suite struct `apk database` {
  private func facts(_ text: String) throws -> FileFacts {
    try analyze(ApkInstalledAnalyzer.self, path: "lib/apk/db/installed", text)
  }

  @Test func `names packages with the origin that advisories name`() throws {
    let packages = try facts(AlpineFixtures.installed).packages
    #expect(packages.map(\.name) == ["musl", "libcrypto3", "ssl_client"])
    #expect(
      packages.map(\.source) == [
        SourcePackage(name: "musl", version: "1.2.4_git20230717-r4"),
        SourcePackage(name: "openssl", version: "3.1.4-r5"),
        SourcePackage(name: "busybox", version: "1.36.1-r15"),
      ]
    )
    #expect(packages[0].vendor == "Timo Teräs <timo.teras@iki.fi>")
    #expect(packages.map(\.licenses) == [["MIT"], ["Apache-2.0"], ["GPL-2.0-only"]])
    #expect(packages.allSatisfy { $0.architecture == "x86_64" })
  }

  @Test func `resolves libraries to packages`() throws {
    let packages = try facts(AlpineFixtures.installed).packages
    #expect(packages.map(\.dependencies) == [[], ["musl"], ["libcrypto3", "musl", "scanelf"]])
  }

  @Test func `claims files`() throws {
    let claims = try facts(AlpineFixtures.installed).claims
    #expect(claims.map(\.holder) == ["musl", "libcrypto3"].map(holder))
    #expect(
      claims.map(\.files) == [
        [PathKey("lib/ld-musl-x86_64.so.1"), PathKey("lib/libc.musl-x86_64.so.1")],
        [PathKey("etc/ssl/openssl.cnf"), PathKey("lib/libcrypto.so.3")],
      ]
    )
    let root = try facts("P:a\nV:1\nF:\nR:init\n\n").claims
    #expect(root.map(\.files) == [[PathKey("init")]])
  }

  private func holder(_ name: String) -> Claim.Holder {
    .named(PackageOwner(ecosystem: .apk, name: name))
  }

  @Test(arguments: [
    ("P:a\nV:1\nbroken\n\nP:b\nV:2\n\n", AnalysisError.malformed("line 3 is no field")),
    ("V:1\n\nP:b\nV:2\n\n", .malformed("a package without a name")),
    ("P:b\n\n", .malformed("no version of b")),
    ("P:b\nV:2\nF:us", .truncated("the last line has no end")),
  ])
  func `says what is wrong and keeps the rest`(text: String, error: AnalysisError) {
    var facts = FileFacts()
    let bytes = Array(text.utf8)
    #expect(throws: error) {
      try ApkInstalledAnalyzer(limits: .standard)
        .analyze(FileEntry(path: "lib/apk/db/installed"), contents: bytes.span, into: &facts)
    }
    #expect(facts.packages.last?.name == "b")
  }
}
