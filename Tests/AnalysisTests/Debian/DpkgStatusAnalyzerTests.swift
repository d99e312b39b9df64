import Analysis
import Model
import Testing

@Suite struct `dpkg status` {
  private func packages(_ text: String, path: String = "var/lib/dpkg/status") throws -> [Package] {
    try analyze(DpkgStatusAnalyzer.self, path: path, text).packages
  }

  private func stanza(_ fields: String) -> String { fields + "\n\n" }

  @Test func `lists what is installed, and nothing that was removed`() throws {
    let packages = try packages(DebianFixtures.status)
    #expect(packages.map(\.name) == ["libssl3", "bash"])
    #expect(packages.map(\.version) == ["3.0.15-1~deb12u1", "5.2.15-2+b7"])
    #expect(packages.map(\.architecture) == ["amd64", "amd64"])
    #expect(packages[1].vendor == "Matthias Klose <doko@debian.org>")
  }

  @Test func `names the source package and its version`() throws {
    let sources = try packages(DebianFixtures.status).map(\.source)
    #expect(
      sources == [
        SourcePackage(name: "openssl", version: "3.0.15-1~deb12u1"),
        SourcePackage(name: "bash", version: "5.2.15-2"),
      ]
    )
    let own = try packages(stanza("Package: apt\nVersion: 2.6.1"))
    #expect(own.first?.source == SourcePackage(name: "apt", version: "2.6.1"))
  }

  @Test func `takes the names of dependencies, alternatives included`() throws {
    let bash = try packages(DebianFixtures.status)[1]
    #expect(
      bash.dependencies == ["base-files", "debianutils", "debianutils-ng", "libc6", "libtinfo6"]
    )
  }

  @Test(arguments: [
    ("install ok installed", true),
    ("install ok unpacked", true),
    ("install ok half-configured", true),
    ("install ok triggers-awaited", true),
    ("install ok triggers-pending", true),
    ("hold ok installed", true),
    ("deinstall ok installed", true),
    ("install reinstreq half-installed", false),
    ("deinstall ok config-files", false),
    ("unknown ok not-installed", false),
  ])
  func `judges by the third word of the status`(status: String, isPresent: Bool) throws {
    let found = try packages(stanza("Package: a\nStatus: \(status)\nVersion: 1"))
    #expect(found.isEmpty != isPresent)
  }

  @Test func `reads the pieces that distroless images have`() throws {
    let text =
      "Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\nMaintainer: GNU Libc\n"
    let found = try packages(text, path: "var/lib/dpkg/status.d/tzdata")
    #expect(found.map(\.name) == ["tzdata"])
    #expect(try packages("0  a\n", path: "var/lib/dpkg/status.d/tzdata.md5sums").isEmpty)
  }

  @Test func `reads fields in any case and with carriage returns`() throws {
    let found = try packages("package: a\r\nVERSION:  1:2.0-1 \r\n\r\nPackage: b\r\nVersion: 2\r\n")
    #expect(found.map(\.version) == ["1:2.0-1", "2"])
  }

  @Test(arguments: [
    ("Package: a\nVersion: 1\nno field here\n\nPackage: b\nVersion: 2\n\n", "line 3 is no field"),
    ("Version: 1\n\nPackage: b\nVersion: 2\n\n", "no Package in the stanza at line 1"),
    ("Package: b\nVersion: 2\n\n continued\n\n", "line 4 continues no field"),
    ("Package: b\n\n", "no Version of b"),
  ])
  func `says what is wrong and keeps the rest`(text: String, fault: String) throws {
    var facts = FileFacts()
    let analyzer = DpkgStatusAnalyzer(limits: .standard)
    let file = FileEntry(path: "var/lib/dpkg/status")
    let bytes = Array(text.utf8)
    do throws(AnalysisError) {
      try analyzer.analyze(file, contents: bytes.span, into: &facts)
      Issue.record("no error")
    } catch {
      guard case .malformed(let said) = error else { throw error }
      #expect(said.hasPrefix(fault))
    }
    #expect(facts.packages.last?.name == "b")
  }

  @Test func `says that it was cut short`() {
    let cut = String(DebianFixtures.status.dropLast(20))
    #expect(throws: AnalysisError.truncated("the last stanza has no end")) { try packages(cut) }
  }

  @Test func `keeps to the limit on packages`() {
    var limits = Limits.standard
    limits.packagesPerFile = 1
    #expect(throws: AnalysisError.limit("more than 1 packages")) {
      try analyze(
        DpkgStatusAnalyzer.self,
        path: "var/lib/dpkg/status",
        bytes: Array(DebianFixtures.status.utf8),
        limits: limits
      )
    }
  }
}
