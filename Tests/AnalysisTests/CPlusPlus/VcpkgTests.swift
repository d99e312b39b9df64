import Analysis
import Model
import Testing

let vcpkgListExample = """
  x64-linux/
  x64-linux/lib/
  x64-linux/lib/libz.so
  x64-linux/share/zlib/copyright
  """

let vcpkgManifestExample = """
  {"name": "app", "version": "1.0", "dependencies": ["fmt", {"name": "zlib", "version>=": "1.2"}],
   "overrides": [{"name": "zlib", "version": "1.3.1#2"}, {"name": "fmt", "version-semver": "10.2.1",
    "port-version": 1}, {"name": "date", "version-date": "2024-01-01"}, {"name": "none"}]}
  """

@Suite struct `vcpkg` {
  @Test func `lists the files of installed ports`() throws {
    let path = "opt/vcpkg/installed/vcpkg/info/zlib_1.3.1_x64-linux.list"
    let facts = try analyze(VcpkgInstalledAnalyzer.self, path: path, vcpkgListExample)
    #expect(facts.purls == ["pkg:vcpkg/zlib@1.3.1?triplet=x64-linux"])
    let files = ["lib/libz.so", "share/zlib/copyright"].map {
      PathKey("opt/vcpkg/installed/x64-linux/" + $0)
    }
    #expect(facts.claims == [Claim(.declared(inFile: path), files: files)])
  }

  @Test func `manifests give what they override`() throws {
    let facts = try analyze(VcpkgManifestAnalyzer.self, path: "vcpkg.json", vcpkgManifestExample)
    #expect(
      facts.purls == [
        "pkg:vcpkg/zlib@1.3.1?port_version=2", "pkg:vcpkg/fmt@10.2.1?port_version=1",
        "pkg:vcpkg/date@2024-01-01",
      ]
    )
  }

  @Test func `lists without a port in their name are malformed`() {
    #expect(throws: AnalysisError.malformed("no port and version in the file name")) {
      try analyze(VcpkgInstalledAnalyzer.self, path: "vcpkg/info/x.list", "")
    }
  }
}
