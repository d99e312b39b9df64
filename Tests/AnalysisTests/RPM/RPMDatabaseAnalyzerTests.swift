import Analysis
import Model
import TestSupport
import Testing

@Suite struct `rpm database` {
  private func facts(_ headers: [RPMHeaderBuilder]) throws -> FileFacts {
    let bytes = RPMDatabaseBuilder.sqlite(headers.map(\.bytes))
    return try analyze(RPMDatabaseAnalyzer.self, path: "var/lib/rpm/rpmdb.sqlite", bytes: bytes)
  }

  @Test func `names package, version, source, vendor and licence`() throws {
    var builder = RPMHeaderBuilder(name: "nodejs", version: "18.17.1", release: "1.el8", epoch: 1)
    builder.add(5096, text: "nodejs:18:8080020230718074311:63b34585")
    let package = try #require(try facts([builder]).packages.first)
    #expect(package.version == "1:18.17.1-1.el8")
    #expect(package.source == SourcePackage(name: "nodejs", version: "1:18.17.1-1.el8"))
    #expect(package.modularity == "nodejs:18:8080020230718074311:63b34585")
    #expect(package.architecture == "x86_64")
    #expect(package.vendor == "Plimsoll")
    #expect(package.licenses == ["GPL-2.0-or-later AND MIT"])
  }

  @Test func `leaves keys out`() throws {
    let names = try facts([RPMHeaderBuilder(name: "gpg-pubkey"), RPMHeaderBuilder(name: "bash")])
      .packages.map(\.name)
    #expect(names == ["bash"])
  }

  @Test func `claims files`() throws {
    let claims = try facts([RPMHeaderBuilder(name: "bash", files: ["/usr/bin/bash"])]).claims
    #expect(claims.map(\.holder) == [.named(PackageOwner(ecosystem: .rpm, name: "bash:x86_64"))])
    #expect(claims.map(\.files) == [[PathKey("usr/bin/bash")]])
  }

  @Test func `names dependencies by the packages that provide them`() throws {
    var glibc = RPMHeaderBuilder(name: "glibc")
    glibc.add(1047, texts: ["glibc", "libc.so.6(GLIBC_2.34)(64bit)"])
    var bash = RPMHeaderBuilder(name: "bash")
    bash.add(1047, texts: ["bash", "/bin/sh"])
    bash.add(
      1049,
      texts: [
        "libc.so.6(GLIBC_2.34)(64bit)", "rpmlib(PayloadIsZstd)", "filesystem", "/usr/bin/env",
        "(a if b)", "/bin/sh",
      ]
    )
    let packages = try facts([glibc, bash]).packages
    #expect(packages.map(\.dependencies) == [[], ["filesystem", "glibc"]])
  }

  @Test func `keeps a package whose files make no sense`() throws {
    var bad = RPMHeaderBuilder(name: "bad")
    bad.add(1116, numbers: [7])
    bad.add(1117, texts: ["a"])
    var facts = FileFacts()
    let bytes = RPMDatabaseBuilder.ndb([bad.bytes, RPMHeaderBuilder(name: "bash").bytes])
    let file = FileEntry(path: "usr/lib/sysimage/rpm/Packages.db")
    #expect(throws: AnalysisError.malformed("file 0 has no directory")) {
      try RPMDatabaseAnalyzer(limits: .standard)
        .analyze(file, contents: bytes.span, into: &facts)
    }
    #expect(facts.packages.map(\.name) == ["bad", "bash"])
  }

  @Test func `says when changes wait in the log beside it`() throws {
    let path = "var/lib/rpm/rpmdb.sqlite-wal"
    #expect(try analyze(RPMDatabaseAnalyzer.self, path: path, "").isEmpty)
    #expect(throws: AnalysisError.self) {
      try analyze(RPMDatabaseAnalyzer.self, path: path, bytes: [UInt8](repeating: 1, count: 4152))
    }
  }

  @Test(arguments: [
    ("sqlite-cbl-mariner-2.0.rpmdb.sqlite", 129),
    ("ndb-sle15-bci.Packages.db", 35),
    ("berkeleydb-libuuid.Packages", 1),
    ("berkeleydb-small.Packages", 1),
  ])
  func `of a real system is read whole`(file: String, count: Int) throws {
    guard let bytes = sharedFixture("fixtures/rpmdb/\(file)") else {
      try skip("needs the shared fixtures")
    }
    let facts = try analyze(RPMDatabaseAnalyzer.self, path: "var/lib/rpm/Packages", bytes: bytes)
    #expect(facts.packages.count == count)
    #expect(facts.packages.allSatisfy { !$0.version.isEmpty && $0.source != nil })
  }
}
