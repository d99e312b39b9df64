import Analysis
import Model
import Testing

/// A manifest as the builder of Azure Linux images leaves it.
enum RPMManifestFixtures {
  static let manifest = [
    [
      "openssl", "1.1.1k-21.cm2", "1685000000", "1684000000", "Microsoft Corporation", "(none)",
      "1234", "x86_64", "0", "openssl-1.1.1k-21.cm2.src.rpm",
    ],
    [
      "ca-certificates-base", "2.0.0-9.cm2", "1685000000", "1684000000", "Microsoft Corporation",
      "1", "0", "noarch", "1", "ca-certificates-2.0.0-9.cm2.src.rpm",
    ],
  ]
  .map { $0.joined(separator: "\t") + "\n" }.joined()
}

@Suite struct `rpm manifest` {
  private func packages(_ text: String) throws -> [Package] {
    let path = "var/lib/rpmmanifest/container-manifest-2"
    return try analyze(RPMManifestAnalyzer.self, path: path, text).packages
  }

  @Test func `names packages as the database would`() throws {
    let packages = try packages(RPMManifestFixtures.manifest)
    #expect(packages.map(\.name) == ["openssl", "ca-certificates-base"])
    #expect(packages.map(\.version) == ["1.1.1k-21.cm2", "1:2.0.0-9.cm2"])
    #expect(packages.map(\.architecture) == ["x86_64", "noarch"])
    #expect(packages[0].source == SourcePackage(name: "openssl", version: "1.1.1k-21.cm2"))
    #expect(packages[1].source == SourcePackage(name: "ca-certificates", version: "1:2.0.0-9.cm2"))
    #expect(packages[0].vendor == "Microsoft Corporation")
  }

  @Test func `says what is no package`() {
    #expect(throws: AnalysisError.malformed("line 2 is no package")) {
      try packages(RPMManifestFixtures.manifest.split(separator: "\n")[0] + "\nopenssl 1.1\n")
    }
    #expect(throws: AnalysisError.truncated("the last line has no end")) {
      try packages(String(RPMManifestFixtures.manifest.dropLast()))
    }
  }
}
