import Analysis
import Model
import TestSupport
import Testing

let goBinaryExample = GoBuildInfoBuilder([
  "path\texample.com/app/cmd/app",
  "mod\texample.com/app\tv1.2.3\t",
  "dep\tgolang.org/x/net\tv0.1.0\th1:RaVk3pO3h5C0Ml0wYwGAGZJ0xP5bqvyPmkqVJDbQ9Rs=",
]).program

private func packages(_ lines: [String], version: String = "go1.22.3") throws -> [String] {
  let bytes = GoBuildInfoBuilder(lines, version: version).program
  return try analyze(GoBinaryAnalyzer.self, path: "app", bytes: bytes).packages.map {
    "\($0.namespace) \($0.name) \($0.version)"
  }
}

@Suite struct `Go binary analyzer` {
  @Test func `lists the program, its modules and the standard library`() throws {
    let facts = try analyze(GoBinaryAnalyzer.self, path: "usr/bin/app", bytes: goBinaryExample)
    #expect(facts.packages.map(\.name) == ["app", "net", "stdlib"])
    #expect(facts.packages.map(\.namespace) == ["example.com", "golang.org/x", ""])
    #expect(facts.packages.map(\.version) == ["v1.2.3", "v0.1.0", "1.22.3"])
    #expect(facts.packages[1].digests.map(\.algorithm) == [.sha256])
    #expect(facts.gaps == [])
  }

  @Test(arguments: [
    ("go1.22.3", "1.22.3"),
    ("go1.21.0 X:boringcrypto", "1.21.0"),
    ("devel go1.23-9d8f1c0 Tue Jan 2 2024", "1.23-9d8f1c0"),
    ("go1.19.8 (Red Hat 1.19.8-1.el9)", "1.19.8"),
  ])
  func `names the toolchain by its release`(text: String, release: String) throws {
    #expect(try packages(["path\tcmd/go"], version: text) == [" stdlib \(release)"])
  }

  @Test(arguments: [
    ("-X main.version=1.2.3", "v1.2.3"),
    ("-s -w -X 'main.Version=v2.0.0-rc.1' -X main.date=2024", "v2.0.0-rc.1"),
    ("-X=main.version=3.0", "v3.0"),
    ("-X \"example.com/app/internal/build.Version=4.5.6\"", "v4.5.6"),
    ("-X github.com/prometheus/common/version.Version=2.45.0", "v2.45.0"),
    ("-X other.org/x.Version=9.9 -X main.version=1.0.1", "v1.0.1"),
    ("-X main.commit=1.2.3", ""),
    ("-X main.version=unknown", ""),
    ("-X 'main.version=1.2", "v1.2"),
    ("-X", ""),
  ])
  func `takes the version set at the link`(flags: String, version: String) throws {
    let lines = ["mod\texample.com/app\t(devel)", "build\t-ldflags=`\(flags)`"]
    #expect(try packages(lines).first == "example.com app \(version)")
  }

  @Test func `makes a pseudo-version of the commit`() throws {
    let lines = [
      "mod\texample.com/app\t(devel)",
      "build\tvcs.revision=0123456789abcdef0123456789abcdef01234567",
      "build\tvcs.time=2023-01-02T15:04:05Z",
    ]
    #expect(try packages(lines).first == "example.com app v0.0.0-20230102150405-0123456789ab")
  }

  @Test(arguments: [
    ("=>\texample.com/fork\tv1.5.0\th1:x", "example.com fork v1.5.0"),
    ("=>\t./local\t(devel)\t", "k8s.io api v0.1.0"),
    ("=>\t../other\t\t", "k8s.io api v0.1.0"),
  ])
  func `follows replacements to modules, not to directories`(line: String, is wanted: String) throws
  {
    let lines = ["mod\texample.com/app\tv1.0.0", "dep\tk8s.io/api\tv0.1.0\t", line]
    #expect(try packages(lines)[1] == wanted)
  }

  @Test(arguments: [
    ("github.com/containerd/containerd/cmd/ctr", "github.com/containerd containerd "),
    ("github.com/caddyserver/caddy/v2/cmd/caddy", "github.com/caddyserver/caddy v2 "),
    ("k8s.io/kubernetes/cmd/kubelet", "k8s.io kubernetes "),
  ])
  func `names the module of a program built without modules`(path: String, is wanted: String) throws
  {
    let bytes = GoBuildInfoBuilder(["path\t\(path)", "build\tGOOS=linux"]).program
    let facts = try analyze(GoBinaryAnalyzer.self, path: "app", bytes: bytes)
    let first = try #require(facts.packages.first)
    #expect("\(first.namespace) \(first.name) \(first.version)" == wanted)
    #expect(facts.gaps.map(\.reason) == [.missing])
  }

  @Test func `reports each module of a universal file once`() throws {
    var machO = MachOBuilder()
    machO.sections = [
      TestSection("__go_buildinfo", GoBuildInfoBuilder(["mod\ta.b/c\tv1.0.0"]).inline)
    ]
    let bytes = MachOBuilder.universal([machO.build(), machO.build()])
    let facts = try analyze(GoBinaryAnalyzer.self, path: "app", bytes: bytes)
    #expect(facts.packages.map(\.name) == ["c", "stdlib"])
  }

  @Test func `says that an old program cannot be read`() {
    var elf = ELFBuilder()
    elf.sections = [TestSection(".gopclntab", [1, 2, 3], address: 0x5000)]
    #expect(throws: AnalysisError.self) {
      try analyze(GoBinaryAnalyzer.self, path: "app", bytes: elf.build())
    }
  }
}
