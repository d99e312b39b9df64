import Formats
import Model
import TestSupport
import Testing

@testable import Analysis

private let hash = "h0cnbmfcn93xm5dg2x27ixhag1cwndga"

let nixStoreExample = "nix/store/\(hash)-glibc-2.37-8-bin"

let flakeLockExample = """
  {"nodes": {
    "nixpkgs": {"locked": {"lastModified": 1, "narHash": "sha256-x", "owner": "NixOS",
      "repo": "nixpkgs", "rev": "abc", "type": "github"}, "original": {"id": "nixpkgs"}},
    "own": {"locked": {"type": "git", "url": "https://host/own.git", "rev": "def", "dir": "sub"}},
    "lab": {"locked": {"type": "gitlab", "owner": "acme", "repo": "lab", "rev": "123"}},
    "old": {"locked": {"type": "tarball", "url": "https://host/old.tar.gz"}},
    "here": {"locked": {"type": "path", "path": "./here"}},
    "root": {"inputs": {"nixpkgs": "nixpkgs"}}},
   "root": "root", "version": 7}
  """

@Suite struct `Nix store` {
  @Test(arguments: [
    ("glibc-2.37-8", "glibc|2.37-8|"), ("glibc-2.37-8-bin", "glibc|2.37-8|bin"),
    ("python3.11-requests-2.31.0", "python3.11-requests|2.31.0|"),
    ("bash-interactive-5.2-p15", "bash-interactive|5.2-p15|"), ("gcc-12.3.0-lib", "gcc|12.3.0|lib"),
    ("foo-0-unstable-2023-01-01-dev", "foo|0-unstable-2023-01-01|dev"), ("a-1_2", "a|1_2|"),
    ("source", nil), ("hook", nil), ("bash-5.2.drv", nil), ("python3-3.11.5-env", nil), ("-1", nil),
    ("fix-1.0.patch", nil), ("etc-_x", nil), ("a-", nil),
  ])
  func `path names a package`(name: String, parts: String?) {
    let path = NixStorePath("\(hash)-\(name)")
    #expect(path.map { "\($0.name)|\($0.version)|\($0.output)" } == parts)
  }

  @Test(arguments: ["", "-", "glibc-2.37", "\(hash)", "\(hash.dropLast())e-a-1", "\(hash)0-a-1"])
  func `path begins with a hash`(name: String) {
    #expect(NixStorePath(name[...]) == nil)
  }

  @Test func `is seen by its directories, and owns what is below`() throws {
    var tar = TarBuilder()
    tar.directory("nix/store/\(hash)-bash-5.2-p15")
    tar.file("nix/store/\(hash)-bash-5.2-p15/bin/bash", tinyProgram, mode: 0o755)
    tar.file("nix/store/\(hash)-openssl-3.0.tar.gz", "x")
    tar.directory("srv/store/\(hash)-zlib-1.3")
    let index = FileIndex([NixStoreAnalyzer.self], view: .installed, limits: .standard)
    let layer = LayerWalk(index: index, limits: .standard).run(ArraySource(tar.finished()))
    var join = InventoryJoin(subject: Subject(kind: .image, name: "x"), layers: [layer, layer])
    let inventory = join.run()
    #expect(
      inventory.packages.map { $0.purl(system: nil)?.description } == ["pkg:nix/bash@5.2-p15"]
    )
    #expect(inventory.packages[0].evidence.map(\.layer) == [0])
    #expect(inventory.unowned.isEmpty)
  }

  @Test func `inputs are locked by flakes`() throws {
    let facts = try analyze(FlakeLockAnalyzer.self, path: "flake.lock", flakeLockExample)
    #expect(
      facts.purls == [
        "pkg:github/nixos/nixpkgs@abc",
        "pkg:generic/own@def?vcs_url=git%2Bhttps:%2F%2Fhost%2Fown.git%40def%23sub",
        "pkg:generic/lab@123?vcs_url=git%2Bhttps:%2F%2Fgitlab.com%2Facme%2Flab%40123",
        "pkg:generic/old?download_url=https:%2F%2Fhost%2Fold.tar.gz",
      ]
    )
  }

  @Test(arguments: ["{}", #"{"version": 8}"#, "[]"])
  func `locks of another form are refused`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(FlakeLockAnalyzer.self, path: "flake.lock", text)
    }
  }
}
